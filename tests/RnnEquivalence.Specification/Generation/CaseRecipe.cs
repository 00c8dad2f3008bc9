using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>Which cases a law wants to see.</summary>
public sealed record CaseRecipe
{
    /// <summary>The cell.</summary>
    public required RecurrentCell Cell { get; init; }

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
}
