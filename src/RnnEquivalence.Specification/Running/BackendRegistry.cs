using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using RnnEquivalence.Backends;

namespace RnnEquivalence.Running;

/// <summary>The backends that can be asked for by the names of their classes: those of a test project and of what it comes with.</summary>
/// <remarks>
/// A backend is any class that is public, takes no parameters, and implements <see cref="IRecurrentBackend"/>. A compiler leaves out the
/// references that nothing in the code uses, so every assembly beside the test project is looked at.
/// </remarks>
public sealed class BackendRegistry
{
    /// <summary>The backends of an assembly and of all that lie beside it.</summary>
    public BackendRegistry(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);

        Types =
        [
            .. Beside(assembly).Prepend(assembly)
                .SelectMany(other => other.GetExportedTypes())
                .Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }
                    && type.IsAssignableTo(typeof(IRecurrentBackend))
                    && type.GetConstructor(Type.EmptyTypes) is not null)
                .OrderBy(type => type.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Their classes, by name.</summary>
    public IReadOnlyList<Type> Types { get; }

    /// <summary>The names of their classes.</summary>
    public IEnumerable<string> Names => Types.Select(type => type.Name);

    /// <summary>The class of a backend.</summary>
    /// <param name="name">Its name, with or without its namespace.</param>
    /// <exception cref="SettingsException">There is none of that name, or there are several.</exception>
    public Type TypeNamed(string name)
    {
        Type[] found = [.. Types.Where(type => type.Name == name || type.FullName == name)];
        return found switch
        {
            [var type] => type,
            [] => throw new SettingsException($"There is no backend {name}. There are:\n  {string.Join("\n  ", Names)}"),
            _ => throw new SettingsException(
                $"There are several backends {name}; say which:\n  {string.Join("\n  ", found.Select(type => type.FullName))}"),
        };
    }

    private static IEnumerable<Assembly> Beside(Assembly assembly)
    {
        string? folder = Path.GetDirectoryName(assembly.Location);
        IEnumerable<string> names = string.IsNullOrEmpty(folder)
            ? assembly.GetReferencedAssemblies().Select(name => name.Name!)
            : Directory.EnumerateFiles(folder, "*.dll").Where(KnowsTheSeam).Select(path => Path.GetFileNameWithoutExtension(path));
        return names.Where(name => name != assembly.GetName().Name).Select(name => Assembly.Load(new AssemblyName(name)));
    }

    /// <summary>Whether a file is an assembly that refers to this library, and so may have backends; it is not loaded for that.</summary>
    private static bool KnowsTheSeam(string path)
    {
        string own = typeof(BackendRegistry).Assembly.GetName().Name!;
        using FileStream file = File.OpenRead(path);
        using var image = new PEReader(file);
        try
        {
            if (!image.HasMetadata)
            {
                return false;
            }

            MetadataReader metadata = image.GetMetadataReader();
            return metadata.AssemblyReferences.Any(reference =>
                metadata.StringComparer.Equals(metadata.GetAssemblyReference(reference).Name, own));
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
