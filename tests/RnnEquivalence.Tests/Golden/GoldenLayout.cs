using RnnEquivalence.Model;

namespace RnnEquivalence.Tests.Golden;

/// <summary>What stands elsewhere in some libraries than in the model.</summary>
internal static class GoldenLayout
{
    /// <summary>(N, T, features) as (T, N, features).</summary>
    public static Sequence Transposed(Sequence byRow) =>
        Sequence.Create(byRow.BatchSize, byRow.TimeSteps, byRow.Features, (time, row, feature) => byRow[row, time, feature]);

    /// <summary>
    /// The last time step first: a Keras layer that goes backwards returns its outputs in the order in which it computed them.
    /// </summary>
    public static Sequence Flipped(Sequence values)
    {
        int last = values.TimeSteps - 1;
        return Sequence.Create(values.TimeSteps, values.BatchSize, values.Features, (time, row, feature) =>
            values[last - time, row, feature]);
    }
}
