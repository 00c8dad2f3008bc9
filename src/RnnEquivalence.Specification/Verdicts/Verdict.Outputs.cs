using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Verdicts;

/// <content>Outputs against the formula.</content>
public sealed partial class Verdict
{
    /// <summary>Holds every element of y, h_n and c_n against the formula.</summary>
    /// <param name="expected">What the formula says.</param>
    /// <param name="actual">What the kernel returned.</param>
    /// <param name="respect">Distinguishes this comparison in a report, where a law makes several.</param>
    public void Compare(Trajectory expected, RecurrentOutput actual, string respect = "")
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);

        if (expected.Sample is { } sample)
        {
            CompareSample(expected, sample, actual, respect);
            return;
        }

        double scale = Scale(expected);
        string[] names = OutputNames(expected, respect);
        int stateSize = expected.Architecture.StateSize;
        for (int time = 0; time < expected.TimeSteps; time++)
        {
            for (int row = 0; row < expected.BatchSize; row++)
            {
                ReadOnlySpan<double> values = actual.Values.At(time, row);
                BoundedVector formula = expected.Output(time, row);
                for (int feature = 0; feature < values.Length; feature++)
                {
                    double radius = formula.IsExact ? 0 : formula.Radii[feature];
                    (string name, int unit) = (names[feature / stateSize], feature % stateSize);
                    Judge(new Element(name, time, row, unit, formula.Values[feature], values[feature], radius), scale);
                }
            }
        }

        foreach (FinalMatrix final in FinalMatrices(expected, respect))
        {
            Compare(final.Quantity, final.Formula, final.Of(actual.FinalState));
        }
    }

    /// <summary>Holds the numbers of a sample against the formula, each under the row that it has in the whole batch.</summary>
    private void CompareSample(Trajectory expected, Sample sample, RecurrentOutput actual, string respect)
    {
        RecurrentArchitecture network = expected.Architecture;
        string[] names = OutputNames(expected, respect);
        double scale = Scale(expected);
        IReadOnlyList<int> steps = expected.HasCellState ? [.. Enumerable.Range(0, expected.TimeSteps)] : sample.Steps;
        for (int row = 0; row < sample.Rows.Count; row++)
        {
            foreach (int time in steps)
            {
                bool isPadding = time >= expected.LengthOf(row);
                for (int direction = 0; direction < network.Directions; direction++)
                {
                    foreach (int unit in sample.Units)
                    {
                        int feature = (direction * network.StateSize) + unit;
                        Bounded formula = expected.Output(time, row, feature);
                        double value = actual.Values[time, sample.Rows[row], feature];
                        double radius = isPadding ? 0 : formula.Radius;
                        Judge(new Element(names[direction], time, sample.Rows[row], unit, formula.Value, value, radius), scale);
                    }
                }
            }
        }

        int[] units = [.. sample.Units];
        int[] all = [.. Enumerable.Range(0, network.HiddenSize)];
        foreach ((FinalMatrix final, bool isSampled) in FinalMatrices(expected, respect).Zip(SampledFinals(expected)))
        {
            Matrix returned = final.Of(actual.FinalState);
            int[] looked = isSampled ? units : [.. all.Take(returned.Columns)];
            double largest = looked.SelectMany(unit => sample.Rows.Select((_, row) => Math.Abs(final.Formula(row, unit).Value)))
                .DefaultIfEmpty().Max();
            for (int row = 0; row < sample.Rows.Count; row++)
            {
                foreach (int unit in looked)
                {
                    Bounded formula = final.Formula(row, unit);
                    double value = returned[sample.Rows[row], unit];
                    Judge(new Element(final.Quantity, null, sample.Rows[row], unit, formula.Value, value, formula.Radius), largest);
                }
            }
        }
    }

    /// <summary>
    /// Of which final matrices only a sample is known: those of the last layer, but for what all units behind a projection make.
    /// </summary>
    private static IEnumerable<bool> SampledFinals(Trajectory trajectory)
    {
        RecurrentArchitecture network = trajectory.Architecture;
        for (int cell = 0; cell < network.Cells; cell++)
        {
            bool isLast = cell / network.Directions == network.Layers - 1;
            yield return isLast;
            if (trajectory.HasCellState)
            {
                yield return isLast && network.ProjectionSize is null;
            }
        }
    }

    /// <summary>Holds one number of one unit against its formula.</summary>
    /// <param name="quantity">What it is.</param>
    /// <param name="row">The row of the batch that it belongs to.</param>
    /// <param name="expected">What the formula says.</param>
    /// <param name="actual">What the kernel returned.</param>
    public void Compare(string quantity, int row, Bounded expected, double actual) =>
        Judge(new Element(quantity, null, row, 0, expected.Value, actual, expected.Radius), Math.Abs(expected.Value));

    /// <summary>Holds every element of one matrix (N, units) against the formula.</summary>
    /// <param name="quantity">What it is.</param>
    /// <param name="expected">What the formula says of each row and unit.</param>
    /// <param name="actual">What the kernel returned.</param>
    internal void Compare(string quantity, Func<int, int, Bounded> expected, Matrix actual)
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

    /// <summary>One matrix of a final state: what it is called, what the formula says, and where it stands in a state.</summary>
    private readonly record struct FinalMatrix(string Quantity, Func<int, int, Bounded> Formula, Func<RecurrentState, Matrix> Of);

    private static IEnumerable<FinalMatrix> FinalMatrices(Trajectory trajectory, string respect)
    {
        RecurrentArchitecture network = trajectory.Architecture;
        for (int index = 0; index < network.Cells; index++)
        {
            (int layer, int direction) = (index / network.Directions, index % network.Directions);
            string of = network.Cells == 1 ? "" : $" of {network.NameOf(layer, direction)}";
            yield return new FinalMatrix(
                $"h_n{of}{respect}",
                (row, feature) => trajectory.FinalHidden(layer, direction, row, feature),
                state => state[layer, direction].Hidden);
            if (trajectory.HasCellState)
            {
                yield return new FinalMatrix(
                    $"c_n{of}{respect}",
                    (row, unit) => trajectory.FinalCell(layer, direction, row, unit),
                    state => state[layer, direction].Cell!);
            }
        }
    }

    /// <summary>What y is called in each direction.</summary>
    private static string[] OutputNames(Trajectory trajectory, string respect) => trajectory.Architecture.Directions == 1
        ? [$"y{respect}"]
        : [$"y forward{respect}", $"y reverse{respect}"];

    private static double Scale(Trajectory trajectory)
    {
        double scale = 0;
        for (int time = 0; time < trajectory.TimeSteps; time++)
        {
            for (int row = 0; row < trajectory.BatchSize; row++)
            {
                foreach (double value in trajectory.Output(time, row).Values)
                {
                    scale = Math.Max(scale, Math.Abs(value));
                }
            }
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
}
