using System.Runtime.CompilerServices;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Rounding;

/// <summary>
/// The rules by which an error bound travels beside a value (running error analysis; N. J. Higham, <i>Accuracy and
/// Stability of Numerical Algorithms</i>, 2nd ed., chapter 3). Values are computed in binary64. The bound covers the
/// kernel's rounding, whatever its order of summation and with or without fused multiply-add, and that of the
/// reference itself.
/// </summary>
public sealed partial class Arithmetic
{
    private const double ReferenceRoundoff = 1.1102230246251565e-16; // 2^-53

    /// <summary>
    /// What <see cref="Math.Tanh(double)"/> of the usual C runtimes may be off by, in units of 2^-53: two units in the last place.
    /// </summary>
    private const double ReferenceTanh = 4;

    /// <summary>
    /// The same for the sigmoid: two units in the last place of <see cref="Math.Exp(double)"/>, and two roundings after it.
    /// </summary>
    private const double ReferenceSigmoid = 6;

    /// <summary>What 1 − |f| may be off by when f is near 1.</summary>
    private const double Cancellation = 1e-15;

    /// <summary>For how many terms γ is kept.</summary>
    private const int Kept = 512;

    private readonly Precision _precision;
    private readonly double[] _gammas;
    private readonly Accuracy _tanh;
    private readonly Accuracy _sigmoid;
    private readonly double _kernelRoundoff;
    private readonly double _smallestNormal;

    /// <summary>The arithmetic of a cell that is computed so precisely.</summary>
    public Arithmetic(Precision precision)
    {
        ArgumentNullException.ThrowIfNull(precision);

        NumberFormat format = precision.ElementType.Format();
        _precision = precision;
        _kernelRoundoff = format.UnitRoundoff;
        Roundoff = _kernelRoundoff + ReferenceRoundoff;
        _smallestNormal = format.SmallestNormal;
        Underflow = precision.FlushesSubnormals ? format.SmallestNormal : format.SmallestSubnormal;
        (_tanh, _sigmoid) = (Accuracy.Of(this, precision.Tanh, ReferenceTanh), Accuracy.Of(this, precision.Sigmoid, ReferenceSigmoid));
        _gammas = new double[Kept];
        for (int n = 0; n < Kept; n++)
        {
            _gammas[n] = GammaOf(n);
        }
    }

    /// <summary>u, the relative error of one rounding: the kernel's and the reference's together.</summary>
    public double Roundoff { get; }

    /// <summary>The absolute error of one operation whose result falls below the normal numbers.</summary>
    public double Underflow { get; }

    /// <summary>A number that both sides know exactly.</summary>
    public Bounded Exact(double value) => new(value, 0, this);

    /// <summary>
    /// γ_n = n·u / (1 − n·u), the relative error of a sum of n rounded terms in any order (Higham, lemma 3.1). Where n·u reaches 1, the
    /// lemma says nothing, and the error may be any.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Gamma(int n) => (uint)n < Kept ? _gammas[n] : GammaOf(n);

    private double GammaOf(int n) => n * Roundoff < 1 ? n * Roundoff / (1 - (n * Roundoff)) : double.PositiveInfinity;

    /// <summary>
    /// The pre-activation W·x + R·h + p·c + b of one unit. The bound is γ_n·(Σ|w||x| + Σ|r||h| + |p||c| + Σ|b|) with n the number of
    /// terms that are not zero, since a zero rounds nothing, plus Σ|w||δx| + Σ|r||δh| + |p||δc| where they are not exact.
    /// </summary>
    /// <param name="inputWeights">The unit's row of W, length I.</param>
    /// <param name="input">x, length I.</param>
    /// <param name="recurrentWeights">The unit's row of R, length H.</param>
    /// <param name="hidden">h, length H.</param>
    /// <param name="biases">The sum of the biases and of their magnitudes, and how many are not zero.</param>
    /// <param name="peephole">The unit's peephole weight, length 1, or empty.</param>
    /// <param name="cell">The unit's cell state, length 1, or empty.</param>
    /// <param name="start">A number onto which the products are added up, in any order; null for none.</param>
    public Bounded Affine(
        ReadOnlySpan<double> inputWeights,
        BoundedVector input,
        ReadOnlySpan<double> recurrentWeights,
        BoundedVector hidden,
        BiasSum biases,
        ReadOnlySpan<double> peephole = default,
        BoundedVector cell = default,
        Bounded? start = null)
    {
        ProductTerm c = peephole.IsEmpty ? default : ProductTerm.Of(peephole, cell);
        return Affine(ProductTerm.Of(inputWeights, input), ProductTerm.Of(recurrentWeights, hidden), biases, c, start);
    }

    /// <summary>The pre-activation W·x + R·h + b of products that are known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Bounded Affine(in ProductTerm x, in ProductTerm h, in BiasSum biases)
    {
        double error = x.Error + h.Error;
        int products = x.Count + h.Count;
        int roundings = products == 0 ? Math.Max(0, biases.Count - 1) : products + biases.Count;

        // A zero that is added makes a zero positive.
        double sum = biases.Sum + x.Sum + h.Sum + 0.0;
        double magnitude = biases.Magnitude + x.Magnitude + h.Magnitude + error;
        return new Bounded(
            sum,
            double.IsInfinity(sum) ? 0 : error + (Gamma(roundings) * magnitude) + (roundings * Underflow),
            this);
    }

    /// <summary>The same with a peephole, and with a number onto which the products are added up.</summary>
    internal Bounded Affine(in ProductTerm x, in ProductTerm h, in BiasSum biases, in ProductTerm c, Bounded? start)
    {
        (double first, double firstError) = start is { } given ? (given.Value, given.Radius) : (0, 0);
        double error = x.Error + h.Error + c.Error + firstError;
        int products = x.Count + h.Count + c.Count;
        int summands = biases.Count + (first == 0 && firstError == 0 ? 0 : 1);
        int roundings = products == 0 ? Math.Max(0, summands - 1) : products + summands;
        double magnitude = biases.Magnitude + x.Magnitude + h.Magnitude + c.Magnitude + Math.Abs(first) + error;
        double sum = biases.Sum + x.Sum + h.Sum + c.Sum + first;
        if (double.IsInfinity(sum))
        {
            // Nothing finite moves it, and whatever order the terms are added up in ends there.
            return new Bounded(sum, 0, this);
        }

        return new Bounded(
            sum,
            error + (Gamma(roundings) * magnitude) + (roundings * Underflow),
            this);
    }

    /// <summary>
    /// (1 − f(a))·n + f(a)·h. The bound covers what <see cref="Interpolate(Bounded, Bounded, Bounded)"/> does, and for σ the form that
    /// takes 1 − σ(a) for a function of its own, σ(−a): an error m of a moves both shares by as much in opposite directions, and the two
    /// functions' own errors are independent of each other, so that |δ| ≤ |h − n||m| + |h||o(σ(a))| + |n||o(σ(−a))| + what n and h bring,
    /// and u for both products and their sum.
    /// </summary>
    /// <param name="f">The function whose value is the weight of h.</param>
    /// <param name="a">Its argument.</param>
    /// <param name="n">What is taken where f(a) = 0.</param>
    /// <param name="h">What is taken where f(a) = 1.</param>
    public Bounded Interpolate(Activation f, Bounded a, Bounded n, Bounded h)
    {
        if (f.Function != ActivationFunction.Sigmoid)
        {
            return Interpolate(Apply(f, a), n, h);
        }

        (Bounded share, Bounded rest, double moved) = SigmoidBothWays(a);
        Bounded mixed = Interpolate(share, n, h);
        double ofH = Math.Abs(h.Value);
        double ofN = Math.Abs(n.Value);
        double propagated = (Math.Abs(h.Value - n.Value) * moved)
            + (ofH * (share.Radius - moved)) + (ofN * (rest.Radius - moved))
            + ((share.Value + share.Radius) * h.Radius) + ((rest.Value + rest.Radius) * n.Radius);
        double rounded = (share.Value * ofH) + (rest.Value * ofN) + Math.Abs(mixed.Value) + (3 * propagated);
        return new Bounded(mixed.Value, Math.Max(mixed.Radius, propagated + (Gamma(1) * rounded) + (3 * Underflow)), this);
    }

    /// <summary>
    /// (1 − z)·n + z·h. The bound covers that form, n + z·(h − n) and h + (1 − z)·(n − h), which round the difference:
    /// |δ| ≤ |h − n||δz| + |1 − z||δn| + |z||δh| + products of errors, and u for each of the operations of the worst form, whose operands
    /// are off by what z is. A form that multiplies z·(h − n) out is not covered.
    /// </summary>
    /// <param name="z">The weight of h, in [0, 1] unless the gate is given another function than σ.</param>
    /// <param name="n">What is taken at z = 0.</param>
    /// <param name="h">What is taken at z = 1.</param>
    public Bounded Interpolate(Bounded z, Bounded n, Bounded h)
    {
        double value = ((1 - z.Value) * n.Value) + (z.Value * h.Value);
        double share = Math.Abs(z.Value);
        double rest = Math.Abs(1 - z.Value);
        double apart = Math.Abs(h.Value - n.Value);
        double propagated = (apart * z.Radius) + (rest * n.Radius) + (share * h.Radius) + (z.Radius * (n.Radius + h.Radius));

        // What is rounded is the kernel's own z, and not that of the formula.
        share += z.Radius;
        rest += z.Radius;
        double sumOfShares = (2 * rest * Math.Abs(n.Value)) + (share * Math.Abs(h.Value));
        double fromOneEnd = Math.Max(2 * share, 3 * rest) * apart;
        double rounded = Math.Max(sumOfShares, fromOneEnd) + Math.Abs(value) + (3 * propagated);
        return new Bounded(value, propagated + (Gamma(1) * rounded) + (3 * Underflow), this);
    }
}
