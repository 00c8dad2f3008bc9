using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>One layer in one direction of the <see cref="ScalarKernel"/>.</summary>
internal sealed class ScalarCell(RecurrentArchitecture cell, CellParameters loaded, KernelStyle style, Fault fault)
{
    private readonly CellParameters _parameters = fault.Parameters(cell, loaded);
    private readonly Summation _summation = new(cell.ElementType, fault.Style(style), fault);
    private readonly Activations _activations = new(cell, fault.Style(style));

    public RecurrentOutput Run(RecurrentInput given)
    {
        RecurrentInput input = fault.Input(cell, given);
        Sequence x = input.Values;
        var y = new double[x.TimeSteps * x.BatchSize * cell.StateSize];
        CellState initial = Initial(input);
        var hidden = new double[x.BatchSize * cell.StateSize];
        var state = new double[cell.Cell.HasCellState() ? x.BatchSize * cell.HiddenSize : 0];
        for (int row = 0; row < x.BatchSize; row++)
        {
            Row(input, row, initial, y).CopyTo(hidden, state, row);
        }

        return fault.Output(given, new RecurrentOutput(
            new Sequence(x.TimeSteps, x.BatchSize, cell.StateSize, y),
            new RecurrentState(
                new Matrix(x.BatchSize, cell.StateSize, hidden),
                state.Length > 0 || cell.Cell.HasCellState() ? new Matrix(x.BatchSize, cell.HiddenSize, state) : null)));
    }

    private CellState Initial(RecurrentInput input)
    {
        CellState zero = RecurrentState.Zero(cell, input.Values.BatchSize).Single;
        CellState? given = input.InitialState?.Single;
        return new CellState(given?.Hidden ?? zero.Hidden, given?.Cell ?? zero.Cell);
    }

    private RowState Row(RecurrentInput input, int row, CellState initial, double[] y)
    {
        Sequence x = input.Values;
        int length = fault.LengthOf(input, row);
        var state = new RowState(initial.Hidden.Row(row).ToArray(), initial.Cell is null ? [] : initial.Cell.Row(row).ToArray());
        for (int step = 0; step < length; step++)
        {
            int time = cell.Direction == Direction.Reverse ? fault.ReverseTime(length, x.TimeSteps, step) : step;
            state = Step(x.At(time, row), fault.PreviousState(step, state));
            state.Hidden.CopyTo(y, ((time * x.BatchSize) + row) * cell.StateSize);
        }

        return state;
    }

    private RowState Step(ReadOnlySpan<double> x, RowState previous)
    {
        double[] input = x.ToArray();
        var hidden = new double[cell.HiddenSize];
        var next = new double[previous.Cell.Length];
        double[] reset = cell.Cell == RecurrentCell.GruResetBefore ? ResetState(input, previous.Hidden) : [];
        for (int unit = 0; unit < cell.HiddenSize; unit++)
        {
            var z = new Gates(this, unit, input, previous, reset);
            double c = cell.Cell == RecurrentCell.Lstm ? previous.Cell[unit] : previous.Hidden[unit];
            (hidden[unit], double kept) = fault.Cell(z, c, _activations);
            if (next.Length > 0)
            {
                next[unit] = kept;
            }
        }

        return new RowState(_parameters.Projection is null ? hidden : Project(_parameters.Projection, hidden), next);
    }

    private double[] ResetState(double[] x, double[] h)
    {
        var reset = new double[h.Length];
        for (int unit = 0; unit < h.Length; unit++)
        {
            reset[unit] = _activations.Times(_activations.Gate(Preactivation(Gate.Reset, unit, x, h, Part.Both)), h[unit]);
        }

        return reset;
    }

    private double[] Project(Matrix projection, double[] hidden)
    {
        var projected = new double[projection.Rows];
        for (int feature = 0; feature < projected.Length; feature++)
        {
            projected[feature] = _summation.Of(projection.Row(feature), hidden, default, default, []);
        }

        return projected;
    }

    /// <summary>W·x + R·h + b of one unit, or a part of it; with a peephole, + p·c; added up onto a number, if one is given.</summary>
    public double Preactivation(Gate gate, int unit, double[] x, double[] h, Part part, double? peepholeState = null, double? start = null)
    {
        GateParameters own = _parameters[gate];
        var biases = new List<double>();
        if (own.InputBias is not null && part != Part.State)
        {
            biases.Add(own.InputBias[unit]);
        }

        if (own.RecurrentBias is not null && part != Part.Input)
        {
            biases.Add(own.RecurrentBias[unit]);
        }

        double forgetBias = fault.ForgetBias(gate, cell.ForgetBias);
        if (forgetBias != 0)
        {
            biases.Add(forgetBias);
        }

        if (own.Peephole is not null && peepholeState is { } c)
        {
            biases.Add(_activations.Times(own.Peephole[unit], c));
        }

        return _summation.Of(
            part == Part.State ? default : own.InputWeights.Row(unit),
            part == Part.State ? default : x,
            part == Part.Input ? default : own.RecurrentWeights.Row(unit),
            part == Part.Input ? default : h,
            biases,
            start);
    }
}

/// <summary>The state of one row of the batch.</summary>
internal readonly record struct RowState(double[] Hidden, double[] Cell)
{
    public void CopyTo(double[] hidden, double[] cell, int row)
    {
        Hidden.CopyTo(hidden, row * Hidden.Length);
        Cell.CopyTo(cell, row * Cell.Length);
    }
}

/// <summary>Which terms of a pre-activation are added up.</summary>
internal enum Part
{
    Both,
    Input,
    State,
}

/// <summary>The pre-activations of one unit, by gate.</summary>
internal sealed class Gates(ScalarCell cell, int unit, double[] x, RowState previous, double[] resetState)
{
    public double State => Of(Gate.State);

    public double I => cell.Preactivation(Gate.Input, unit, x, previous.Hidden, Part.Both, previous.Cell[unit]);

    public double F => cell.Preactivation(Gate.Forget, unit, x, previous.Hidden, Part.Both, previous.Cell[unit]);

    public double G => Of(Gate.Candidate);

    /// <summary>The output gate's, without a peephole.</summary>
    public double O => Of(Gate.Output);

    public double R => Of(Gate.Reset);

    public double Z => Of(Gate.Update);

    /// <summary>W_n·x + b_xn.</summary>
    public double InputOfN => cell.Preactivation(Gate.Candidate, unit, x, previous.Hidden, Part.Input);

    /// <summary>The same added up onto another number.</summary>
    public double InputOfNOnto(double start) =>
        cell.Preactivation(Gate.Candidate, unit, x, previous.Hidden, Part.Input, start: start);

    /// <summary>R_n·h + b_hn.</summary>
    public double StateOfN => cell.Preactivation(Gate.Candidate, unit, x, previous.Hidden, Part.State);

    /// <summary>W_n·x + R_n·(r ⊙ h) + b_n.</summary>
    public double NOfResetState => cell.Preactivation(Gate.Candidate, unit, x, resetState, Part.Both);

    /// <summary>The output gate's, with a peephole that sees a cell state.</summary>
    public double OutputSeeing(double c) => Seeing(Gate.Output, c);

    /// <summary>That of a gate with a peephole that sees a cell state.</summary>
    public double Seeing(Gate gate, double c) => cell.Preactivation(gate, unit, x, previous.Hidden, Part.Both, c);

    private double Of(Gate gate) => cell.Preactivation(gate, unit, x, previous.Hidden, Part.Both);
}
