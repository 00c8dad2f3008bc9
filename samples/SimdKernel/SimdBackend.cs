using RnnEquivalence.Backends;
using RnnEquivalence.Conventions;
using RnnEquivalence.Model;
using Simd;

/// <summary>The kernels in <c>Kernel/</c>, as the suite wants to see them.</summary>
public sealed class SimdBackend : IRecurrentBackend
{
    // Measured with 10 million arguments in [−100, 100] on a processor with AVX-512: tanh is off by 3.0 u, near 0.63, and σ by 3.7 u.
    private static readonly CellTraits Both = new()
    {
        Features = CellFeatures.EmptyBatch | CellFeatures.EmptySequence,
        Tanh = new(4),
        Sigmoid = new(5),
    };

    /// <inheritdoc/>
    public string Name => $"SIMD kernels of {System.Numerics.Vector<float>.Count} lanes, float32";

    /// <inheritdoc/>
    public BackendTraits Traits { get; } = new()
    {
        ElementType = ElementType.Float32,
        Cells = new Dictionary<RecurrentCell, CellTraits>
        {
            [RecurrentCell.Lstm] = Both with { Features = Both.Features | CellFeatures.HiddenStateAlone | CellFeatures.ForgetBias },
            [RecurrentCell.Gru] = Both,
        },
    };

    /// <inheritdoc/>
    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        Traits.Require(architecture);
        return new SimdModule(Traits, architecture, parameters);
    }
}

/// <summary>A network: floats in the kernel's layout instead of doubles in the model's.</summary>
internal sealed class SimdModule(BackendTraits traits, RecurrentArchitecture network, RecurrentParameters parameters) : IRecurrentModule
{
    private Kernel _kernel = Pack(network, parameters.Single);

    private delegate void Kernel(SequenceShape shape, float[] x, float[] h, float[] c, float[] y);

    public void Load(RecurrentParameters parameters) => _kernel = Pack(network, parameters.Single);

    public RecurrentOutput Forward(RecurrentInput input)
    {
        traits.Require(network, input);
        (Sequence x, int units) = (input.Values, network.HiddenSize);
        CellState? initial = input.InitialState?.Single;
        float[] h = initial?.Hidden.ToSingles() ?? new float[x.BatchSize * units];
        float[] c = initial?.Cell?.ToSingles() ?? new float[x.BatchSize * units];
        var y = new float[x.TimeSteps * x.BatchSize * units];
        _kernel(new SequenceShape(x.TimeSteps, x.BatchSize, network.BatchFirst), x.ToSingles(network.BatchFirst), h, c, y);
        return new RecurrentOutput(
            Sequence.FromSingles(x.TimeSteps, x.BatchSize, units, y, network.BatchFirst),
            new RecurrentState(
                Matrix.FromSingles(x.BatchSize, units, h),
                network.Cell.HasCellState() ? Matrix.FromSingles(x.BatchSize, units, c) : null));
    }

    public void Dispose()
    {
    }

    /// <summary>The kernels have their gates in PyTorch's order, but a row for each input and not for each unit.</summary>
    private static Kernel Pack(RecurrentArchitecture network, CellParameters parameters)
    {
        (int inputs, int units) = (network.InputSize, network.HiddenSize);
        (RecurrentArchitecture cell, CellParameters absorbed) = Biases.AbsorbForgetBias(network, parameters);
        PyTorchWeights weights = PyTorchWeights.FromCell(cell, absorbed);
        float BiasIh(int column) => (float)(weights.BiasIh?[column] ?? 0);
        float BiasHh(int column) => (float)(weights.BiasHh?[column] ?? 0);

        if (network.Cell == RecurrentCell.Lstm)
        {
            var lstm = new FusedLstm(inputs, units, new PackedWeights(
                inputs + units,
                4 * units,
                (row, column) => (float)(row < inputs ? weights.WeightIh[column, row] : weights.WeightHh[column, row - inputs]),
                column => BiasIh(column) + BiasHh(column)));
            return (shape, x, h, c, y) => lstm.Run(shape, x, h, c, y);
        }

        var gru = new FusedGru(
            inputs,
            units,
            new PackedWeights(inputs, 3 * units, (row, column) => (float)weights.WeightIh[column, row], BiasIh),
            new PackedWeights(units, 3 * units, (row, column) => (float)weights.WeightHh[column, row], BiasHh));
        return (shape, x, h, _, y) => gru.Run(shape, x, h, y);
    }
}
