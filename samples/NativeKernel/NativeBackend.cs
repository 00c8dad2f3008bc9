using RnnEquivalence.Backends;
using RnnEquivalence.Conventions;
using RnnEquivalence.Memory;
using RnnEquivalence.Model;

/// <summary>The kernels in <c>Kernel/kernel.c</c>, each call of which is guarded.</summary>
public sealed class NativeBackend : IRecurrentBackend
{
    private static readonly CellTraits Both = new()
    {
        Features = CellFeatures.Lengths | CellFeatures.ZeroLengths | CellFeatures.EmptyBatch | CellFeatures.EmptySequence,
        Tanh = new(4),
        Sigmoid = new(5),
    };

    /// <inheritdoc/>
    public string Name => "kernels in C, float32";

    /// <inheritdoc/>
    public BackendTraits Traits { get; } = new()
    {
        ElementType = ElementType.Float32,
        TakesConcurrentCalls = true,
        Cells = new Dictionary<RecurrentCell, CellTraits>
        {
            [RecurrentCell.Lstm] = Both with { Features = Both.Features | CellFeatures.HiddenStateAlone },
            [RecurrentCell.Gru] = Both,
        },
    };

    /// <inheritdoc/>
    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        Traits.Require(architecture);
        var module = new NativeModule(Traits, architecture);
        module.Load(parameters);
        return module;
    }
}

/// <summary>A network: floats in the kernel's layout instead of doubles in the model's.</summary>
internal sealed unsafe class NativeModule(BackendTraits traits, RecurrentArchitecture network) : IRecurrentModule
{
    private float[] _w = [], _r = [], _bW = [], _bR = [];

    public void Load(RecurrentParameters parameters)
    {
        PyTorchWeights weights = PyTorchWeights.FromCell(network, parameters.Single);
        (_w, _r) = (weights.WeightIh.ToSingles(), weights.WeightHh.ToSingles());
        double[] zeros = new double[weights.WeightIh.Rows];
        _bW = Array.ConvertAll(weights.BiasIh ?? zeros, bias => (float)bias);
        _bR = Array.ConvertAll(weights.BiasHh ?? zeros, bias => (float)bias);
    }

    public RecurrentOutput Forward(RecurrentInput input)
    {
        traits.Require(network, input);
        (int steps, int rows, int units) = (input.Values.TimeSteps, input.Values.BatchSize, network.HiddenSize);
        bool isLstm = network.Cell == RecurrentCell.Lstm;
        var y = new float[steps * rows * units];
        var hN = new float[rows * units];
        var cN = new float[isLstm ? rows * units : 0];
        if (isLstm)
        {
            RunLstm(input, y, hN, cN);
        }
        else
        {
            RunGru(input, y, hN);
        }

        return new RecurrentOutput(
            Sequence.FromSingles(steps, rows, units, y, batchFirst: false),
            new RecurrentState(Matrix.FromSingles(rows, units, hN), isLstm ? Matrix.FromSingles(rows, units, cN) : null));
    }

    public void Dispose()
    {
    }

    private void RunLstm(RecurrentInput input, float[] y, float[] hN, float[] cN)
    {
        float[] x = input.Values.ToSingles(batchFirst: false);
        float[]? h0 = input.InitialState?.Single.Hidden.ToSingles();
        float[]? c0 = input.InitialState?.Single.Cell?.ToSingles();
        float[] b = [.. _bW.Zip(_bR, (one, other) => one + other)];
        GuardedCall.Run(memory => NativeMethods.Lstm(
            memory.Input("w", _w),
            memory.Input("r", _r),
            memory.Input("b", b),
            memory.Input("x", x),
            h0 is null ? null : memory.Input("h0", h0),
            c0 is null ? null : memory.Input("c0", c0),
            input.Lengths is null ? null : memory.Input("lengths", input.Lengths),
            memory.Output("y", y),
            memory.Output("h_n", hN),
            memory.Output("c_n", cN),
            memory.Workspace<float>("workspace", 4 * network.HiddenSize),
            input.Values.TimeSteps,
            input.Values.BatchSize,
            network.InputSize,
            network.HiddenSize));
    }

    private void RunGru(RecurrentInput input, float[] y, float[] hN)
    {
        float[] x = input.Values.ToSingles(batchFirst: false);
        float[]? h0 = input.InitialState?.Single.Hidden.ToSingles();
        GuardedCall.Run(memory => NativeMethods.Gru(
            memory.Input("w", _w),
            memory.Input("r", _r),
            memory.Input("b_w", _bW),
            memory.Input("b_r", _bR),
            memory.Input("x", x),
            h0 is null ? null : memory.Input("h0", h0),
            input.Lengths is null ? null : memory.Input("lengths", input.Lengths),
            memory.Output("y", y),
            memory.Output("h_n", hN),
            memory.Workspace<float>("workspace", 6 * network.HiddenSize),
            input.Values.TimeSteps,
            input.Values.BatchSize,
            network.InputSize,
            network.HiddenSize));
    }
}
