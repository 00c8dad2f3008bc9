namespace RnnEquivalence.Model;

/// <summary>The recurrence that a kernel applies at every time step.</summary>
public enum RecurrentCell
{
    /// <summary>
    /// The Elman network, h' = f(W·x + R·h + b), with f = tanh unless the architecture says otherwise. See <c>Formulas.Rnn</c>.
    /// </summary>
    Rnn,

    /// <summary>The long short-term memory with the gates i, f, g, o. See <c>Formulas.Lstm</c>.</summary>
    Lstm,

    /// <summary>
    /// The gated recurrent unit with the gates r, z, n whose reset gate is applied after the recurrent product, as in PyTorch,
    /// cuDNN and Keras' <c>reset_after</c>. See <c>Formulas.Gru</c>.
    /// </summary>
    Gru,

    /// <summary>
    /// The gated recurrent unit whose reset gate is applied to the state before the recurrent product, as in the original paper
    /// and ONNX' default. See <c>Formulas.GruResetBefore</c>.
    /// </summary>
    GruResetBefore,
}

/// <summary>What follows from the kind of cell alone: a row of a table for each.</summary>
public static class RecurrentCells
{
    private static readonly Dictionary<RecurrentCell, Kind> Table = new()
    {
        [RecurrentCell.Rnn] = new() { Gates = [Gate.State], HasStateFunction = true },
        [RecurrentCell.Lstm] = new()
        {
            Gates = [Gate.Input, Gate.Forget, Gate.Candidate, Gate.Output],
            HasCellState = true,
            HasGateFunctions = true,
            HasStateFunction = true,
            CandidateSymbol = "g",
        },
        [RecurrentCell.Gru] = new()
        {
            Gates = [Gate.Reset, Gate.Update, Gate.Candidate],
            HasGateFunctions = true,
            Interpolates = true,
            ResetsBias = true,
        },
        [RecurrentCell.GruResetBefore] = new()
        {
            Gates = [Gate.Reset, Gate.Update, Gate.Candidate],
            HasGateFunctions = true,
            Interpolates = true,
        },
    };

    /// <summary>All cells that there are formulas of, the simplest first.</summary>
    public static IReadOnlyList<RecurrentCell> All { get; } = [.. Table.Keys];

    /// <summary>The gates of a cell, in the order in which the formulas name them.</summary>
    public static ReadOnlySpan<Gate> Gates(this RecurrentCell cell) => Of(cell).Gates;

    /// <summary>Whether the cell carries a cell state c beside the hidden state h.</summary>
    public static bool HasCellState(this RecurrentCell cell) => Of(cell).HasCellState;

    /// <summary>Whether the cell has gates that go through one function and a candidate that goes through another.</summary>
    public static bool HasGateFunctions(this RecurrentCell cell) => Of(cell).HasGateFunctions;

    /// <summary>Whether the new state goes through a function of its own.</summary>
    public static bool HasStateFunction(this RecurrentCell cell) => Of(cell).HasStateFunction;

    /// <summary>Whether h' lies between the candidate and h, so that the gate between them has to stay within 0 and 1.</summary>
    public static bool Interpolates(this RecurrentCell cell) => Of(cell).Interpolates;

    /// <summary>Whether the reset gate is applied to b_h of the candidate and not to b_x, so that the two cannot be added up.</summary>
    public static bool ResetsBias(this RecurrentCell cell) => Of(cell).ResetsBias;

    /// <summary>The letter of the candidate in the formula of the cell.</summary>
    internal static string CandidateSymbol(this RecurrentCell cell) => Of(cell).CandidateSymbol;

    private static Kind Of(RecurrentCell cell) => Table.TryGetValue(cell, out Kind? kind)
        ? kind
        : throw new ArgumentOutOfRangeException(nameof(cell), cell, "Not a known recurrent cell.");

    private sealed record Kind
    {
        public required Gate[] Gates { get; init; }

        public bool HasCellState { get; init; }

        public bool HasGateFunctions { get; init; }

        public bool HasStateFunction { get; init; }

        public bool Interpolates { get; init; }

        public bool ResetsBias { get; init; }

        public string CandidateSymbol { get; init; } = "n";
    }
}
