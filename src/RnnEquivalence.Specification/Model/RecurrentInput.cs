namespace RnnEquivalence.Model;

/// <summary>What a recurrent network is run on.</summary>
/// <param name="Values">x, shape (T, N, I). Behind the length of a row stands padding, which is never to be read and may be NaN.</param>
/// <param name="InitialState">(h0, c0), or null to leave the state out of the call, which stands for zeros.</param>
/// <param name="Lengths">The length of each row, 0 … T, or null where all rows are T long.</param>
public sealed record RecurrentInput(Sequence Values, RecurrentState? InitialState, int[]? Lengths = null)
{
    /// <summary>The length of a row.</summary>
    public int LengthOf(int row) => Lengths?[row] ?? Values.TimeSteps;

    /// <summary>The input of some rows only, in the given order.</summary>
    public RecurrentInput KeepRows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new RecurrentInput(
            Values.KeepRows(rows),
            InitialState?.MapMatrices(matrix => matrix.KeepRows(rows)),
            Lengths is null ? null : [.. rows.Select(row => Lengths[row])]);
    }
}
