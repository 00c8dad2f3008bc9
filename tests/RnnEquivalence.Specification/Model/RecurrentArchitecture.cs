namespace RnnEquivalence.Model;

/// <summary>Everything about a recurrent layer but the numbers in it.</summary>
public sealed record RecurrentArchitecture
{
    /// <summary>The recurrence.</summary>
    public required RecurrentCell Cell { get; init; }

    /// <summary>The format in which the kernel holds its values.</summary>
    public required ElementType ElementType { get; init; }

    /// <summary>I, the number of features of the input.</summary>
    public required int InputSize { get; init; }

    /// <summary>H, the number of units.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Whether each gate has a bias b_x.</summary>
    public bool HasInputBias { get; init; }

    /// <summary>Whether each gate has a bias b_h.</summary>
    public bool HasRecurrentBias { get; init; }

    /// <summary>
    /// A constant that is added to the forget gate's pre-activation in every unit, as TensorFlow 1 does.
    /// Zero for other cells and other libraries.
    /// </summary>
    public double ForgetBias { get; init; }

    /// <summary>Whether the kernel is given (N, T, features) instead of (T, N, features).</summary>
    public bool BatchFirst { get; init; }

    /// <summary>Checks the architecture itself.</summary>
    /// <exception cref="ArgumentException">A size is not positive, or a forget bias is given to a cell that forgets nothing.</exception>
    public void Validate()
    {
        if (InputSize < 1 || HiddenSize < 1)
        {
            throw new ArgumentException($"Input and hidden size must be at least 1, but are {InputSize} and {HiddenSize}.");
        }

        if (ForgetBias != 0 && Cell != RecurrentCell.Lstm)
        {
            throw new ArgumentException($"The forget bias is {Print.Number(ForgetBias)}, but the cell {Cell} has no forget gate.");
        }
    }
}
