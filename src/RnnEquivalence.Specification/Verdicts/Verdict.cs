using System.Runtime.InteropServices;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Gradients;
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
    internal const double BoundRounding = 1 + (1.0 / (1L << 40));

    private readonly double _negligible;
    private readonly IWitness? _witness;

    /// <summary>An empty verdict on a case run by a backend with the given traits.</summary>
    public Verdict(BackendTraits traits)
        : this(traits, witness: null)
    {
    }

    /// <summary>The same, with somebody who looks on.</summary>
    internal Verdict(BackendTraits traits, IWitness? witness)
    {
        ArgumentNullException.ThrowIfNull(traits);

        _witness = witness;

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

    /// <summary>The largest difference between a number of one run and that of another; infinite where only one of them is a number.</summary>
    public double LargestDifference { get; private set; }

    /// <summary>Holds every element of y, h_n and c_n against the formula.</summary>
    /// <param name="expected">What the formula says.</param>
    /// <param name="actual">What the kernel returned.</param>
    /// <param name="respect">Distinguishes this comparison in a report, where a law makes several.</param>
    public void Compare(Trajectory expected, RecurrentOutput actual, string respect = "")
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);

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
                    Judge(
                        new Element(names[feature / stateSize], time, row, feature % stateSize, formula.Values[feature], values[feature], radius),
                        scale);
                }
            }
        }

        foreach (FinalMatrix final in FinalMatrices(expected, respect))
        {
            Compare(final.Quantity, final.Formula, final.Of(actual.FinalState));
        }
    }

    /// <summary>Holds every gradient against back-propagation. Tensors of a kind share their scale: dW of all gates of a cell, for one.</summary>
    /// <param name="expected">What back-propagation says.</param>
    /// <param name="trial">The case.</param>
    /// <param name="actual">What the kernel returned.</param>
    /// <param name="which">Which tensors are compared; all of them if null.</param>
    /// <exception cref="ShapeException">A gradient has another shape than what it is the gradient of.</exception>
    internal void CompareGradients(
        BackPropagation expected, RecurrentCase trial, RecurrentGradients actual, Func<GradientTensor, bool>? which = null)
    {
        GradientTensor[] tensors = [.. GradientTensor.Of(trial, actual).Where(which ?? (_ => true))];
        BoundedMatrix[] formulas = [.. tensors.Select(tensor => tensor.Expected(expected))];
        Dictionary<string, double> scales = Scales(tensors, formulas);
        for (int index = 0; index < tensors.Length; index++)
        {
            (GradientTensor tensor, BoundedMatrix formula) = (tensors[index], formulas[index]);
            for (int place = 0; place < formula.Values.Length; place++)
            {
                (int row, int column) = (place / formula.Columns, place % formula.Columns);
                Bounded value = formula.Values[place];
                Judge(tensor.At(trial, row, column, value.Value, tensor.Values[row, column], value.Radius), scales[tensor.Kind]);
            }
        }
    }

    /// <summary>Holds the gradients of one backend against those of another, each with what back-propagation allows it.</summary>
    /// <param name="trial">The case.</param>
    /// <param name="expectedFormula">What back-propagation says in the arithmetic of the first.</param>
    /// <param name="expected">The gradients of the first.</param>
    /// <param name="actualFormula">What it says in the arithmetic of the second.</param>
    /// <param name="actual">The gradients of the second.</param>
    internal void CompareGradients(
        RecurrentCase trial, BackPropagation expectedFormula, RecurrentGradients expected, BackPropagation actualFormula, RecurrentGradients actual)
    {
        GradientTensor[] first = [.. GradientTensor.Of(trial, expected)];
        GradientTensor[] second = [.. GradientTensor.Of(trial, actual)];
        BoundedMatrix[] formulas = [.. first.Select(tensor => tensor.Expected(expectedFormula))];
        BoundedMatrix[] others = [.. second.Select(tensor => tensor.Expected(actualFormula))];
        Dictionary<string, double> scales = Scales(first, formulas);
        Scales(second, others);
        for (int index = 0; index < first.Length; index++)
        {
            for (int place = 0; place < formulas[index].Values.Length; place++)
            {
                (int row, int column) = (place / formulas[index].Columns, place % formulas[index].Columns);
                double bound = formulas[index].Values[place].Radius + others[index].Values[place].Radius;
                Element element = first[index].At(trial, row, column, first[index].Values[row, column], second[index].Values[row, column], bound);
                JudgeRun(element, correction: 0, scales[first[index].Kind]);
            }
        }
    }

    /// <summary>The scale of each kind of tensor.</summary>
    /// <exception cref="ShapeException">A gradient has another shape than what it is the gradient of.</exception>
    private static Dictionary<string, double> Scales(GradientTensor[] tensors, BoundedMatrix[] formulas)
    {
        var scales = new Dictionary<string, double>();
        for (int index = 0; index < tensors.Length; index++)
        {
            ShapeException.Require(tensors[index].Name, [formulas[index].Rows, formulas[index].Columns], tensors[index].Values.Shape);
            double scale = formulas[index].Values.Length == 0 ? 0 : formulas[index].Values.Max(value => Math.Abs(value.Value));
            scales[tensors[index].Kind] = Math.Max(scales.GetValueOrDefault(tensors[index].Kind), scale);
        }

        return scales;
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
                CompareFinal(first.Quantity, first.Formula, second.Formula, first.Of(expected.Output.FinalState), second.Of(actual.Output.FinalState));
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
    /// Whether two runs of one case returned the same bits, and numbers throughout: then there is nothing that a bound could tell, and
    /// no formula has to be asked. Otherwise nothing is entered, and <see cref="CompareRuns"/> has to judge.
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
                $"h_n{of}{respect}", (row, feature) => trajectory.FinalHidden(layer, direction, row, feature), state => state[layer, direction].Hidden);
            if (trajectory.HasCellState)
            {
                yield return new FinalMatrix(
                    $"c_n{of}{respect}", (row, unit) => trajectory.FinalCell(layer, direction, row, unit), state => state[layer, direction].Cell!);
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

    private void Judge(Element element, double scale)
    {
        _witness?.Sees(element);

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
