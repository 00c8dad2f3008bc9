using RnnEquivalence.Backends;
using RnnEquivalence.Backends.TorchSharp;

namespace RnnEquivalence.Tests.Golden;

/// <summary>Every backend that is built in, so that a new one is held against the vectors without being named here.</summary>
internal static class BuiltInBackends
{
    /// <summary>One of each.</summary>
    public static IReadOnlyList<IRecurrentBackend> All { get; } =
    [
        .. typeof(TorchSharpBackend).Assembly.GetTypes()
            .Concat(typeof(RnnEquivalence.Backends.OnnxRuntime.OnnxRuntimeBackend).Assembly.GetTypes())
            .Where(type => type is { IsAbstract: false, IsPublic: true } && type.IsAssignableTo(typeof(IRecurrentBackend)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (IRecurrentBackend)Activator.CreateInstance(type)!),
    ];

    /// <summary>The name of its class.</summary>
    public static string NameOf(IRecurrentBackend backend) => backend.GetType().Name;

    /// <summary>The backend of a class.</summary>
    public static IRecurrentBackend Named(string name) => All.Single(backend => NameOf(backend) == name);
}
