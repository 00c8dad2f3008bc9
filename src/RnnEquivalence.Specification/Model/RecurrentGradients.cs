namespace RnnEquivalence.Model;

/// <summary>Where a loss touches the outputs of a network: the gradients of the loss with respect to them.</summary>
/// <param name="Values">dy, shape (T, N, D·H), or null where y takes no part. Behind the length of a row it is of no consequence.</param>
/// <param name="Hidden">dh_n, one matrix (N, H) per cell, [layer · D + direction], or null.</param>
/// <param name="Cell">dc_n, one matrix (N, H) per cell, or null.</param>
public sealed record UpstreamGradients(Sequence? Values, IReadOnlyList<Matrix>? Hidden, IReadOnlyList<Matrix>? Cell)
{
    /// <summary>The same with dy changed, and each dh_n and dc_n.</summary>
    public UpstreamGradients Map(Func<Sequence, Sequence> values, Func<Matrix, Matrix> hidden, Func<Matrix, Matrix> cell) => new(
        Values is null ? null : values(Values),
        Hidden?.Select(hidden).ToArray(),
        Cell?.Select(cell).ToArray());

    /// <summary>Those of some rows only, in the given order.</summary>
    public UpstreamGradients KeepRows(IReadOnlyList<int> rows) =>
        Map(values => values.KeepRows(rows), hidden => hidden.KeepRows(rows), cell => cell.KeepRows(rows));
}

/// <summary>The gradients of a loss with respect to everything that goes into a network.</summary>
/// <param name="Parameters">In the form of the parameters: dW, dR, db_x, db_h, dp of every gate of every cell.</param>
/// <param name="Values">dx, shape (T, N, I); zero behind the length of a row.</param>
/// <param name="InitialState">(dh0, dc0), or null where the state was left out.</param>
public sealed record RecurrentGradients(RecurrentParameters Parameters, Sequence Values, RecurrentState? InitialState);
