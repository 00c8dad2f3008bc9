namespace RnnEquivalence.Model;

/// <summary>The state of a recurrent layer between two time steps.</summary>
/// <param name="Hidden">h, shape (N, H).</param>
/// <param name="Cell">c, shape (N, H); null for cells without a cell state.</param>
public sealed record RecurrentState(Matrix Hidden, Matrix? Cell)
{
    /// <summary>The state of all zeros that an absent state stands for.</summary>
    public static RecurrentState Zero(RecurrentCell cell, int batchSize, int hiddenSize) =>
        new(new Matrix(batchSize, hiddenSize), cell.HasCellState() ? new Matrix(batchSize, hiddenSize) : null);
}
