using RnnEquivalence.Backends;
using Xunit;

namespace RnnEquivalence.Tests.Golden;

/// <summary>All committed vectors, and which backends run them: those that declare what the vector asks for.</summary>
internal static class GoldenVectors
{
    private static readonly Lazy<GoldenVector[]> Loaded =
        new(() => [.. PyTorchGolden.Load(), .. OnnxExportGolden.Load(), .. TensorFlowJsGolden.Load()]);

    /// <summary>The vectors, in the order of the files.</summary>
    /// <exception cref="Fixtures.FixtureException">A file is not as its schema says.</exception>
    public static IReadOnlyList<GoldenVector> All => Loaded.Value;

    /// <summary>The names of all vectors.</summary>
    public static TheoryData<string> Names => [.. All.Select(vector => vector.Name)];

    /// <summary>The names of the vectors with gradients.</summary>
    public static TheoryData<string> NamesWithGradients =>
        [.. All.Where(vector => vector.Gradients is not null).Select(vector => vector.Name)];

    /// <summary>Each vector with each backend that runs it.</summary>
    public static TheoryData<string, string> Runs => Pairs((vector, backend) => vector.NotRunBy(backend));

    /// <summary>Each vector with each backend that differentiates it.</summary>
    public static TheoryData<string, string> Differentiations => Pairs((vector, backend) => vector.NotDifferentiatedBy(backend));

    /// <summary>The vector of a name.</summary>
    public static GoldenVector Named(string name) => All.Single(vector => vector.Name == name);

    private static TheoryData<string, string> Pairs(Func<GoldenVector, IRecurrentBackend, string?> leftOut) =>
    [
        .. All.SelectMany(vector => BuiltInBackends.All
            .Where(backend => leftOut(vector, backend) is null)
            .Select(backend => (vector.Name, BuiltInBackends.NameOf(backend)))),
    ];
}
