using RnnEquivalence.Backends;
using RnnEquivalence.Running;

namespace RnnEquivalence.Tests;

/// <summary>The backends that come with the suite.</summary>
internal static class BuiltInBackends
{
    /// <summary>One of each, by the names of their classes.</summary>
    public static IReadOnlyList<IRecurrentBackend> All { get; } =
    [
        .. new BackendRegistry(typeof(BuiltInBackends).Assembly).Types
            .Where(type => type.Assembly != typeof(BuiltInBackends).Assembly)
            .Select(type => (IRecurrentBackend)Activator.CreateInstance(type)!),
    ];

    /// <summary>The name of its class.</summary>
    public static string NameOf(IRecurrentBackend backend) => backend.GetType().Name;

    /// <summary>The backend of a class.</summary>
    public static IRecurrentBackend Named(string name) => All.Single(backend => NameOf(backend) == name);
}
