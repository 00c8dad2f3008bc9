using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Backends;

/// <summary>
/// What a backend declares of itself. A cell that it does not declare is skipped by name; a cell that it declares it must
/// compute with every combination of biases, either layout, with and without an initial state, and for an LSTM with a forget
/// bias.
/// </summary>
public sealed record BackendTraits
{
    /// <summary>The format of the values and of the arithmetic.</summary>
    public required ElementType ElementType { get; init; }

    /// <summary>The cells that the backend computes.</summary>
    public required IReadOnlySet<RecurrentCell> Cells { get; init; }

    /// <summary>How precisely the backend computes tanh. A measured property, see <see cref="ActivationAccuracy"/>.</summary>
    public required ActivationAccuracy Tanh { get; init; }

    /// <summary>How precisely the backend computes the logistic sigmoid.</summary>
    public required ActivationAccuracy Sigmoid { get; init; }

    /// <summary>
    /// Whether results below the smallest normal number are replaced by zero. What a kernel makes of subnormal inputs is
    /// another matter; the generator draws none.
    /// </summary>
    public bool FlushesSubnormals { get; init; }
}
