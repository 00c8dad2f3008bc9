using RnnEquivalence.Backends;
using RnnEquivalence.Conventions;
using RnnEquivalence.Model;

public sealed class MyKernel : IRecurrentBackend
{
    public string Name => "my kernel 1.0, float32";

    public BackendTraits Traits { get; } = new()
    {
        ElementType = ElementType.Float32,
        Cells = BackendTraits.Alike(
            new CellTraits
            {
                Features = CellFeatures.HiddenStateAlone | CellFeatures.EmptyBatch | CellFeatures.EmptySequence,
                Tanh = new(4),       // off by at most 4 units of roundoff, relative to itself
                Sigmoid = new(5),
            },
            RecurrentCell.Lstm),
    };

    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        Traits.Require(architecture);
        var module = new Module(Traits, architecture);
        module.Load(parameters);
        return module;
    }

    private sealed class Module(BackendTraits traits, RecurrentArchitecture network) : IRecurrentModule
    {
        private float[] _w = [], _r = [], _b = [];

        // The gates stacked i, f, g, o, as in PyTorch; for other orders there are KerasWeights, OnnxWeights and more.
        public void Load(RecurrentParameters parameters)
        {
            var weights = PyTorchWeights.FromCell(network, parameters.Single);
            double[] zeros = new double[4 * network.HiddenSize];
            _w = weights.WeightIh.ToSingles();
            _r = weights.WeightHh.ToSingles();
            _b = [.. (weights.BiasIh ?? zeros).Zip(weights.BiasHh ?? zeros, (x, h) => (float)x + (float)h)];
        }

        public RecurrentOutput Forward(RecurrentInput input)
        {
            traits.Require(network, input);
            (int steps, int rows, int units) = (input.Values.TimeSteps, input.Values.BatchSize, network.HiddenSize);
            CellState? initial = input.InitialState?.Single;
            float[] x = input.Values.ToSingles(network.BatchFirst);
            float[] h = initial?.Hidden.ToSingles() ?? new float[rows * units];
            float[] c = initial?.Cell?.ToSingles() ?? new float[rows * units];
            float[] y = new float[steps * rows * units];

            PlainLstm.Run(_w, _r, _b, x, h, c, y, steps, rows, network.InputSize, units, network.BatchFirst);

            return new RecurrentOutput(
                Sequence.FromSingles(steps, rows, units, y, network.BatchFirst),
                new RecurrentState(Matrix.FromSingles(rows, units, h), Matrix.FromSingles(rows, units, c)));
        }

        public void Dispose()
        {
        }
    }
}
