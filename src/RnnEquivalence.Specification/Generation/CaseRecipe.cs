using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>Which cases a law wants to see.</summary>
public sealed record CaseRecipe
{
    /// <summary>The cells, of which each case has one.</summary>
    public required IReadOnlyList<CellVariant> Variants { get; init; }

    /// <summary>The format of all values.</summary>
    public required ElementType ElementType { get; init; }

    /// <summary>
    /// Whether the recurrent weights are kept so small that errors die out: needed where a whole trajectory is
    /// compared, because its bound would otherwise grow until it means nothing.
    /// </summary>
    public bool Contractive { get; init; }

    /// <summary>Whether the case is one of TensorFlow 1: one bias per gate, and for an LSTM a forget bias.</summary>
    public bool TensorFlow { get; init; }

    /// <summary>
    /// Whether cases of tiny values are left out: to be set for a backend that declares an absolute error of its
    /// activations, since it keeps no digits of such values.
    /// </summary>
    public bool NoTinyValues { get; init; }

    /// <summary>The shortest sequence.</summary>
    public int MinimumTimeSteps { get; init; } = 1;

    /// <summary>The longest sequence.</summary>
    public int MaximumTimeSteps { get; init; } = 33;

    /// <summary>The fewest layers.</summary>
    public int MinimumLayers { get; init; } = 1;

    /// <summary>The most layers.</summary>
    public int MaximumLayers { get; init; } = 1;

    /// <summary>The directions, of which each case has one; the simplest first.</summary>
    public IReadOnlyList<Direction> Directions { get; init; } = [Direction.Forward];

    /// <summary>What lengths the rows have.</summary>
    public RowLengths Lengths { get; init; } = RowLengths.Full;

    /// <summary>Whether an initial h may stand without a c.</summary>
    public bool HiddenStateAlone { get; init; }

    /// <summary>Whether every case has an initial state.</summary>
    public bool AlwaysInitialState { get; init; }

    /// <summary>The functions other than tanh and σ that a case may use.</summary>
    public IReadOnlyList<ActivationFunction> Activations { get; init; } = [];

    /// <summary>Whether every case has both biases.</summary>
    public bool AlwaysBothBiases { get; init; }

    /// <summary>Whether every dimension but the number of time steps is long.</summary>
    public bool Large { get; init; }

    /// <summary>Whether every case has a loss, for a law of gradients.</summary>
    public bool Upstream { get; init; }

    /// <summary>Whether cells whose functions have kinks are spared the numbers that like to meet them: zeros and whole numbers.</summary>
    public bool NoTies { get; init; }

    /// <summary>The most multiplications of one run, but for a few cases of many; null for the usual mixture of small and large.</summary>
    public int? Budget { get; init; }

    /// <summary>The only kind of numbers; null for the usual mixture.</summary>
    public ValueRegime? Regime { get; init; }
}

/// <summary>What lengths the rows of a batch have.</summary>
public enum RowLengths
{
    /// <summary>All rows are T long, and no lengths are given.</summary>
    Full,

    /// <summary>In some cases as with <see cref="Full"/>, in the others each row has its own length of at least 1.</summary>
    Ragged,

    /// <summary>Lengths are given in every case; each row has its own, of at least 1.</summary>
    AlwaysRagged,

    /// <summary>As with <see cref="Ragged"/>, and some rows have length 0.</summary>
    RaggedOrZero,
}
