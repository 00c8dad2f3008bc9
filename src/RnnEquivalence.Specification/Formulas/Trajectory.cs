using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>Makes the formula of one cell of a network: <see cref="CellFormulas.Of"/>, or another way to write it.</summary>
/// <param name="cell">The network of that one cell.</param>
/// <param name="parameters">Its parameters.</param>
public delegate ICellFormula CellFormulaFactory(RecurrentArchitecture cell, CellParameters parameters);

/// <summary>
/// What the formulas say about a network: y at every time step and the final state of every cell, each number with its bound.
/// Layer upon layer, a direction at a time; behind the length of a row y is zero.
/// </summary>
public sealed class Trajectory
{
    private readonly Arithmetic _arithmetic;
    private readonly RecurrentCase _trial;
    private readonly CellTrajectory[] _cells;
    private readonly BoundedSequence[] _inputs;
    private readonly BoundedSequence _output;

    private Trajectory(CellFormulaFactory formulas, Arithmetic arithmetic, RecurrentCase trial, Sequence? observed, Sample? sample = null)
    {
        ArgumentNullException.ThrowIfNull(formulas);
        ArgumentNullException.ThrowIfNull(arithmetic);
        ArgumentNullException.ThrowIfNull(trial);

        _arithmetic = arithmetic;
        _trial = trial;
        Sample = sample;
        RecurrentArchitecture network = trial.Architecture;
        RecurrentState initial = trial.InitialStateOrZero;
        _cells = new CellTrajectory[network.Cells];
        _inputs = new BoundedSequence[network.Layers];
        BoundedSequence x = BoundedSequence.Exact(trial.Input.Values);
        for (int layer = 0; layer < network.Layers; layer++)
        {
            _inputs[layer] = x;
            for (int direction = 0; direction < network.Directions; direction++)
            {
                RecurrentArchitecture cell = network.CellAt(layer, direction);
                bool isReturned = observed is not null && layer == network.Layers - 1;
                _cells[(layer * network.Directions) + direction] = new CellTrajectory(
                    formulas(cell, trial.Parameters[layer, direction]),
                    arithmetic,
                    cell,
                    trial.Input,
                    x,
                    initial[layer, direction],
                    isReturned ? new ObservedOutput(observed!, direction * network.StateSize, network.StateSize) : null,
                    isReturned ? sample : null);
            }

            BoundedSequence forward = CellAt(layer, 0).Hidden;
            x = network.Directions == 1 ? forward : BoundedSequence.Beside(forward, CellAt(layer, 1).Hidden);
        }

        _output = x;
    }

    /// <summary>The network.</summary>
    public RecurrentArchitecture Architecture => _trial.Architecture;

    /// <summary>
    /// Which numbers of the last layer are known, or null if all are. Its rows are the rows here, by the numbers they had.
    /// </summary>
    public Sample? Sample { get; }

    /// <summary>T.</summary>
    public int TimeSteps => _trial.TimeSteps;

    /// <summary>N.</summary>
    public int BatchSize => _trial.BatchSize;

    /// <summary>The number of features of y, D·H.</summary>
    public int Features => _output.Features;

    /// <summary>Whether the cells have a cell state.</summary>
    public bool HasCellState => Architecture.Cell.HasCellState();

    /// <summary>
    /// The whole trajectory from the initial state alone. Errors accumulate through the recurrence, and so do the
    /// bounds: use it where the weights are contractive.
    /// </summary>
    public static Trajectory FromInitialState(CellFormulaFactory formulas, Arithmetic arithmetic, RecurrentCase trial) =>
        new(formulas, arithmetic, trial, observed: null);

    /// <summary>
    /// One step at a time: the formula of the last layer is fed the kernel's own previous output, as in
    /// Y1 = tanh(Y0·Wy + X1·Wx + b) with Y0 as returned. Errors of h do not accumulate, so the bound stays a few
    /// units in the last place at any length. The cell state is not observable and is carried along; its bound
    /// contracts as far as the forget gate is shut, and grows by a few units in the last place a step where it is wide open.
    /// Nor are the layers below, which are run from their initial state.
    /// </summary>
    /// <param name="formulas">Makes the formula of each cell.</param>
    /// <param name="arithmetic">How bounds propagate.</param>
    /// <param name="trial">The case.</param>
    /// <param name="observed">y as the kernel returned it, shape (T, N, D·H).</param>
    /// <param name="sample">Which numbers of the last layer are followed; all of them if null.</param>
    public static Trajectory FollowingOutput(
        CellFormulaFactory formulas, Arithmetic arithmetic, RecurrentCase trial, Sequence observed, Sample? sample = null) =>
        new(formulas, arithmetic, trial, observed, sample);

    /// <summary>The length of a row.</summary>
    public int LengthOf(int row) => _trial.Input.LengthOf(row);

    /// <summary>One number of y.</summary>
    public Bounded Output(int time, int row, int feature) => _output.At(time, row).Get(feature, _arithmetic);

    /// <summary>All of y at one place.</summary>
    public BoundedVector Output(int time, int row) => _output.At(time, row);

    /// <summary>One number of h_n.</summary>
    public Bounded FinalHidden(int layer, int direction, int row, int feature) => CellAt(layer, direction).FinalHidden(row, feature);

    /// <summary>One number of c_n.</summary>
    public Bounded FinalCell(int layer, int direction, int row, int unit) => CellAt(layer, direction).FinalCell(row, unit);

    /// <summary>One cell's h and c at all time steps.</summary>
    internal CellTrajectory CellAt(int layer, int direction) => _cells[(layer * Architecture.Directions) + direction];

    /// <summary>What a layer reads.</summary>
    internal BoundedSequence InputOf(int layer) => _inputs[layer];
}
