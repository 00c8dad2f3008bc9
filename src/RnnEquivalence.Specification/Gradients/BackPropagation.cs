using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Gradients;

/// <summary>
/// Back-propagation through time, written out by hand: the gradients of the loss Σ dy·y + Σ dh_n·h_n + Σ dc_n·c_n with respect to
/// everything that goes into a network, each number with its bound. From the last layer to the first, and within a layer from
/// the last step to the first.
/// </summary>
internal sealed class BackPropagation
{
    private readonly Arithmetic _a;
    private readonly RecurrentCase _trial;
    private readonly UpstreamGradients _upstream;
    private readonly Trajectory _forward;
    private readonly RecurrentState _initial;
    private readonly CellGradients[] _parameters;
    private readonly BoundedMatrix[] _initialHidden;
    private readonly BoundedMatrix?[] _initialCell;

    /// <summary>Differentiates a network.</summary>
    /// <param name="arithmetic">How bounds propagate.</param>
    /// <param name="trial">The network and what it is run on.</param>
    /// <param name="upstream">dy, dh_n and dc_n.</param>
    public BackPropagation(Arithmetic arithmetic, RecurrentCase trial, UpstreamGradients upstream)
    {
        _a = arithmetic;
        _trial = trial;
        _upstream = upstream;
        _initial = trial.InitialStateOrZero;
        _forward = Trajectory.FromInitialState((cell, own) => CellFormulas.Of(arithmetic, cell, own), arithmetic, trial);
        RecurrentArchitecture network = trial.Architecture;
        _parameters = new CellGradients[network.Cells];
        _initialHidden = new BoundedMatrix[network.Cells];
        _initialCell = new BoundedMatrix?[network.Cells];
        Bounded[] dy = Array.ConvertAll(
            upstream.Values?.Values.ToArray() ?? new double[trial.TimeSteps * trial.BatchSize * network.OutputSize], arithmetic.Exact);
        for (int layer = network.Layers - 1; layer >= 0; layer--)
        {
            var dx = new BoundedSum[trial.TimeSteps * trial.BatchSize * network.InputSizeOf(layer)];
            for (int direction = 0; direction < network.Directions; direction++)
            {
                Cell(layer, direction, dy, dx);
            }

            dy = Array.ConvertAll(dx, sum => sum.Total(arithmetic));
        }

        Input = new BoundedMatrix(trial.TimeSteps * trial.BatchSize, network.InputSize, dy);
    }

    /// <summary>dx, shape (T·N, I).</summary>
    public BoundedMatrix Input { get; }

    /// <summary>The gradients of the parameters of one cell.</summary>
    public CellGradients Parameters(int layer, int direction) => _parameters[Index(layer, direction)];

    /// <summary>dh0 of one cell, shape (N, H).</summary>
    public BoundedMatrix InitialHidden(int layer, int direction) => _initialHidden[Index(layer, direction)];

    /// <summary>dc0 of one cell, shape (N, H); null for a cell without a cell state.</summary>
    public BoundedMatrix? InitialCell(int layer, int direction) => _initialCell[Index(layer, direction)];

    private int Index(int layer, int direction) => (layer * _trial.Architecture.Directions) + direction;

    private void Cell(int layer, int direction, Bounded[] dy, BoundedSum[] dx)
    {
        RecurrentArchitecture network = _trial.Architecture;
        RecurrentArchitecture cell = network.CellAt(layer, direction);
        ICellGradient gradient = Of(cell, _trial.Parameters[layer, direction]);
        int batch = _trial.BatchSize;
        var dh0 = new Bounded[batch * cell.StateSize];
        bool hasCell = cell.Cell.HasCellState();
        var dc0 = new Bounded[hasCell ? batch * cell.HiddenSize : 0];
        for (int row = 0; row < batch; row++)
        {
            BoundedSum[] dh = Upstream(_upstream.Hidden, layer, direction, row, cell.StateSize);
            BoundedSum[] dc = !hasCell ? [] : Upstream(_upstream.Cell, layer, direction, row, cell.HiddenSize);
            Row(gradient, layer, direction, row, dy, dx, dh, dc);
            BoundedSum.TakeAll(dh, _a).CopyTo(dh0.AsSpan(row * dh.Length));
            BoundedSum.TakeAll(dc, _a).CopyTo(dc0.AsSpan(row * dc.Length));
        }

        _parameters[Index(layer, direction)] = gradient.Parameters;
        _initialHidden[Index(layer, direction)] = new BoundedMatrix(batch, cell.StateSize, dh0);
        _initialCell[Index(layer, direction)] = !hasCell ? null : new BoundedMatrix(batch, cell.HiddenSize, dc0);
    }

    private void Row(
        ICellGradient gradient, int layer, int direction, int row, Bounded[] dy, BoundedSum[] dx, BoundedSum[] dh, BoundedSum[] dc)
    {
        RecurrentArchitecture network = _trial.Architecture;
        CellTrajectory cell = _forward.CellAt(layer, direction);
        BoundedSequence x = _forward.InputOf(layer);
        CellState initial = _initial[layer, direction];
        bool reversed = network.IsReversed(direction);
        int length = _trial.Input.LengthOf(row);
        for (int step = length - 1; step >= 0; step--)
        {
            int time = reversed ? length - 1 - step : step;
            int before = reversed ? time + 1 : time - 1;
            int place = (time * _trial.BatchSize) + row;
            int own = (place * network.OutputSize) + (direction * network.StateSize);
            for (int feature = 0; feature < dh.Length; feature++)
            {
                dh[feature] = dh[feature].Plus(dy[own + feature]);
            }

            BoundedVector h = step == 0 ? new BoundedVector(initial.Hidden.Row(row)) : cell.Hidden.At(before, row);
            BoundedVector c = cell.CellStates is null ? default
                : step == 0 ? new BoundedVector(initial.Cell!.Row(row)) : cell.CellStates.At(before, row);
            gradient.Step(x.At(time, row), h, c, dh, dc, dx.AsSpan(place * x.Features, x.Features));
        }
    }

    private BoundedSum[] Upstream(IReadOnlyList<Matrix>? given, int layer, int direction, int row, int length)
    {
        var gradient = new BoundedSum[length];
        for (int index = 0; index < length; index++)
        {
            gradient[index] = default(BoundedSum).Plus(_a.Exact(given?[Index(layer, direction)][row, index] ?? 0));
        }

        return gradient;
    }

    private ICellGradient Of(RecurrentArchitecture cell, CellParameters parameters) => cell.Cell switch
    {
        RecurrentCell.Rnn => new RnnGradient(_a, cell, parameters),
        RecurrentCell.Lstm => new LstmGradient(_a, cell, parameters),
        RecurrentCell.Gru => new GruGradient(_a, cell, parameters),
        RecurrentCell.GruResetBefore => new GruResetBeforeGradient(_a, cell, parameters),
        _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.Cell, "No gradient for this cell."),
    };
}
