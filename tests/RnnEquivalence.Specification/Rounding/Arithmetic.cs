using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Rounding;

/// <summary>
/// The rules by which an error bound travels beside a value (running error analysis; N. J. Higham, <i>Accuracy and
/// Stability of Numerical Algorithms</i>, 2nd ed., chapter 3). Values are computed in binary64. The bound covers the
/// kernel's rounding, whatever its order of summation and with or without fused multiply-add, and that of the
/// reference itself.
/// </summary>
public sealed class Arithmetic
{
    private const double ReferenceRoundoff = 1.1102230246251565e-16; // 2^-53

    /// <summary>
    /// What <see cref="Math.Tanh(double)"/> of the usual C runtimes may be off by, in units of 2^-53: two units in the last place.
    /// </summary>
    private const double ReferenceTanh = 4;

    /// <summary>The same for the sigmoid: two units in the last place of <see cref="Math.Exp(double)"/>, and two roundings after it.</summary>
    private const double ReferenceSigmoid = 6;

    /// <summary>What 1 − |f| may be off by when f is near 1.</summary>
    private const double Cancellation = 1e-15;

    private readonly ActivationAccuracy _tanh;
    private readonly ActivationAccuracy _sigmoid;
    private readonly double _kernelRoundoff;
    private readonly double _smallestNormal;

    /// <summary>The arithmetic of a backend.</summary>
    public Arithmetic(BackendTraits traits)
    {
        ArgumentNullException.ThrowIfNull(traits);

        _kernelRoundoff = traits.ElementType.UnitRoundoff();
        _tanh = traits.Tanh;
        _sigmoid = traits.Sigmoid;
        Roundoff = _kernelRoundoff + ReferenceRoundoff;
        _smallestNormal = traits.ElementType.SmallestNormal();
        Underflow = traits.FlushesSubnormals ? traits.ElementType.SmallestNormal() : traits.ElementType.SmallestSubnormal();
    }

    /// <summary>u, the relative error of one rounding: the kernel's and the reference's together.</summary>
    public double Roundoff { get; }

    /// <summary>The absolute error of one operation whose result falls below the normal numbers.</summary>
    public double Underflow { get; }

    /// <summary>A number that both sides know exactly.</summary>
    public Bounded Exact(double value) => new(value, 0, this);

    /// <summary>γ_n = n·u / (1 − n·u), the relative error of a sum of n rounded terms in any order (Higham, lemma 3.1).</summary>
    public double Gamma(int n) => n * Roundoff / (1 - (n * Roundoff));

    /// <summary>
    /// The pre-activation W·x + R·h + b of one unit. The bound is γ_n·(Σ|w||x| + Σ|r||h| + Σ|b|) with n the number of terms
    /// that are not zero, since a zero rounds nothing, plus Σ|r||δh| where h itself is not exact.
    /// </summary>
    /// <param name="inputWeights">The unit's row of W, length I.</param>
    /// <param name="input">x, length I, known exactly.</param>
    /// <param name="recurrentWeights">The unit's row of R, length H.</param>
    /// <param name="hidden">h, length H.</param>
    /// <param name="biases">The sum of the biases and of their magnitudes, and how many are not zero.</param>
    public Bounded Affine(
        ReadOnlySpan<double> inputWeights,
        ReadOnlySpan<double> input,
        ReadOnlySpan<double> recurrentWeights,
        BoundedVector hidden,
        BiasSum biases)
    {
        DotProduct x = DotProduct.Of(inputWeights, input);
        DotProduct h = DotProduct.Of(recurrentWeights, hidden.Values);
        DotProduct error = hidden.IsExact ? default : DotProduct.Of(recurrentWeights, hidden.Radii);

        // Where h is zero but not exactly so, the kernel's h need not be zero: such terms are among those of the error.
        int products = x.Terms + Math.Max(h.Terms, error.Terms);
        int roundings = products == 0 ? Math.Max(0, biases.Count - 1) : products + biases.Count;
        double magnitude = biases.Magnitude + x.Magnitude + h.Magnitude + error.Magnitude;
        return new Bounded(
            biases.Sum + x.Sum + h.Sum,
            error.Magnitude + (Gamma(roundings) * magnitude) + (roundings * Underflow),
            this);
    }

    /// <summary>max(0, z): rounds nothing, and moves by no more than z does.</summary>
    public Bounded Relu(Bounded z) => new(Math.Max(0, z.Value), z.Value + z.Radius < 0 ? 0 : z.Radius, this);

    /// <summary>
    /// (1 − z)·n + z·h. The bound covers that form, n + z·(h − n) and h + (1 − z)·(n − h), which round the difference:
    /// |δ| ≤ |h − n||δz| + |1 − z||δn| + |z||δh| + products of errors, and u for each of the operations of the worst form.
    /// </summary>
    /// <param name="z">The weight of h, in [0, 1].</param>
    /// <param name="n">What is taken at z = 0.</param>
    /// <param name="h">What is taken at z = 1.</param>
    public Bounded Interpolate(Bounded z, Bounded n, Bounded h)
    {
        double rest = 1 - z.Value;
        double value = (rest * n.Value) + (z.Value * h.Value);
        double apart = Math.Abs(h.Value - n.Value);
        double propagated = (apart * z.Radius) + (rest * n.Radius) + (z.Value * h.Radius) + (z.Radius * (n.Radius + h.Radius));

        double sumOfShares = (2 * rest * Math.Abs(n.Value)) + (z.Value * Math.Abs(h.Value));
        double fromOneEnd = Math.Max(2 * z.Value, 3 * rest) * apart;
        double rounded = Math.Max(sumOfShares, fromOneEnd) + Math.Abs(value) + (3 * propagated);
        return new Bounded(value, propagated + (Gamma(1) * rounded) + (3 * Underflow), this);
    }

    /// <summary>
    /// tanh(z). An error δ of z moves it by at most sup|tanh'|·δ, where tanh' = 1 − tanh² changes by at most
    /// sup|tanh''| = 4/(3√3) &lt; 0.77 per unit; and by at most (1 − |tanh|)·(e^2δ − 1), which is sharper near ±1.
    /// </summary>
    public Bounded Tanh(Bounded z)
    {
        double value = Math.Tanh(z.Value);
        double slope = Math.Min(1, ((1 - value) * (1 + value)) + (0.77 * z.Radius));
        double moved = Math.Min(2, slope * z.Radius);
        if (z.Radius < 0.5)
        {
            moved = Math.Min(moved, (1 - Math.Abs(value) + Cancellation) * 2 * z.Radius * (1 + (2 * z.Radius)));
        }

        return Activated(value, moved, _tanh, ReferenceTanh);
    }

    /// <summary>
    /// σ(z) = 1/(1 + e^−z). An error δ of z moves it by at most sup|σ'|·δ, where σ' = σ(1 − σ) changes by at most
    /// sup|σ''| = 1/(6√3) &lt; 0.0963 per unit; and by at most min(σ, 1 − σ)·(e^δ − 1), which is sharper near 0 and 1.
    /// </summary>
    public Bounded Sigmoid(Bounded z)
    {
        double e = Math.Exp(-Math.Abs(z.Value));
        double value = z.Value < 0 ? e / (1 + e) : 1 / (1 + e);
        double slope = Math.Min(0.25, (value * (1 - value)) + (0.0963 * z.Radius));
        double moved = Math.Min(1, slope * z.Radius);
        if (z.Radius < 1)
        {
            moved = Math.Min(moved, Math.Min(value, 1 - value + Cancellation) * z.Radius * (1 + z.Radius));
        }

        return Activated(value, moved, _sigmoid, ReferenceSigmoid);
    }

    private Bounded Activated(double value, double moved, ActivationAccuracy accuracy, double reference)
    {
        double relative = (accuracy.Relative * _kernelRoundoff) + (reference * ReferenceRoundoff);
        double absolute = (accuracy.Absolute * _kernelRoundoff) + (accuracy.Underflow * _smallestNormal);
        return new Bounded(value, moved + (relative * (Math.Abs(value) + moved)) + absolute, this);
    }
}
