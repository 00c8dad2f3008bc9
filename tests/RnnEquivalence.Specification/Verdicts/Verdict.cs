using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Verdicts;

/// <summary>
/// What one case says about one law: every element compared with its own bound, the worst of them, and whether
/// any bound was too wide to mean anything.
/// </summary>
/// <remarks>
/// A bound above <see cref="ConclusiveShare"/> of the largest expected magnitude of its tensor proves nothing. Such
/// an element makes the case inconclusive: it is counted as such and never as a pass. It still refutes the law if
/// it is off by more than even that bound.
/// </remarks>
public sealed class Verdict
{
    /// <summary>The widest bound, as a share of the tensor's own scale, that still counts as a comparison.</summary>
    public const double ConclusiveShare = 0.01;

    /// <summary>A bound is itself computed in binary64; over a hundred steps that costs less than 2^-40 of it.</summary>
    private const double BoundRounding = 1 + (1.0 / (1L << 40));

    private readonly double _negligible;

    /// <summary>An empty verdict on a case run by a backend with the given traits.</summary>
    public Verdict(BackendTraits traits)
    {
        ArgumentNullException.ThrowIfNull(traits);

        // What vanishes beside everything that is computed with has no scale of its own to be measured by: neither below
        // the root of the smallest normal number, nor near the absolute error that the backend declares of its activations.
        double declared = Math.Max(traits.Tanh.Absolute, traits.Sigmoid.Absolute) * traits.ElementType.UnitRoundoff();
        _negligible = Math.Max(Math.Sqrt(traits.ElementType.SmallestNormal()), declared / ConclusiveShare);
    }

    /// <summary>The conclusive element nearest to or farthest beyond its bound, if anything was compared.</summary>
    public Element? Worst { get; private set; }

    /// <summary>The element that refutes the law worst, or null if the law holds.</summary>
    public Element? Refutation { get; private set; }

    /// <summary>Whether any element had a bound too wide to mean anything.</summary>
    public bool IsInconclusive { get; private set; }

    /// <summary>How many numbers of one run were compared with those of another.</summary>
    public long ComparedNumbers { get; private set; }

    /// <summary>How many of <see cref="ComparedNumbers"/> had the same bits.</summary>
    public long IdenticalNumbers { get; private set; }

    /// <summary>Holds every element of y, h_n and c_n against the formula.</summary>
    /// <param name="expected">What the formula says.</param>
    /// <param name="actual">What the kernel returned.</param>
    /// <param name="respect">Distinguishes this comparison in a report, where a law makes several.</param>
    public void Compare(Trajectory expected, RecurrentOutput actual, string respect = "")
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);

        double scale = Scale(expected, expected.Hidden);
        string y = "y" + respect;
        for (int time = 0; time < expected.TimeSteps; time++)
        {
            for (int row = 0; row < expected.BatchSize; row++)
            {
                ReadOnlySpan<double> values = actual.Values.At(time, row);
                for (int unit = 0; unit < expected.HiddenSize; unit++)
                {
                    Bounded h = expected.Hidden(time, row, unit);
                    Judge(new Element(y, time, row, unit, h.Value, values[unit], h.Radius), scale);
                }
            }
        }

        Compare("h_n" + respect, expected.FinalHidden, actual.FinalState.Hidden);
        if (expected.HasCellState)
        {
            Compare("c_n" + respect, expected.FinalCell, actual.FinalState.Cell!);
        }
    }

    /// <summary>Holds one number of one unit against its formula.</summary>
    /// <param name="quantity">What it is.</param>
    /// <param name="row">The row of the batch that it belongs to.</param>
    /// <param name="expected">What the formula says.</param>
    /// <param name="actual">What the kernel returned.</param>
    public void Compare(string quantity, int row, Bounded expected, double actual) =>
        Judge(new Element(quantity, null, row, 0, expected.Value, actual, expected.Radius), Math.Abs(expected.Value));

    /// <summary>
    /// Holds one run against another. Both follow the formula, each from its own previous outputs. Where these differ,
    /// the formula says by how much the next outputs differ; beyond that, only the bounds of both may keep them apart.
    /// </summary>
    /// <param name="respect">Names the two runs in a report.</param>
    /// <param name="expected">The run to agree with, with what the formula makes of its own outputs.</param>
    /// <param name="actual">The run to be judged, likewise.</param>
    /// <param name="offset">The time step of the first run at which the second one starts.</param>
    public void CompareRuns(string respect, FollowedRun expected, FollowedRun actual, int offset = 0)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);

        Trajectory a = expected.Formula;
        Trajectory b = actual.Formula;
        double scale = Scale(a, a.Hidden);
        for (int time = 0; time < b.TimeSteps; time++)
        {
            for (int row = 0; row < b.BatchSize; row++)
            {
                for (int unit = 0; unit < b.HiddenSize; unit++)
                {
                    JudgeRun(
                        ($"y{respect}", time + offset, row, unit),
                        a.Hidden(time + offset, row, unit),
                        b.Hidden(time, row, unit),
                        expected.Output.Values[time + offset, row, unit],
                        actual.Output.Values[time, row, unit],
                        scale);
                }
            }
        }

        if (b.TimeSteps + offset < a.TimeSteps)
        {
            ComparePassing(respect, expected, actual, b.TimeSteps + offset - 1);
            return;
        }

        CompareFinal($"h_n{respect}", a.FinalHidden, b.FinalHidden, expected.Output.FinalState.Hidden, actual.Output.FinalState.Hidden);
        if (a.HasCellState)
        {
            CompareFinal($"c_n{respect}", a.FinalCell, b.FinalCell, expected.Output.FinalState.Cell!, actual.Output.FinalState.Cell!);
        }
    }

    /// <summary>
    /// The final state of a run that stops early is the state that the longer run passes through then. Its h was returned;
    /// its c was not, and is what the formula makes of the shorter run's own outputs, which agree with the longer run's.
    /// </summary>
    private void ComparePassing(string respect, FollowedRun expected, FollowedRun actual, int time)
    {
        Trajectory a = expected.Formula;
        CompareFinal(
            $"h_n{respect}",
            (row, unit) => a.Hidden(time, row, unit),
            actual.Formula.FinalHidden,
            expected.Output.Values.Step(time),
            actual.Output.FinalState.Hidden);
        if (a.HasCellState)
        {
            Compare($"c_n{respect}", actual.Formula.FinalCell, actual.Output.FinalState.Cell!);
        }
    }

    /// <summary>Demands that two matrices of the same run hold the same numbers, because one is a copy of the other.</summary>
    public void CompareCopies(string quantity, Matrix expected, Matrix actual)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);

        for (int row = 0; row < expected.Rows; row++)
        {
            for (int unit = 0; unit < expected.Columns; unit++)
            {
                CountRun(expected[row, unit], actual[row, unit]);
                Judge(new Element(quantity, null, row, unit, expected[row, unit], actual[row, unit], 0), double.PositiveInfinity);
            }
        }
    }

    private void Compare(string quantity, Func<int, int, Bounded> expected, Matrix actual)
    {
        double scale = Scale(actual.Rows, actual.Columns, expected);
        for (int row = 0; row < actual.Rows; row++)
        {
            for (int unit = 0; unit < actual.Columns; unit++)
            {
                Bounded value = expected(row, unit);
                Judge(new Element(quantity, null, row, unit, value.Value, actual[row, unit], value.Radius), scale);
            }
        }
    }

    private void CompareFinal(string quantity, Func<int, int, Bounded> a, Func<int, int, Bounded> b, Matrix expected, Matrix actual)
    {
        double scale = Scale(expected.Rows, expected.Columns, a);
        for (int row = 0; row < expected.Rows; row++)
        {
            for (int unit = 0; unit < expected.Columns; unit++)
            {
                JudgeRun((quantity, null, row, unit), a(row, unit), b(row, unit), expected[row, unit], actual[row, unit], scale);
            }
        }
    }

    private static double Scale(Trajectory trajectory, Func<int, int, int, Bounded> values)
    {
        double scale = 0;
        for (int time = 0; time < trajectory.TimeSteps; time++)
        {
            int step = time;
            scale = Math.Max(scale, Scale(trajectory.BatchSize, trajectory.HiddenSize, (row, unit) => values(step, row, unit)));
        }

        return scale;
    }

    private static double Scale(int rows, int units, Func<int, int, Bounded> values)
    {
        double scale = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                scale = Math.Max(scale, Math.Abs(values(row, unit).Value));
            }
        }

        return scale;
    }

    private void JudgeRun(
        (string Quantity, int? Time, int Row, int Unit) place, Bounded a, Bounded b, double expected, double actual, double scale)
    {
        CountRun(expected, actual);

        // Where both runs had the same inputs, a and b have the same value and this is the expected output itself.
        double corrected = a.Value.Equals(b.Value) || !double.IsFinite(expected) ? expected : expected + (b.Value - a.Value);
        Judge(new Element(place.Quantity, place.Time, place.Row, place.Unit, corrected, actual, a.Radius + b.Radius), scale);
    }

    private void CountRun(double expected, double actual)
    {
        ComparedNumbers++;
        if (BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual))
        {
            IdenticalNumbers++;
        }
    }

    private void Judge(Element element, double scale)
    {
        // Written so that a bound that is not a number is inconclusive, and a result of either run that is not a number refutes.
        bool conclusive = element.Bound <= _negligible || element.Bound <= ConclusiveShare * scale;
        bool refuted = double.IsInfinity(element.Error) || element.Error > element.Bound * BoundRounding;

        IsInconclusive |= !conclusive;
        if (refuted && (Refutation is null || element.Ratio > Refutation.Value.Ratio))
        {
            Refutation = element;
        }

        if ((conclusive || refuted) && (Worst is null || element.Ratio > Worst.Value.Ratio))
        {
            Worst = element;
        }
    }
}

/// <summary>A run of a kernel together with what the formula makes of its outputs, step by step.</summary>
/// <param name="Output">What the kernel returned.</param>
/// <param name="Formula">The formula, fed with those outputs.</param>
public sealed record FollowedRun(RecurrentOutput Output, Trajectory Formula);
