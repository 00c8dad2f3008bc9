using RnnEquivalence.Backends;
using RnnEquivalence.Conventions;
using RnnEquivalence.Memory;
using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Memory;

/// <summary>
/// An RNN and an LSTM on pointers, as a kernel in C has them, each call of which is guarded. One with a fault goes astray before it
/// returns.
/// </summary>
public sealed unsafe class PointerKernel : IRecurrentBackend
{
    private static readonly AsyncLocal<PointerFault?> Current = new();

    /// <summary>What the kernel does besides what it should.</summary>
    internal static PointerFault? Fault
    {
        get => Current.Value;
        set => Current.Value = value;
    }

    public string Name => "kernel on pointers";

    public BackendTraits Traits { get; } = new()
    {
        ElementType = ElementType.Float32,
        Cells = BackendTraits.Alike(
            new CellTraits
            {
                Features = CellFeatures.Lengths | CellFeatures.ZeroLengths | CellFeatures.HiddenStateAlone
                    | CellFeatures.EmptyBatch | CellFeatures.EmptySequence,
                Tanh = new(4),
                Sigmoid = new(5),
            },
            RecurrentCell.Rnn,
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
        private float[] _w = [];
        private float[] _r = [];
        private float[] _b = [];

        public void Load(RecurrentParameters parameters)
        {
            PyTorchWeights weights = PyTorchWeights.FromCell(network, parameters.Single);
            (_w, _r) = (weights.WeightIh.ToSingles(), weights.WeightHh.ToSingles());
            _b = new float[weights.WeightIh.Rows];
            for (int row = 0; row < _b.Length; row++)
            {
                _b[row] = (float)(weights.BiasIh?[row] ?? 0) + (float)(weights.BiasHh?[row] ?? 0);
            }
        }

        public RecurrentOutput Forward(RecurrentInput input)
        {
            traits.Require(network, input);
            (int steps, int rows, int units) = (input.Values.TimeSteps, input.Values.BatchSize, network.HiddenSize);
            bool hasCell = network.Cell == RecurrentCell.Lstm;
            CellState? initial = input.InitialState?.Single;
            float[] x = input.Values.ToSingles(batchFirst: false);
            float[] h0 = initial?.Hidden.ToSingles() ?? new float[rows * units];
            float[] c0 = initial?.Cell?.ToSingles() ?? new float[hasCell ? rows * units : 0];
            int[] lengths = [.. Enumerable.Range(0, rows).Select(input.LengthOf)];
            (float[] y, float[] hn, float[] cn) = (new float[steps * rows * units], new float[h0.Length], new float[c0.Length]);
            GuardedCall.Run(memory =>
            {
                var call = new PointerCall(steps, rows, network.InputSize, units, hasCell)
                {
                    W = memory.Input("w", _w),
                    R = memory.Input("r", _r),
                    B = memory.Input("b", _b),
                    X = memory.Input("x", x),
                    H0 = memory.Input("h0", h0),
                    C0 = memory.Input("c0", c0),
                    Lengths = memory.Input("lengths", lengths),
                    Y = memory.Output("y", y),
                    Hn = memory.Output("h_n", hn),
                    Cn = memory.Output("c_n", cn),
                    Own = memory.Workspace<float>("workspace", 6 * units, alignment: 32),
                    Leaves = Fault?.Leaves ?? ((_, _, _) => false),
                };
                call.Run();
                Fault?.Deed(call);
            });
            return new RecurrentOutput(
                Sequence.FromSingles(steps, rows, units, y, batchFirst: false),
                new RecurrentState(
                    Matrix.FromSingles(rows, units, hn), hasCell ? Matrix.FromSingles(rows, units, cn) : null));
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>What a kernel does besides what it should, and what it does not do.</summary>
/// <param name="Deed">What it does in the end.</param>
/// <param name="Leaves">Which elements of an output it leaves as they were.</param>
internal sealed record PointerFault(PointerDeed Deed, Func<PointerCall, string, int, bool> Leaves);

/// <summary>What a kernel does to memory.</summary>
internal delegate void PointerDeed(PointerCall call);

/// <summary>The arguments of one call: x (T, N, I), y (T, N, H), w (G·H, I), r (G·H, H), b (G·H), states (N, H), workspace 6·H.</summary>
internal sealed unsafe class PointerCall(int steps, int rows, int inputs, int units, bool isLstm)
{
    private readonly int _gates = isLstm ? 4 : 1;

    public int T => steps;

    public int N => rows;

    public int I => inputs;

    public int H => units;

    public bool IsLstm => isLstm;

    public required float* W { get; init; }

    public required float* R { get; init; }

    public required float* B { get; init; }

    public required float* X { get; init; }

    public required float* H0 { get; init; }

    public required float* C0 { get; init; }

    public required int* Lengths { get; init; }

    public required float* Y { get; init; }

    public required float* Hn { get; init; }

    public required float* Cn { get; init; }

    public required float* Own { get; init; }

    public required Func<PointerCall, string, int, bool> Leaves { get; init; }

    public void Run()
    {
        for (int row = 0; row < rows; row++)
        {
            float* h = Hn + (row * units);
            float* c = Own + (5 * units);
            for (int unit = 0; unit < units; unit++)
            {
                h[unit] = H0[(row * units) + unit];
                c[unit] = isLstm ? C0[(row * units) + unit] : 0;
            }

            for (int step = 0; step < steps; step++)
            {
                bool isOver = step >= Lengths[row];
                if (!isOver)
                {
                    Step(X + (((step * rows) + row) * inputs), h, c);
                }

                for (int unit = 0; unit < units; unit++)
                {
                    Write("y", Y, (((step * rows) + row) * units) + unit, isOver ? 0 : h[unit]);
                }
            }

            for (int unit = 0; isLstm && unit < units; unit++)
            {
                Write("c_n", Cn, (row * units) + unit, c[unit]);
            }
        }
    }

    private static float Sigmoid(float z) => 1 / (1 + MathF.Exp(-z));

    private void Write(string name, float* buffer, int index, float value)
    {
        if (!Leaves(this, name, index))
        {
            buffer[index] = value;
        }
    }

    private void Step(float* x, float* h, float* c)
    {
        for (int gate = 0; gate < _gates * units; gate++)
        {
            float z = B[gate];
            for (int k = 0; k < inputs; k++)
            {
                z += W[(gate * inputs) + k] * x[k];
            }

            for (int k = 0; k < units; k++)
            {
                z += R[(gate * units) + k] * h[k];
            }

            Own[gate] = z;
        }

        for (int unit = 0; unit < units; unit++)
        {
            if (isLstm)
            {
                float f = Sigmoid(Own[units + unit]);
                c[unit] = (f * c[unit]) + (Sigmoid(Own[unit]) * MathF.Tanh(Own[(2 * units) + unit]));
                h[unit] = Sigmoid(Own[(3 * units) + unit]) * MathF.Tanh(c[unit]);
            }
            else
            {
                h[unit] = MathF.Tanh(Own[unit]);
            }
        }
    }
}
