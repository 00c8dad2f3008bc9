using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>What a formula says about every unit at every time step: h and c, each with its bound.</summary>
public sealed class Trajectory
{
    private readonly Arithmetic _arithmetic;
    private readonly RecurrentState _initial;
    private readonly double[] _hidden;
    private readonly double[] _hiddenRadii;
    private readonly double[] _cell;
    private readonly double[] _cellRadii;

    private Trajectory(Arithmetic arithmetic, RecurrentCase trial)
    {
        _arithmetic = arithmetic;
        _initial = trial.InitialStateOrZero;
        TimeSteps = trial.TimeSteps;
        BatchSize = trial.BatchSize;
        HiddenSize = trial.HiddenSize;
        HasCellState = trial.Architecture.Cell.HasCellState();

        int length = TimeSteps * BatchSize * HiddenSize;
        _hidden = new double[length];
        _hiddenRadii = new double[length];
        _cell = HasCellState ? new double[length] : [];
        _cellRadii = HasCellState ? new double[length] : [];
    }

    /// <summary>T.</summary>
    public int TimeSteps { get; }

    /// <summary>N.</summary>
    public int BatchSize { get; }

    /// <summary>H.</summary>
    public int HiddenSize { get; }

    /// <summary>Whether the cell has a cell state.</summary>
    public bool HasCellState { get; }

    /// <summary>
    /// The whole trajectory from the initial state alone. Errors accumulate through the recurrence, and so do the
    /// bounds: use it where the weights are contractive.
    /// </summary>
    public static Trajectory FromInitialState(ICellFormula formula, Arithmetic arithmetic, RecurrentCase trial) =>
        Run(formula, arithmetic, trial, observed: null);

    /// <summary>
    /// One step at a time: the formula is fed the kernel's own previous output, as in
    /// Y1 = tanh(Y0·Wy + X1·Wx + b) with Y0 as returned. Errors of h do not accumulate, so the bound stays a few
    /// units in the last place at any length. The cell state is not observable and is carried along; its bound
    /// contracts as far as the forget gate is shut, and grows by a few units in the last place a step where it is wide open.
    /// </summary>
    /// <param name="formula">The cell.</param>
    /// <param name="arithmetic">How bounds propagate.</param>
    /// <param name="trial">The case.</param>
    /// <param name="observed">y as the kernel returned it, shape (T, N, H).</param>
    public static Trajectory FollowingOutput(ICellFormula formula, Arithmetic arithmetic, RecurrentCase trial, Sequence observed) =>
        Run(formula, arithmetic, trial, observed);

    /// <summary>h of one unit after a time step.</summary>
    public Bounded Hidden(int time, int row, int unit) => At(_hidden, _hiddenRadii, Index(time, row, unit));

    /// <summary>c of one unit after a time step.</summary>
    public Bounded Cell(int time, int row, int unit) => At(_cell, _cellRadii, Index(time, row, unit));

    /// <summary>h of one unit at the end; the initial state if there was no time step.</summary>
    public Bounded FinalHidden(int row, int unit) =>
        TimeSteps == 0 ? _arithmetic.Exact(_initial.Hidden[row, unit]) : Hidden(TimeSteps - 1, row, unit);

    /// <summary>c of one unit at the end; the initial state if there was no time step.</summary>
    public Bounded FinalCell(int row, int unit) =>
        TimeSteps == 0 ? _arithmetic.Exact(_initial.Cell![row, unit]) : Cell(TimeSteps - 1, row, unit);

    private static Trajectory Run(ICellFormula formula, Arithmetic arithmetic, RecurrentCase trial, Sequence? observed)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(arithmetic);
        ArgumentNullException.ThrowIfNull(trial);

        var result = new Trajectory(arithmetic, trial);
        for (int time = 0; time < result.TimeSteps; time++)
        {
            for (int row = 0; row < result.BatchSize; row++)
            {
                result.Advance(formula, time, row, trial.Input.Values.At(time, row), result.PreviousHidden(time, row, observed));
            }
        }

        return result;
    }

    private void Advance(ICellFormula formula, int time, int row, ReadOnlySpan<double> x, BoundedVector h)
    {
        for (int unit = 0; unit < HiddenSize; unit++)
        {
            UnitState next = formula.Step(unit, x, h, PreviousCell(time, row, unit));

            int index = Index(time, row, unit);
            (_hidden[index], _hiddenRadii[index]) = (next.Hidden.Value, next.Hidden.Radius);
            if (HasCellState)
            {
                (_cell[index], _cellRadii[index]) = (next.Cell.Value, next.Cell.Radius);
            }
        }
    }

    private BoundedVector PreviousHidden(int time, int row, Sequence? observed)
    {
        if (time == 0)
        {
            return new BoundedVector(_initial.Hidden.Row(row));
        }

        int start = Index(time - 1, row, 0);
        return observed is null
            ? new BoundedVector(_hidden.AsSpan(start, HiddenSize), _hiddenRadii.AsSpan(start, HiddenSize))
            : new BoundedVector(observed.At(time - 1, row));
    }

    private Bounded PreviousCell(int time, int row, int unit) =>
        !HasCellState ? _arithmetic.Exact(0)
        : time == 0 ? _arithmetic.Exact(_initial.Cell![row, unit])
        : Cell(time - 1, row, unit);

    private Bounded At(double[] values, double[] radii, int index) => new(values[index], radii[index], _arithmetic);

    private int Index(int time, int row, int unit) => (((time * BatchSize) + row) * HiddenSize) + unit;
}
