using RnnEquivalence.Model;

namespace RnnEquivalence.Formulas;

/// <summary>
/// Which numbers of a large run are looked at. Since every step of the last layer is followed from what the kernel itself returned, a unit
/// of a row at a step can be judged by itself, and so a sample costs hardly more where the network is larger.
/// </summary>
/// <param name="Rows">The rows of the batch.</param>
/// <param name="Units">The numbers of h of each direction of the last layer.</param>
/// <param name="Steps">The time steps, where no cell state has to be carried through all of them.</param>
public sealed record Sample(IReadOnlyList<int> Rows, IReadOnlyList<int> Units, IReadOnlyList<int> Steps)
{
    private const int Among = 4;

    /// <summary>
    /// First and last rows, units and steps, both sides of every power of two, where tiles and lanes end, and some that the case itself
    /// chooses.
    /// </summary>
    /// <param name="trial">The case.</param>
    /// <param name="mostRows">The most rows.</param>
    /// <param name="mostUnits">The most units.</param>
    public static Sample Of(RecurrentCase trial, int mostRows = 8, int mostUnits = 20)
    {
        ArgumentNullException.ThrowIfNull(trial);

        // Another case has other numbers, and so looks elsewhere.
        ulong state = (ulong)BitConverter.DoubleToInt64Bits(trial.Parameters[0, 0][trial.Architecture.Gates[0]].InputWeights.Values[0]);
        IEnumerable<int> ends = Enumerable.Range(0, trial.BatchSize).SelectMany(row => new[] { 0, trial.Input.LengthOf(row) - 1 });
        return new Sample(
            Choose(trial.BatchSize, mostRows, ref state),
            Choose(trial.Architecture.StateSize, mostUnits, ref state),
            [.. Choose(trial.TimeSteps, int.MaxValue, ref state).Union(ends.Where(step => step >= 0)).Order()]);
    }

    private static int[] Choose(int count, int most, ref ulong state)
    {
        var random = new List<int>();
        for (int one = 0; one < Among && count > 0; one++)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            random.Add((int)((state >> 33) % (ulong)count));
        }

        IEnumerable<int> edges = Enumerable.Range(0, 31).Reverse().SelectMany(power => new[] { (1 << power) - 1, 1 << power });
        return [.. new[] { count - 1, 0 }.Concat(random.Take(Math.Max(1, most - 2))).Concat(edges)
            .Where(index => index >= 0 && index < count).Distinct().Take(most).Order()];
    }
}
