using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>The arithmetic that a cell is built of, every result rounded to the element type.</summary>
internal sealed class Activations(RecurrentArchitecture cell, KernelStyle style)
{
    private readonly ElementType _type = cell.ElementType;

    public RecurrentArchitecture Architecture => cell;

    public double Tanh(double z) => style.Tanh.Of(_type, z);

    public double Sigmoid(double z) => style.Sigmoid.Of(_type, z);

    public double Round(double value) => _type.Round(value);

    public double Times(double a, double b) => _type.Round(a * b);

    public double Plus(double a, double b) => _type.Round(a + b);

    /// <summary>What the gates go through.</summary>
    public double Gate(double z) => Apply(cell.Activations.Gates, ClipArgument(z));

    /// <summary>What the candidate goes through.</summary>
    public double Candidate(double z) => Apply(cell.Activations.Candidate, ClipArgument(z));

    /// <summary>What the state goes through.</summary>
    public double State(double z) => Apply(cell.Activations.State, ClipArgument(z));

    public double ClipArgument(double z) => cell.ActivationClip is { } k ? Math.Clamp(z, -k, k) : z;

    public double ClipCell(double c) => cell.CellClip is { } k ? Math.Clamp(c, -k, k) : c;

    /// <summary>a·b + c·d, with or without fused multiply-add.</summary>
    public double SumOfProducts(double a, double b, double c, double d) => style.FusedMultiplyAdd
        ? KernelStyle.Fma(_type, a, b, _type.Round(c * d))
        : _type.Round(_type.Round(a * b) + _type.Round(c * d));

    /// <summary>The correct cell: (h', c').</summary>
    /// <param name="z">The pre-activations.</param>
    /// <param name="c">The unit's own previous cell state, or its previous h where the cell has none.</param>
    public (double Hidden, double Cell) Cell(Gates z, double c) => cell.Cell switch
    {
        RecurrentCell.Rnn => (State(z.State), 0),
        RecurrentCell.Gru => (Mix(z.Z, ResetAfter(z, Gate(z.R)), c), 0),
        RecurrentCell.GruResetBefore => (Mix(z.Z, Candidate(z.NOfResetState), c), 0),
        RecurrentCell.Lstm => Lstm(z, c),
        _ => throw new InvalidOperationException($"The scalar kernel has no cell {cell.Cell}."),
    };

    /// <summary>n = tanh(W_n·x + b_xn + r·(R_n·h + b_hn)).</summary>
    public double ResetAfter(Gates z, double r) => Candidate(
        style.StartsCandidateFromReset ? z.InputOfNOnto(Times(r, z.StateOfN)) : PlusProduct(z.InputOfN, r, z.StateOfN));

    /// <summary>(1 − f(a))·n + f(a)·h, with f the function of the gates.</summary>
    private double Mix(double a, double n, double h) =>
        style.Interpolation == Interpolation.OfTwoSigmoids && cell.Activations.Gates == Activation.Sigmoid
            ? SumOfProducts(Gate(-a), n, Gate(a), h)
            : Gru(Gate(a), n, h);

    /// <summary>h' = (1 − z)·n + z·h, or the same from one end.</summary>
    public double Gru(double z, double n, double h) => style.Interpolation switch
    {
        Interpolation.FromN => PlusProduct(n, z, Round(h - n)),
        Interpolation.FromH => PlusProduct(h, Round(1 - z), Round(n - h)),
        _ => SumOfProducts(Round(1 - z), n, z, h),
    };

    /// <summary>a + b·c, with or without fused multiply-add.</summary>
    private double PlusProduct(double a, double b, double c) =>
        style.FusedMultiplyAdd ? KernelStyle.Fma(_type, b, c, a) : Plus(a, Times(b, c));

    private (double Hidden, double Cell) Lstm(Gates z, double c)
    {
        double next = ClipCell(cell.CouplesGates
            ? Mix(z.I, c, Candidate(z.G))
            : SumOfProducts(Gate(z.F), c, Gate(z.I), Candidate(z.G)));
        return (Times(Gate(z.OutputSeeing(next)), State(next)), next);
    }

    private double Apply(Activation f, double z) => f.Function switch
    {
        ActivationFunction.Tanh => Tanh(z),
        ActivationFunction.Sigmoid => Sigmoid(z),
        ActivationFunction.Relu => Math.Max(0, z),
        ActivationFunction.HardSigmoid => Math.Clamp(Plus(Times(f.Alpha, z), f.Beta), 0, 1),
        ActivationFunction.LeakyRelu => z >= 0 ? z : Times(f.Alpha, z),
        ActivationFunction.ThresholdedRelu => z >= f.Alpha ? z : 0,
        ActivationFunction.ScaledTanh => Times(f.Alpha, Tanh(Times(f.Beta, z))),
        ActivationFunction.Affine => Plus(Times(f.Alpha, z), f.Beta),
        ActivationFunction.Elu => z >= 0 ? z : Times(f.Alpha, Round(Exp(z) - 1)),
        ActivationFunction.Softsign => Round(z / Round(1 + Math.Abs(z))),
        ActivationFunction.Softplus => Plus(Math.Max(z, 0), Round(Math.Log(Round(1 + Exp(-Math.Abs(z)))))),
        _ => throw new ArgumentOutOfRangeException(nameof(f), f.Function, "Not a known activation."),
    };

    private double Exp(double z) => _type.Round(Math.Exp(z));
}
