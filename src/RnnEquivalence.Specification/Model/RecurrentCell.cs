namespace RnnEquivalence.Model;

/// <summary>The recurrence that a kernel applies at every time step.</summary>
public enum RecurrentCell
{
    /// <summary>The Elman network, h' = f(W·x + R·h + b), with f = tanh unless the architecture says otherwise. See <see cref="Formulas.Rnn"/>.</summary>
    Rnn,

    /// <summary>The long short-term memory with the gates i, f, g, o. See <see cref="Formulas.Lstm"/>.</summary>
    Lstm,

    /// <summary>
    /// The gated recurrent unit with the gates r, z, n whose reset gate is applied after the recurrent product, as in PyTorch,
    /// cuDNN and Keras' <c>reset_after</c>. See <see cref="Formulas.Gru"/>.
    /// </summary>
    Gru,

    /// <summary>
    /// The gated recurrent unit whose reset gate is applied to the state before the recurrent product, as in the original paper
    /// and ONNX' default. See <see cref="Formulas.GruResetBefore"/>.
    /// </summary>
    GruResetBefore,
}

/// <summary>What follows from the kind of cell alone.</summary>
public static class RecurrentCells
{
    private static readonly Gate[] RnnGates = [Gate.State];
    private static readonly Gate[] GruGates = [Gate.Reset, Gate.Update, Gate.Candidate];
    private static readonly Gate[] LstmGates = [Gate.Input, Gate.Forget, Gate.Candidate, Gate.Output];

    /// <summary>The gates of a cell, in the order in which the formulas name them.</summary>
    public static ReadOnlySpan<Gate> Gates(this RecurrentCell cell) => cell switch
    {
        RecurrentCell.Rnn => RnnGates,
        RecurrentCell.Lstm => LstmGates,
        RecurrentCell.Gru or RecurrentCell.GruResetBefore => GruGates,
        _ => throw new ArgumentOutOfRangeException(nameof(cell), cell, "Not a known recurrent cell."),
    };

    /// <summary>Whether the cell carries a cell state c beside the hidden state h.</summary>
    public static bool HasCellState(this RecurrentCell cell) => cell == RecurrentCell.Lstm;
}
