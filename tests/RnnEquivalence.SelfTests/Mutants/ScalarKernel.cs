using System.Collections.Frozen;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>
/// A correct recurrent kernel in plain scalar arithmetic of its element type: what every mutant is an edit of. It shares
/// no code with the formulas. How it rounds is its <see cref="KernelStyle"/>; what is wrong with it is its <see cref="Fault"/>.
/// </summary>
/// <remarks>
/// Results are computed in binary64 and rounded to the element type after every operation. For binary32 that is
/// the same as computing in binary32, since 53 ≥ 2·24 + 2 (S. Figueroa, <i>When is double rounding innocuous?</i>, 1995).
/// </remarks>
internal sealed class ScalarKernel(ElementType type, KernelStyle style, Fault fault) : IRecurrentBackend
{
    public string Name => $"scalar kernel, {type}, {style.Name}, {fault.Id}";

    public BackendTraits Traits { get; } = new()
    {
        ElementType = type,
        Cells = FrozenSet.Create(RecurrentCell.TanhRnn, RecurrentCell.ReluRnn, RecurrentCell.Lstm, RecurrentCell.Gru),
        Tanh = style.TanhAccuracy,
        Sigmoid = style.SigmoidAccuracy,
    };

    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
        new Module(architecture, parameters, style, fault);

    private sealed class Module(RecurrentArchitecture layer, RecurrentParameters parameters, KernelStyle style, Fault fault) : IRecurrentModule
    {
        private RecurrentParameters _parameters = fault.Parameters(layer, parameters);

        public void Load(RecurrentParameters parameters) => _parameters = fault.Parameters(layer, parameters);

        public void Dispose()
        {
        }

        public RecurrentOutput Forward(RecurrentInput input) => fault.Output(input, Run(fault.Input(layer, input)));

        private RecurrentOutput Run(RecurrentInput input)
        {
            Sequence x = input.Values;
            RecurrentState state = input.InitialState ?? RecurrentState.Zero(layer.Cell, x.BatchSize, layer.HiddenSize);
            var y = new List<Matrix>();
            for (int time = 0; time < x.TimeSteps; time++)
            {
                RecurrentState previous = fault.PreviousState(time, state);
                state = Step(x.Step(time), previous);
                y.Add(state.Hidden);
            }

            return new RecurrentOutput(
                Sequence.Create(x.TimeSteps, x.BatchSize, layer.HiddenSize, (time, row, unit) => y[time][row, unit]),
                state);
        }

        private RecurrentState Step(Matrix x, RecurrentState previous)
        {
            var hidden = new double[x.Rows * layer.HiddenSize];
            var cell = new double[layer.Cell.HasCellState() ? hidden.Length : 0];
            for (int row = 0; row < x.Rows; row++)
            {
                for (int unit = 0; unit < layer.HiddenSize; unit++)
                {
                    int index = (row * layer.HiddenSize) + unit;
                    var z = new Gates(
                        layer.Cell,
                        gate => Preactivation(gate, unit, x.Row(row), previous.Hidden.Row(row), Part.Both),
                        (gate, part) => Preactivation(gate, unit, x.Row(row), previous.Hidden.Row(row), part));
                    double c = layer.Cell == RecurrentCell.Lstm ? previous.Cell![row, unit] : previous.Hidden[row, unit];
                    (hidden[index], double next) = fault.Cell(z, c, new Activations(layer.ElementType, style));
                    if (cell.Length > 0)
                    {
                        cell[index] = next;
                    }
                }
            }

            return new RecurrentState(
                new Matrix(x.Rows, layer.HiddenSize, hidden),
                cell.Length > 0 ? new Matrix(x.Rows, layer.HiddenSize, cell) : null);
        }

        private double Preactivation(Gate gate, int unit, ReadOnlySpan<double> x, ReadOnlySpan<double> h, Part part)
        {
            GateParameters own = _parameters[gate];
            var biases = new List<double>();
            if (own.InputBias is not null && part != Part.State)
            {
                biases.Add(own.InputBias[unit]);
            }

            if (own.RecurrentBias is not null && part != Part.Input)
            {
                biases.Add(own.RecurrentBias[unit]);
            }

            double forgetBias = fault.ForgetBias(gate, layer.ForgetBias);
            if (forgetBias != 0)
            {
                biases.Add(forgetBias);
            }

            return style.Sum(
                layer.ElementType,
                part == Part.State ? default : own.InputWeights.Row(unit),
                part == Part.State ? default : x,
                part == Part.Input ? default : own.RecurrentWeights.Row(unit),
                part == Part.Input ? default : h,
                biases);
        }
    }
}

/// <summary>Which terms of a pre-activation are added up.</summary>
internal enum Part
{
    Both,
    Input,
    State,
}

/// <summary>The pre-activations of one unit, by gate.</summary>
internal sealed class Gates(RecurrentCell cell, Func<Gate, double> preactivation, Func<Gate, Part, double> part)
{
    public RecurrentCell Cell => cell;

    public double State => preactivation(Gate.State);

    public double I => preactivation(Gate.Input);

    public double F => preactivation(Gate.Forget);

    public double G => preactivation(Gate.Candidate);

    public double O => preactivation(Gate.Output);

    public double R => preactivation(Gate.Reset);

    public double Z => preactivation(Gate.Update);

    /// <summary>W_n·x + b_xn.</summary>
    public double InputOfN => part(Gate.Candidate, Part.Input);

    /// <summary>R_n·h + b_hn.</summary>
    public double StateOfN => part(Gate.Candidate, Part.State);
}

/// <summary>The arithmetic that a cell is built of, every result rounded to the element type.</summary>
internal sealed class Activations(ElementType type, KernelStyle style)
{
    public double Tanh(double z) => style.Tanh(type, z);

    public double Sigmoid(double z) => style.Sigmoid(type, z);

    public double Round(double value) => type.Round(value);

    public double Times(double a, double b) => type.Round(a * b);

    /// <summary>a·b + c·d, with or without fused multiply-add.</summary>
    public double SumOfProducts(double a, double b, double c, double d) => style.FusedMultiplyAdd
        ? KernelStyle.Fma(type, a, b, type.Round(c * d))
        : type.Round(type.Round(a * b) + type.Round(c * d));

    /// <summary>The correct cell: (h', c').</summary>
    /// <param name="z">The pre-activations.</param>
    /// <param name="c">The unit's own previous cell state, or its previous h where the cell has none.</param>
    public (double Hidden, double Cell) Cell(Gates z, double c) => z.Cell switch
    {
        RecurrentCell.TanhRnn => (Tanh(z.State), 0),
        RecurrentCell.ReluRnn => (Math.Max(0, z.State), 0),
        RecurrentCell.Gru => (Gru(Sigmoid(z.Z), Candidate(z, Sigmoid(z.R)), c), 0),
        _ => Lstm(z, c),
    };

    /// <summary>n = tanh(W_n·x + b_xn + r·(R_n·h + b_hn)).</summary>
    public double Candidate(Gates z, double r) => Tanh(style.FusedMultiplyAdd
        ? KernelStyle.Fma(type, r, z.StateOfN, z.InputOfN)
        : Round(z.InputOfN + Times(r, z.StateOfN)));

    /// <summary>h' = (1 − z)·n + z·h, or the same from one end.</summary>
    public double Gru(double z, double n, double h) => style.InterpolatesFromOneEnd
        ? Round(n + Times(z, Round(h - n)))
        : SumOfProducts(Round(1 - z), n, z, h);

    private (double Hidden, double Cell) Lstm(Gates z, double c)
    {
        double next = SumOfProducts(Sigmoid(z.F), c, Sigmoid(z.I), Tanh(z.G));
        return (Times(Sigmoid(z.O), Tanh(next)), next);
    }
}
