using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>What the formula of one cell says about every unit at every time step: h and c, each with its bound.</summary>
internal sealed class CellTrajectory
{
    private readonly Arithmetic _arithmetic;
    private readonly RecurrentArchitecture _cell;
    private readonly RecurrentInput _input;
    private readonly CellState _initial;
    private readonly BoundedSequence _hidden;
    private readonly BoundedSequence? _cellStates;

    /// <summary>Runs a cell.</summary>
    /// <param name="formula">The cell.</param>
    /// <param name="arithmetic">How bounds propagate.</param>
    /// <param name="cell">The network of this one cell.</param>
    /// <param name="input">The input of the whole network, for the number and the lengths of the rows.</param>
    /// <param name="x">What this cell reads, with its bounds.</param>
    /// <param name="initial">(h0, c0) of this cell.</param>
    /// <param name="observed">The h that a kernel returned, to be used for the previous h; or null.</param>
    /// <param name="sample">Which units and steps are asked for, of what a kernel returned; all of them if null.</param>
    public CellTrajectory(
        ICellFormula formula,
        Arithmetic arithmetic,
        RecurrentArchitecture cell,
        RecurrentInput input,
        BoundedSequence x,
        CellState initial,
        ObservedOutput? observed,
        Sample? sample = null)
    {
        _arithmetic = arithmetic;
        _cell = cell;
        _input = input;
        _initial = initial;
        int timeSteps = input.Values.TimeSteps;
        int batch = input.Values.BatchSize;
        _hidden = new BoundedSequence(timeSteps, batch, cell.StateSize);
        _cellStates = cell.Cell.HasCellState() ? new BoundedSequence(timeSteps, batch, cell.HiddenSize) : null;
        int[] units = sample is null ? [.. Enumerable.Range(0, cell.StateSize)] : [.. sample.Units];

        // A cell state is not observed, so that it has to be carried through every step.
        HashSet<int>? steps = sample is null || cell.Cell.HasCellState() ? null : [.. sample.Steps];
        for (int row = 0; row < batch; row++)
        {
            Run(formula, row, x, observed, units, steps);
        }
    }

    /// <summary>h of all time steps.</summary>
    public BoundedSequence Hidden => _hidden;

    /// <summary>c of all time steps; null for a cell without a cell state.</summary>
    public BoundedSequence? CellStates => _cellStates;

    /// <summary>h after the last time step that is read; the initial state if there was none.</summary>
    public Bounded FinalHidden(int row, int feature) => _input.LengthOf(row) == 0
        ? _arithmetic.Exact(_initial.Hidden[row, feature])
        : _hidden.At(LastTime(row), row).Get(feature, _arithmetic);

    /// <summary>c after the last time step that is read; the initial state if there was none.</summary>
    public Bounded FinalCell(int row, int unit) => _input.LengthOf(row) == 0
        ? _arithmetic.Exact(_initial.Cell![row, unit])
        : _cellStates!.At(LastTime(row), row).Get(unit, _arithmetic);

    private bool IsReversed => _cell.Direction == Direction.Reverse;

    private int LastTime(int row) => IsReversed ? 0 : _input.LengthOf(row) - 1;

    private void Run(
        ICellFormula formula, int row, BoundedSequence x, ObservedOutput? observed, ReadOnlySpan<int> units, HashSet<int>? steps)
    {
        int length = _input.LengthOf(row);
        BoundedVector h = new(_initial.Hidden.Row(row));
        BoundedVector c = _initial.Cell is null ? default : new BoundedVector(_initial.Cell.Row(row));
        for (int step = 0; step < length; step++)
        {
            int time = IsReversed ? length - 1 - step : step;
            BoundedTarget nextH = _hidden.Target(time, row);
            BoundedTarget nextC = _cellStates is null ? default : _cellStates.Target(time, row);

            if (steps is null || steps.Contains(time))
            {
                formula.Step(x.At(time, row), h, c, nextH, nextC, units);
            }

            h = observed is { } returned ? new BoundedVector(returned.At(time, row)) : nextH.Written;
            c = nextC.Written;
        }
    }
}

/// <summary>The part of a returned y that one direction of the last layer computed.</summary>
/// <param name="Values">y, shape (T, N, D·H).</param>
/// <param name="Start">The first feature of the direction.</param>
/// <param name="Features">The number of features of the direction.</param>
internal readonly record struct ObservedOutput(Sequence Values, int Start, int Features)
{
    public ReadOnlySpan<double> At(int time, int row) => Values.At(time, row).Slice(Start, Features);
}
