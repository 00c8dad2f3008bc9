namespace Simd;

/// <summary>How the vectors of a batch of sequences lie in memory.</summary>
/// <param name="TimeSteps">T.</param>
/// <param name="BatchSize">N.</param>
/// <param name="BatchFirst">
/// Whether the steps of a row lie beside each other, (N, T, features), or the rows of a step, (T, N, features).
/// </param>
public readonly record struct SequenceShape(int TimeSteps, int BatchSize, bool BatchFirst)
{
    /// <summary>The number of vectors before that of a row at a time step.</summary>
    public int IndexOf(int time, int row) => BatchFirst ? (row * TimeSteps) + time : (time * BatchSize) + row;
}
