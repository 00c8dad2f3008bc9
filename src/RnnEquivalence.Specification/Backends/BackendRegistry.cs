using System.Reflection;
using RnnEquivalence.Running;

namespace RnnEquivalence.Backends;

/// <summary>The backends that can be asked for by the names of their classes: those of a test project and of what it references.</summary>
/// <remarks>A backend is any class that is public, takes no parameters, and implements <see cref="IRecurrentBackend"/>.</remarks>
public sealed class BackendRegistry
{
    private readonly Type[] _types;

    /// <summary>The backends of an assembly and of those that it references directly.</summary>
    public BackendRegistry(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);

        AssemblyName own = typeof(BackendRegistry).Assembly.GetName();
        IEnumerable<Assembly> referenced = assembly.GetReferencedAssemblies()
            .Select(Assembly.Load)
            .Where(other => other.GetReferencedAssemblies().Any(name => name.Name == own.Name));
        _types =
        [
            .. referenced.Prepend(assembly)
                .SelectMany(other => other.GetExportedTypes())
                .Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }
                    && type.IsAssignableTo(typeof(IRecurrentBackend))
                    && type.GetConstructor(Type.EmptyTypes) is not null)
                .OrderBy(type => type.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The names of their classes.</summary>
    public IEnumerable<string> Names => _types.Select(type => type.Name);

    /// <summary>The class of a backend.</summary>
    /// <param name="name">Its name, with or without its namespace.</param>
    /// <exception cref="SettingsException">There is none of that name, or there are several.</exception>
    public Type TypeNamed(string name)
    {
        Type[] found = [.. _types.Where(type => type.Name == name || type.FullName == name)];
        return found switch
        {
            [var type] => type,
            [] => throw new SettingsException($"There is no backend {name}. There are:\n  {string.Join("\n  ", Names)}"),
            _ => throw new SettingsException($"There are several backends {name}; say which:\n  {string.Join("\n  ", found.Select(type => type.FullName))}"),
        };
    }
}
