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
        (int steps, int rows, int inputs, int units) =
            (input.Values.TimeSteps, input.Values.BatchSize, network.InputSize, network.HiddenSize);
        CellState? initial = input.InitialState?.Single;
        float[] x = input.Values.ToSingles(batchFirst: false);
        float[]? h0 = initial?.Hidden.ToSingles();
        float[]? c0 = initial?.Cell?.ToSingles();
        var y = new float[steps * rows * units];
        var hN = new float[rows * units];
        bool isLstm = network.Cell == RecurrentCell.Lstm;
        float[]? cN = isLstm ? new float[rows * units] : null;

        GuardedCall.Run(memory =>
        {
            float* w = memory.Input("w", _w);
            float* r = memory.Input("r", _r);
            float* of = memory.Input("x", x);
            float* from = h0 is null ? null : memory.Input("h0", h0);
            int* lengths = input.Lengths is null ? null : memory.Input("lengths", input.Lengths);
            float* to = memory.Output("y", y);
            float* end = memory.Output("h_n", hN);
            if (isLstm)
            {
                float[] sum = [.. _bW.Zip(_bR, (one, other) => one + other)];
                float* b = memory.Input("b", sum);
                float* c = c0 is null ? null : memory.Input("c0", c0);
                float* cEnd = memory.Output("c_n", cN!);
                float* own = memory.Workspace<float>("workspace", 4 * units);
                NativeMethods.Lstm(w, r, b, of, from, c, lengths, to, end, cEnd, own, steps, rows, inputs, units);
            }
            else
            {
                float* bW = memory.Input("b_w", _bW);
                float* bR = memory.Input("b_r", _bR);
                float* own = memory.Workspace<float>("workspace", 6 * units);
                NativeMethods.Gru(w, r, bW, bR, of, from, lengths, to, end, own, steps, rows, inputs, units);
            }
        });

        return new RecurrentOutput(
            Sequence.FromSingles(steps, rows, units, y, batchFirst: false),
            new RecurrentState(Matrix.FromSingles(rows, units, hN), cN is null ? null : Matrix.FromSingles(rows, units, cN)));
    }

    public void Dispose()
    {
    }
}
