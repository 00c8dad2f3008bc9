using RnnEquivalence.Model;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>A network whose layers, directions and time steps are loops over cells.</summary>
internal sealed class SteppedModule : TorchSharpModule
{
    /// <summary>What the loops can do, whatever the cells are.</summary>
    public const CellFeatures Features =
        CellFeatures.Layers | CellFeatures.Reverse | CellFeatures.Bidirectional | CellFeatures.Lengths | CellFeatures.ZeroLengths
        | CellFeatures.HiddenStateAlone | CellFeatures.EmptyBatch | CellFeatures.EmptySequence;

    private readonly ISteppedCell[] _cells;

    /// <summary>The network whose cells <paramref name="create"/> makes.</summary>
    public SteppedModule(
        RecurrentArchitecture architecture, RecurrentParameters parameters, Func<RecurrentArchitecture, ISteppedCell> create)
        : this(architecture, parameters, CellsOf(architecture, create))
    {
    }

    private SteppedModule(RecurrentArchitecture architecture, RecurrentParameters parameters, ISteppedCell[] cells)
        : base(architecture, [.. cells.Select(cell => cell.Parameters)])
    {
        _cells = cells;
        LoadOrDispose(parameters);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (ISteppedCell cell in _cells)
        {
            cell.Dispose();
        }
    }

    internal override (Tensor Y, Tensor H, Tensor? C) Call(Tensor x, Tensor? h0, Tensor? c0, int[]? lengths)
    {
        Tensor outputs = Architecture.BatchFirst ? x.transpose(0, 1) : x;
        (long timeSteps, long batch) = (outputs.shape[0], outputs.shape[1]);
        RowMask? mask = lengths is null ? null : new RowMask(lengths, (int)timeSteps, Format);
        outputs = mask is null ? outputs : mask.Clear(outputs);

        var h = new Tensor[Architecture.Cells];
        var c = new Tensor[Architecture.Cells];
        for (int layer = 0; layer < Architecture.Layers; layer++)
        {
            var directions = new Tensor[Architecture.Directions];
            for (int direction = 0; direction < directions.Length; direction++)
            {
                int cell = (layer * directions.Length) + direction;
                Tensor hidden = h0?.select(0, cell) ?? Zeros(batch, Architecture.StateSize);
                Tensor? state = !Architecture.Cell.HasCellState() ? null : c0?.select(0, cell) ?? Zeros(batch, Architecture.HiddenSize);
                (directions[direction], h[cell], Tensor? last) =
                    Run(_cells[cell], Architecture.IsReversed(direction), outputs, hidden, state, mask);
                c[cell] = last!;
            }

            outputs = directions.Length == 1 ? directions[0] : cat(directions, 2);
        }

        return (
            Architecture.BatchFirst ? outputs.transpose(0, 1) : outputs,
            stack(h),
            Architecture.Cell.HasCellState() ? stack(c) : null);
    }

    /// <summary>Runs one cell over its sequences. A row that has no such time step keeps its state, in either direction.</summary>
    private (Tensor Y, Tensor H, Tensor? C) Run(ISteppedCell cell, bool reversed, Tensor x, Tensor h, Tensor? c, RowMask? mask)
    {
        int timeSteps = (int)x.shape[0];
        if (timeSteps == 0)
        {
            return (zeros([0, x.shape[1], Architecture.StateSize], Format.ScalarType), h, c);
        }

        Tensor[] inputs = x.unbind(0);
        var y = new Tensor[timeSteps];
        for (int step = 0; step < timeSteps; step++)
        {
            int time = reversed ? timeSteps - 1 - step : step;
            (Tensor nextH, Tensor? nextC) = cell.Step(inputs[time], h, c);
            h = mask is null ? nextH : mask.Choose(time, nextH, h);
            c = mask is null || nextC is null ? nextC : mask.Choose(time, nextC, c!);
            y[time] = h;
        }

        Tensor outputs = stack(y);
        return (mask is null ? outputs : mask.Clear(outputs), h, c);
    }

    private Tensor Zeros(long batch, long features) => zeros([batch, features], Format.ScalarType);

    private static ISteppedCell[] CellsOf(RecurrentArchitecture architecture, Func<RecurrentArchitecture, ISteppedCell> create)
    {
        var cells = new ISteppedCell[architecture.Cells];
        for (int cell = 0; cell < cells.Length; cell++)
        {
            (int layer, int direction) = Math.DivRem(cell, architecture.Directions);
            cells[cell] = create(architecture.CellAt(layer, direction));
        }

        return cells;
    }
}
