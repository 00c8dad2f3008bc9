namespace RnnEquivalence.Model;

/// <summary>
/// One affine map followed by one activation inside a cell. Parameters are kept per named gate,
/// so that nobody has to know in which order a library packs them.
/// </summary>
public enum Gate
{
    /// <summary>The only map of a plain RNN: the new state itself.</summary>
    State,

    /// <summary>The LSTM's input gate i.</summary>
    Input,

    /// <summary>The LSTM's forget gate f.</summary>
    Forget,

    /// <summary>The candidate: the LSTM's g (TensorFlow calls it j, Keras and ONNX c), the GRU's n (Keras and ONNX h).</summary>
    Candidate,

    /// <summary>The LSTM's output gate o.</summary>
    Output,

    /// <summary>The GRU's reset gate r.</summary>
    Reset,

    /// <summary>The GRU's update gate z.</summary>
    Update,
}

/// <summary>How a gate is printed.</summary>
public static class Gates
{
    /// <summary>The letter that the formula of the cell uses for the gate.</summary>
    public static string Symbol(this Gate gate, RecurrentCell cell) => gate switch
    {
        Gate.State => "h",
        Gate.Input => "i",
        Gate.Forget => "f",
        Gate.Candidate => cell.CandidateSymbol(),
        Gate.Output => "o",
        Gate.Reset => "r",
        Gate.Update => "z",
        _ => throw new ArgumentOutOfRangeException(nameof(gate), gate, "Not a known gate."),
    };

    /// <summary>Whether the gate sees the cell state in an LSTM with peepholes.</summary>
    public static bool HasPeephole(this Gate gate) => gate is Gate.Input or Gate.Forget or Gate.Output;
}
