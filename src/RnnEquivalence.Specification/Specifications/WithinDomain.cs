using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Specifications;

/// <summary>Cases that laws make of others, as near to what they would like as the domain of the cell allows.</summary>
internal static class WithinDomain
{
    /// <summary>Whether a sequence can be run in two parts, the state handed over between them.</summary>
    public static bool CanBeSplit(this CellDomain domain) =>
        domain.States.HasFlag(StateForms.Given) && domain.TimeSteps.Least <= domain.TimeSteps.Most / 2;

    /// <summary>Where a sequence can be split: behind the first part, in the middle, before the last part.</summary>
    public static IEnumerable<int> Splits(this CellDomain domain, int timeSteps) =>
        new[] { domain.TimeSteps.Least, domain.TimeSteps.AtMost(timeSteps / 2), timeSteps - domain.TimeSteps.Least }
            .Distinct()
            .Where(split => domain.TimeSteps.Contains(split) && domain.TimeSteps.Contains(timeSteps - split));

    /// <summary>One row of a case alone, or as many times as there have to be rows.</summary>
    public static RecurrentCase RowAlone(this CellDomain domain, RecurrentCase trial, int row) =>
        trial.With(trial.Input.KeepRows([.. Enumerable.Repeat(row, domain.BatchSize.Least)]));

    /// <summary>One row of a case alone and cut off at its length, or as little longer as it has to be.</summary>
    public static RecurrentCase RowTrimmed(this CellDomain domain, RecurrentCase trial, int row)
    {
        RecurrentInput alone = domain.RowAlone(trial, row).Input;
        int length = trial.Input.LengthOf(row);
        int timeSteps = length == 0 ? 0 : domain.TimeSteps.AtLeast(length);
        return trial.With(alone with
        {
            Values = alone.Values.Slice(0, timeSteps),
            Lengths = timeSteps == length ? null : [.. Enumerable.Repeat(length, alone.Values.BatchSize)],
        });
    }

    /// <summary>
    /// An input of sizes near the given ones, of whole numbers;
    /// with a state of a value, if there may be one, or none, if there need not be.
    /// </summary>
    public static RecurrentInput Other(
        this CellDomain domain, RecurrentArchitecture network, int timeSteps, int batch, Func<int, int, int, double> x, double? state)
    {
        (int steps, int rows) = (domain.TimeSteps.AtLeast(timeSteps), domain.BatchSize.AtLeast(batch));
        bool given = domain.States == StateForms.Given || (state is not null && domain.States.HasFlag(StateForms.Given));
        return new RecurrentInput(
            Sequence.Create(steps, rows, network.InputSize, x),
            given ? RecurrentState.Zero(network, rows).MapMatrices(matrix => matrix.Map(_ => state ?? 0)) : null);
    }
}
