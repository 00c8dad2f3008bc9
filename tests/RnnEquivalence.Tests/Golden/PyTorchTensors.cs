using RnnEquivalence.Model;
using RnnEquivalence.Tests.Fixtures;

namespace RnnEquivalence.Tests.Golden;

/// <summary>What goes into and comes out of a network, as PyTorch shapes it.</summary>
/// <param name="At">Where the tensors stand.</param>
/// <param name="Network">The network.</param>
/// <param name="TimeSteps">T.</param>
/// <param name="Batch">N.</param>
internal sealed record PyTorchTensors(FixtureReader At, RecurrentArchitecture Network, int TimeSteps, int Batch)
{
    /// <summary>The element types by their names in PyTorch.</summary>
    public static IReadOnlyDictionary<string, ElementType> Types { get; } = new Dictionary<string, ElementType>
    {
        ["float32"] = ElementType.Float32,
        ["float64"] = ElementType.Float64,
    };

    /// <summary>(T, N, features), or (N, T, features) with <c>batch_first</c>.</summary>
    public Sequence Sequence(string name, int features) => Network.BatchFirst
        ? GoldenLayout.Transposed(At.Sequence(name, Batch, TimeSteps, features))
        : At.Sequence(name, TimeSteps, Batch, features);

    /// <summary>(L·D, N, features).</summary>
    public Matrix[] Matrices(string name, int features) => At.Matrices(name, Network.Cells, Batch, features);

    /// <summary>A state whose parts are given or null.</summary>
    public RecurrentState? State(string hidden, string cell, bool hasHidden, bool hasCell)
    {
        Matrix[]? h = At.Optional(hidden, hasHidden, name => Matrices(name, Network.StateSize));
        Matrix[]? c = At.Optional(cell, hasCell, name => Matrices(name, Network.HiddenSize));
        return h is null ? null : new RecurrentState(Network.Layers, Network.Directions, (layer, direction) =>
        {
            int index = (layer * Network.Directions) + direction;
            return new CellState(h[index], c?[index]);
        });
    }
}
