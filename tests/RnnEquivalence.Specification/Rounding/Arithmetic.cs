using System.Numerics;
using System.Runtime.InteropServices;
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
    /// What <see cref="Math.Tanh(double)"/> and 1/(1 + <see cref="Math.Exp(double)"/>) of the usual C runtimes
    /// may be off by, in units of 2^-53: at most two units in the last place for the function, two roundings after it.
    /// </summary>
    private const double ReferenceActivation = 6;

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
    /// The pre-activation W·x + R·h + b of one unit. The bound is γ_n·(Σ|w||x| + Σ|r||h| + Σ|b|) with n the number
    /// of terms, plus Σ|r||δh| where h itself is not exact.
    /// </summary>
    /// <param name="inputWeights">The unit's row of W, length I.</param>
    /// <param name="input">x, length I, known exactly.</param>
    /// <param name="recurrentWeights">The unit's row of R, length H.</param>
    /// <param name="hidden">h, length H.</param>
    /// <param name="biases">The sum of the biases and of their magnitudes, and how many there are.</param>
    public Bounded Affine(
        ReadOnlySpan<double> inputWeights,
        ReadOnlySpan<double> input,
        ReadOnlySpan<double> recurrentWeights,
        BoundedVector hidden,
        BiasSum biases)
    {
        double value = biases.Sum
            + Dot(inputWeights, input, out double inputMagnitude)
            + Dot(recurrentWeights, hidden.Values, out double hiddenMagnitude);
        double propagated = hidden.IsExact ? 0 : DotOfMagnitudes(recurrentWeights, hidden.Radii);

        int terms = inputWeights.Length + recurrentWeights.Length + biases.Count;
        double magnitude = biases.Magnitude + inputMagnitude + hiddenMagnitude + propagated;
        return new Bounded(value, propagated + (Gamma(terms) * magnitude) + (terms * Underflow), this);
    }

    /// <summary>
    /// tanh(z). An error δ of z moves it by at most sup|tanh'|·δ, where tanh' = 1 − tanh² changes by at most
    /// sup|tanh''| = 4/(3√3) &lt; 0.77 per unit.
    /// </summary>
    public Bounded Tanh(Bounded z)
    {
        double value = Math.Tanh(z.Value);
        double slope = Math.Min(1, ((1 - value) * (1 + value)) + (0.77 * z.Radius));
        double moved = Math.Min(2, slope * z.Radius);
        return Activated(value, moved, _tanh);
    }

    /// <summary>
    /// σ(z) = 1/(1 + e^−z). An error δ of z moves it by at most sup|σ'|·δ, where σ' = σ(1 − σ) changes by at most
    /// sup|σ''| = 1/(6√3) &lt; 0.0963 per unit; and by at most σ·(e^δ − 1), which is sharper where σ is small.
    /// </summary>
    public Bounded Sigmoid(Bounded z)
    {
        double value = 1 / (1 + Math.Exp(-z.Value));
        double slope = Math.Min(0.25, (value * (1 - value)) + (0.0963 * z.Radius));
        double moved = Math.Min(1, slope * z.Radius);
        if (z.Radius < 1)
        {
            moved = Math.Min(moved, value * z.Radius * (1 + z.Radius));
        }

        return Activated(value, moved, _sigmoid);
    }

    private Bounded Activated(double value, double moved, ActivationAccuracy accuracy)
    {
        double relative = (accuracy.Relative * _kernelRoundoff) + (ReferenceActivation * ReferenceRoundoff);
        double absolute = (accuracy.Absolute * _kernelRoundoff) + (accuracy.Underflow * _smallestNormal);
        return new Bounded(value, moved + (relative * (Math.Abs(value) + moved)) + absolute, this);
    }

    /// <summary>Σ a·b, and Σ |a·b| beside it, in one pass.</summary>
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b, out double magnitude)
    {
        double sum = 0;
        double absolute = 0;
        int done = 0;
        if (a.Length >= Vector<double>.Count)
        {
            ReadOnlySpan<Vector<double>> left = MemoryMarshal.Cast<double, Vector<double>>(a);
            ReadOnlySpan<Vector<double>> right = MemoryMarshal.Cast<double, Vector<double>>(b[..a.Length]);
            Vector<double> sums = Vector<double>.Zero;
            Vector<double> absolutes = Vector<double>.Zero;
            for (int lane = 0; lane < left.Length; lane++)
            {
                Vector<double> product = left[lane] * right[lane];
                sums += product;
                absolutes += Vector.Abs(product);
            }

            sum = Vector.Sum(sums);
            absolute = Vector.Sum(absolutes);
            done = left.Length * Vector<double>.Count;
        }

        for (; done < a.Length; done++)
        {
            double product = a[done] * b[done];
            sum += product;
            absolute += Math.Abs(product);
        }

        magnitude = absolute;
        return sum;
    }

    private static double DotOfMagnitudes(ReadOnlySpan<double> a, ReadOnlySpan<double> radii)
    {
        Dot(a, radii, out double magnitude);
        return magnitude;
    }
}
