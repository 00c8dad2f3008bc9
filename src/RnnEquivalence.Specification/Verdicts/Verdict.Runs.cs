using System.Runtime.InteropServices;
using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Verdicts;

/// <content>Runs against each other.</content>
public sealed partial class Verdict
{
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
        double scale = Scale(a);
        string[] names = OutputNames(b, respect);
        int stateSize = b.Architecture.StateSize;
        for (int time = 0; time < b.TimeSteps; time++)
        {
            for (int row = 0; row < b.BatchSize; row++)
            {
                for (int feature = 0; feature < b.Features; feature++)
                {
                    Bounded first = a.Output(time + offset, row, feature);
                    Bounded second = b.Output(time, row, feature);
                    JudgeRun(
                        new Element(
                            names[feature / stateSize],
                            time + offset,
                            row,
                            feature % stateSize,
                            expected.Output.Values[time + offset, row, feature],
                            actual.Output.Values[time, row, feature],
                            first.Radius + second.Radius),
                        second.Value - first.Value,
                        scale);
                }
            }
        }

        bool stopsEarly = b.TimeSteps + offset < a.TimeSteps;
        foreach ((FinalMatrix first, FinalMatrix second) in FinalMatrices(a, respect).Zip(FinalMatrices(b, respect)))
        {
            if (!stopsEarly)
            {
                CompareFinal(
                    first.Quantity,
                    first.Formula,
                    second.Formula,
                    first.Of(expected.Output.FinalState),
                    second.Of(actual.Output.FinalState));
            }
            else
            {
                // The state in which a shorter run ends is one that the longer run passes through. It was not returned then, and is
                // what the formula makes of the shorter run's own outputs, which agree with the longer run's.
                Compare(second.Quantity, second.Formula, second.Of(actual.Output.FinalState));
            }
        }
    }

    /// <summary>
    /// Whether two runs of one case returned the same bits, and numbers throughout: then no bound can tell them from each other, and it
    /// is enough to hold one of them against the formula. Otherwise nothing is entered, and <see cref="CompareRuns"/> has to judge.
    /// </summary>
    /// <param name="expected">The run to agree with.</param>
    /// <param name="actual">The run to be judged.</param>
    public bool AgreesInEveryBit(RecurrentOutput expected, RecurrentOutput actual)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);

        RecurrentState state = expected.FinalState;
        bool same = AreSame(expected.Values.Values, actual.Values.Values);
        long numbers = expected.Values.Values.Length;
        for (int cell = 0; same && cell < state.Layers * state.Directions; cell++)
        {
            CellState first = state[cell / state.Directions, cell % state.Directions];
            CellState second = actual.FinalState[cell / state.Directions, cell % state.Directions];
            same = AreSame(first.Hidden.Values, second.Hidden.Values)
                && (first.Cell is null || AreSame(first.Cell.Values, second.Cell!.Values));
            numbers += first.Hidden.Values.Length + (first.Cell?.Values.Length ?? 0);
        }

        if (same && numbers > 0)
        {
            ComparedNumbers += numbers;
            IdenticalNumbers += numbers;
            Worst ??= new Element("all numbers", null, 0, 0, 0, 0, 0);
        }

        return same;

        static bool AreSame(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
        {
            foreach (double value in one)
            {
                if (!double.IsFinite(value))
                {
                    return false;
                }
            }

            return MemoryMarshal.AsBytes(one).SequenceEqual(MemoryMarshal.AsBytes(other));
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

    private void CompareFinal(string quantity, Func<int, int, Bounded> a, Func<int, int, Bounded> b, Matrix expected, Matrix actual)
    {
        double scale = Scale(expected.Rows, expected.Columns, a);
        for (int row = 0; row < expected.Rows; row++)
        {
            for (int unit = 0; unit < expected.Columns; unit++)
            {
                (Bounded first, Bounded second) = (a(row, unit), b(row, unit));
                JudgeRun(
                    new Element(quantity, null, row, unit, expected[row, unit], actual[row, unit], first.Radius + second.Radius),
                    second.Value - first.Value,
                    scale);
            }
        }
    }

    /// <param name="element">The two runs' numbers, with the sum of their bounds.</param>
    /// <param name="correction">By how much the formula itself says that they differ.</param>
    /// <param name="scale">The scale of the tensor.</param>
    private void JudgeRun(Element element, double correction, double scale)
    {
        CountRun(element.Expected, element.Actual);

        // Where both runs had the same inputs, there is no correction and this is the expected output itself.
        double corrected = correction == 0 || !double.IsFinite(element.Expected) ? element.Expected : element.Expected + correction;
        Judge(element with { Expected = corrected }, scale);
    }

    private void CountRun(double expected, double actual)
    {
        ComparedNumbers++;
        if (BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual))
        {
            IdenticalNumbers++;
            return;
        }

        double difference = Math.Abs(expected - actual);
        LargestDifference = Math.Max(LargestDifference, double.IsNaN(difference) ? double.PositiveInfinity : difference);
    }
}
