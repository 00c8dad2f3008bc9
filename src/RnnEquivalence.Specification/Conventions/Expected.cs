using RnnEquivalence.Model;

namespace RnnEquivalence.Conventions;

/// <summary>The sizes that the weights of one layer must have.</summary>
/// <param name="Gates">G, the number of blocks.</param>
/// <param name="Rows">G·H.</param>
/// <param name="Inputs">I of the layer.</param>
/// <param name="Symbols">The gates in the order of their blocks, as a message prints them.</param>
internal sealed record Expected(int Gates, int Rows, int Inputs, string Symbols)
{
    /// <summary>The sizes in a convention.</summary>
    /// <exception cref="ArgumentException">The convention has no place for something that the architecture has.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public static Expected In(WeightConvention convention, RecurrentArchitecture architecture, int layer)
    {
        ArgumentNullException.ThrowIfNull(architecture);

        convention.Require(architecture);
        if (layer < 0 || layer >= architecture.Layers)
        {
            throw new ArgumentOutOfRangeException(nameof(layer), layer, $"The architecture has the layers 0 to {architecture.Layers - 1}.");
        }

        IReadOnlyList<Gate> gates = convention.GatesOf(architecture.Cell);
        return new Expected(
            gates.Count,
            gates.Count * architecture.HiddenSize,
            architecture.InputSizeOf(layer),
            string.Join(", ", gates.Select(gate => gate.Symbol(architecture.Cell))));
    }
}
