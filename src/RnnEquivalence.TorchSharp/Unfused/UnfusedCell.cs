using RnnEquivalence.Model;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp.Unfused;

/// <summary>A cell in plain operators: its parameters gate by gate, its functions and its constants.</summary>
internal abstract class UnfusedCell : ISteppedCell, ICellTensors
{
    private readonly TensorFormat _format;
    private readonly List<Tensor> _leaves = [];
    private readonly Dictionary<Gate, UnfusedGate> _gates = [];
    private readonly UnfusedActivation _activation;

    protected UnfusedCell(RecurrentArchitecture architecture)
    {
        Architecture = architecture;
        _format = new TensorFormat(architecture.ElementType);
        Constants = new Constants(architecture.ElementType);
        _activation = new UnfusedActivation(Constants, architecture.ActivationClip);
        foreach (Gate gate in architecture.Gates)
        {
            _gates.Add(gate, new UnfusedGate(architecture, gate, NewLeaf));
        }

        Projection = architecture.ProjectionSize is { } features ? NewLeaf([features, architecture.HiddenSize]) : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Leaves => _leaves;

    /// <inheritdoc/>
    public ICellTensors Parameters => this;

    /// <summary>The cell as a network of its own.</summary>
    protected RecurrentArchitecture Architecture { get; }

    /// <summary>Its numbers that are not learnt.</summary>
    protected Constants Constants { get; }

    /// <summary>W_hr, shape (P, H), or null.</summary>
    protected Tensor? Projection { get; }

    /// <summary>The cell of a network of one cell.</summary>
    public static UnfusedCell Create(RecurrentArchitecture cell) => cell.Cell switch
    {
        RecurrentCell.Rnn => new UnfusedRnn(cell),
        RecurrentCell.Lstm => new UnfusedLstm(cell),
        RecurrentCell.Gru or RecurrentCell.GruResetBefore => new UnfusedGru(cell),
        _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.Cell, "Not a known cell."),
    };

    /// <inheritdoc/>
    public abstract (Tensor H, Tensor? C) Step(Tensor x, Tensor h, Tensor? c);

    /// <inheritdoc/>
    public void Load(CellParameters parameters)
    {
        foreach ((Gate gate, UnfusedGate own) in _gates)
        {
            own.Load(_format, parameters[gate]);
        }

        if (Projection is not null)
        {
            _format.Write(Projection, parameters.Projection!.Values.ToArray());
        }
    }

    /// <inheritdoc/>
    public CellParameters Read(Func<Tensor, double[]> read) => new(
        Architecture.Gates,
        gate => _gates[gate].Read(read),
        Projection is null ? null : new Matrix(Architecture.StateSize, Architecture.HiddenSize, read(Projection)));

    /// <inheritdoc/>
    public void Dispose()
    {
        Constants.Dispose();
        foreach (Tensor leaf in _leaves)
        {
            leaf.Dispose();
        }
    }

    /// <summary>The parameters of one gate.</summary>
    protected UnfusedGate Of(Gate gate) => _gates[gate];

    /// <summary>f(z), its argument clipped where the architecture says so.</summary>
    protected Tensor Activate(Activation f, Tensor z) => _activation.Apply(f, z);

    private Tensor NewLeaf(long[] shape)
    {
        Tensor leaf = zeros(shape, _format.ScalarType, requires_grad: true).DetachFromDisposeScope();
        _leaves.Add(leaf);
        return leaf;
    }
}
