using System.Runtime.CompilerServices;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Rounding;

// The functions of a cell, each with the rule by which it passes an error on.
public sealed partial class Arithmetic
{
    /// <summary>f(z), with the bound that belongs to the function.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Bounded Apply(Activation f, Bounded z) => f.Function == ActivationFunction.Sigmoid ? Sigmoid(z)
        : f.Function == ActivationFunction.Tanh ? Tanh(z)
        : ApplyOther(f, z);

    private Bounded ApplyOther(Activation f, Bounded z) => f.Function switch
    {
        ActivationFunction.Relu => Relu(z),
        ActivationFunction.HardSigmoid => Between(0, (Exact(f.Alpha) * z) + Exact(f.Beta), 1),
        ActivationFunction.LeakyRelu => LeakyRelu(f.Alpha, z),
        ActivationFunction.ThresholdedRelu => ThresholdedRelu(f.Alpha, z),
        ActivationFunction.ScaledTanh => Exact(f.Alpha) * TanhIn(f, z),
        ActivationFunction.Affine => (Exact(f.Alpha) * z) + Exact(f.Beta),
        ActivationFunction.Elu => Elu(f.Alpha, z),
        ActivationFunction.Softsign => Softsign(z),
        ActivationFunction.Softplus => Softplus(z),
        _ => throw new ArgumentOutOfRangeException(nameof(f), f.Function, "Not a known activation."),
    };

    /// <summary>z cut off at ±k; z itself where there is no k. Rounds nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Bounded Clip(Bounded z, double? k) => k is { } limit ? Between(-limit, z, limit) : z;

    /// <summary>max(0, z): rounds nothing, and moves by no more than z does.</summary>
    public Bounded Relu(Bounded z) => new(Math.Max(0, z.Value), z.Value + z.Radius < 0 ? 0 : z.Radius, this);

    /// <summary>z for z ≥ 0, else α·z: moves by at most max(1, |α|) times what z does.</summary>
    public Bounded LeakyRelu(double alpha, Bounded z)
    {
        if (z.Value - z.Radius >= 0)
        {
            return z;
        }

        Bounded scaled = Exact(alpha) * z;
        return z.Value + z.Radius < 0
            ? scaled
            : new Bounded(z.Value >= 0 ? z.Value : scaled.Value, Math.Max(z.Radius, scaled.Radius), this);
    }

    /// <summary>z for z ≥ α, else 0. Where z may lie on either side of α, the result may be either.</summary>
    public Bounded ThresholdedRelu(double alpha, Bounded z)
    {
        double value = z.Value >= alpha ? z.Value : 0;
        return z.Value - z.Radius >= alpha ? z
            : z.Value + z.Radius < alpha ? Exact(0)
            : new Bounded(value, Math.Abs(z.Value) + z.Radius, this);
    }

    /// <summary>z for z ≥ 0, else α·(e^z − 1), whose slope is α·e^z.</summary>
    public Bounded Elu(double alpha, Bounded z)
    {
        if (z.Value - z.Radius >= 0)
        {
            return z;
        }

        double fall = alpha * (Math.Exp(z.Value) - 1);
        double slope = Math.Abs(alpha) * Math.Exp(Math.Min(0, z.Value + z.Radius));
        bool negative = z.Value + z.Radius < 0;
        double value = z.Value >= 0 ? z.Value : fall;
        double moved = (negative ? slope : Math.Max(1, slope)) * z.Radius;

        // e^z − 1 loses what e^z rounds at the scale of 1, and so does the reference.
        double lost = Math.Abs(alpha) * ((2 * _kernelRoundoff) + (4 * ReferenceRoundoff));
        return Activated(value, moved + lost, AccuracyOf(ActivationFunction.Elu), 2);
    }

    /// <summary>z/(1 + |z|), whose slope is 1/(1 + |z|)²; two roundings.</summary>
    public Bounded Softsign(Bounded z)
    {
        double value = z.Value / (1 + Math.Abs(z.Value));
        double least = 1 + Math.Max(0, Math.Abs(z.Value) - z.Radius);
        double moved = z.Radius / (least * least);
        Bounded result = Activated(value, moved, AccuracyOf(ActivationFunction.Softsign), 2);
        return new Bounded(value, result.Radius + (Gamma(2) * (Math.Abs(value) + moved)), this);
    }

    /// <summary>
    /// log(1 + e^z), whose slope is σ(z). Where e^z is small beside 1, what 1 + e^z rounds is lost; the logarithm rounds once more.
    /// </summary>
    public Bounded Softplus(Bounded z)
    {
        double value = Math.Max(z.Value, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z.Value)));
        double slope = 1 / (1 + Math.Exp(-(z.Value + z.Radius)));
        double lost = ((2 + value) * _kernelRoundoff) + (4 * ReferenceRoundoff);
        return Activated(value, (slope * z.Radius) + lost, AccuracyOf(ActivationFunction.Softplus), 4);
    }

    /// <summary>
    /// tanh(z). An error δ of z moves it by at most sup|tanh'|·δ, where tanh' = 1 − tanh² changes by at most
    /// sup|tanh''| = 4/(3√3) &lt; 0.77 per unit; and by at most (1 − |tanh|)·(e^2δ − 1), which is sharper near ±1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Bounded Tanh(Bounded z) => Tanh(z, _tanh);

    /// <summary>The tanh(β·z) of a scaled tanh, which may be another one.</summary>
    private Bounded TanhIn(Activation scaled, Bounded z) =>
        Tanh(
            Exact(scaled.Beta) * z,
            Accuracy.Of(this, _precision.Tanh.Plus(AccuracyOf(ActivationFunction.ScaledTanh)), ReferenceTanh));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Bounded Tanh(Bounded z, Accuracy accuracy)
    {
        double value = Math.Tanh(z.Value);
        double slope = Math.Min(1, ((1 - value) * (1 + value)) + (0.77 * z.Radius));
        double moved = Math.Min(2, slope * z.Radius);
        if (z.Radius < 0.5)
        {
            moved = Math.Min(moved, (1 - Math.Abs(value) + Cancellation) * 2 * z.Radius * (1 + (2 * z.Radius)));
        }
        else
        {
            // It rises throughout, so that nothing between the ends is farther off than they are.
            double ends = Math.Max(Math.Tanh(z.Value + z.Radius) - value, value - Math.Tanh(z.Value - z.Radius));
            moved = Math.Min(moved, ends + Cancellation);
        }

        return Activated(value, moved, accuracy);
    }

    /// <summary>
    /// σ(z) = 1/(1 + e^−z). An error δ of z moves it by at most sup|σ'|·δ, where σ' = σ(1 − σ) changes by at most
    /// sup|σ''| = 1/(6√3) &lt; 0.0963 per unit; and by at most min(σ, 1 − σ)·(e^δ − 1), which is sharper near 0 and 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Bounded Sigmoid(Bounded z)
    {
        double moved = Moved(z, out double value, out _);
        return Activated(value, moved, _sigmoid);
    }

    /// <summary>
    /// 1 − f(z), which for σ may also be computed as σ(−z): then its own error is relative to 1 − σ(z), and independent of that of σ(z).
    /// </summary>
    /// <param name="f">The function.</param>
    /// <param name="z">Its argument.</param>
    /// <param name="y">Its value there.</param>
    public Bounded OneMinus(Activation f, Bounded z, Bounded y)
    {
        Bounded rest = Exact(1) - y;
        return f.Function == ActivationFunction.Sigmoid
            ? new Bounded(rest.Value, Math.Max(rest.Radius, SigmoidBothWays(z).Opposite.Radius), this)
            : rest;
    }

    /// <summary>σ(z) and σ(−z), and by how much the error of z moves them, in opposite directions.</summary>
    private (Bounded Value, Bounded Opposite, double Moved) SigmoidBothWays(Bounded z)
    {
        double moved = Moved(z, out double value, out double rest);
        return (Activated(value, moved, _sigmoid), Activated(rest, moved, _sigmoid), moved);
    }

    /// <summary>By how much the error of z moves σ(z) and σ(−z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Moved(Bounded z, out double value, out double rest)
    {
        double e = Math.Exp(-Math.Abs(z.Value));
        (double less, double more) = (e / (1 + e), 1 / (1 + e));
        (value, rest) = z.Value < 0 ? (less, more) : (more, less);
        double slope = Math.Min(0.25, (value * (1 - value)) + (0.0963 * z.Radius));
        double moved = Math.Min(1, slope * z.Radius);
        if (z.Radius < 1)
        {
            moved = Math.Min(moved, Math.Min(value, 1 - value + Cancellation) * z.Radius * (1 + z.Radius));
        }
        else
        {
            double ends = Math.Max(Logistic(z.Value + z.Radius) - value, value - Logistic(z.Value - z.Radius));
            moved = Math.Min(moved, ends + Cancellation);
        }

        return moved;
    }

    private static double Logistic(double z) => 1 / (1 + Math.Exp(-z));

    private Bounded Activated(double value, double moved, ActivationAccuracy accuracy, double reference) =>
        Activated(value, moved, Accuracy.Of(this, accuracy, reference));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Bounded Activated(double value, double moved, Accuracy accuracy) =>
        new(value, moved + (accuracy.Relative * (Math.Abs(value) + moved)) + accuracy.Absolute, this);

    /// <summary>What a function of the kernel and that of the reference are off by together.</summary>
    private readonly record struct Accuracy(double Relative, double Absolute)
    {
        public static Accuracy Of(Arithmetic a, ActivationAccuracy accuracy, double reference) => new(
            (accuracy.Relative * a._kernelRoundoff) + (reference * ReferenceRoundoff),
            (accuracy.Absolute * a._kernelRoundoff) + (accuracy.Underflow * a._smallestNormal));
    }

    private Bounded Between(double low, Bounded z, double high) => new(
        Math.Clamp(z.Value, low, high),
        z.Value - z.Radius > high || z.Value + z.Radius < low ? 0 : z.Radius,
        this);

    private ActivationAccuracy AccuracyOf(ActivationFunction function) =>
        _precision.Activations.TryGetValue(function, out ActivationAccuracy declared) ? declared : new ActivationAccuracy(0);
}
