using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Rounding;

// The derivatives of the functions of a cell. Where a function has a kink that z may lie on either side of, the slope may be either.
public sealed partial class Arithmetic
{
    /// <summary>f′(z), computed from f(z) where that is how it is done: 1 − tanh², σ·(1 − σ).</summary>
    /// <param name="f">The function.</param>
    /// <param name="z">Its argument.</param>
    /// <param name="y">Its value there.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
    public Bounded Slope(Activation f, Bounded z, Bounded y) => f.Function switch
    {
        ActivationFunction.Tanh => Wider(OneMinusSquare(y), TanhSlopeByExponentials(z)),
        ActivationFunction.Sigmoid => Wider(y * (Exact(1) - y), SigmoidSlopeByExponentials(z)),
        ActivationFunction.Relu => OneOf(z, 0, Exact(0), Exact(1)),
        ActivationFunction.HardSigmoid => HardSigmoidSlope(f, z),
        ActivationFunction.LeakyRelu => OneOf(z, 0, Exact(f.Alpha), Exact(1)),
        ActivationFunction.ThresholdedRelu => OneOf(z, f.Alpha, Exact(0), Exact(1)),
        ActivationFunction.ScaledTanh => ScaledTanhSlope(f, z),
        ActivationFunction.Affine => Exact(f.Alpha),
        ActivationFunction.Elu => OneOf(z, 0, y + Exact(f.Alpha), Exact(1)),
        ActivationFunction.Softsign => SoftsignSlope(z),
        ActivationFunction.Softplus => SoftplusSlope(z, y),
        _ => throw new ArgumentOutOfRangeException(nameof(f), f.Function, "Not a known activation."),
    };

    /// <summary>The slope of <see cref="Clip"/>: 1 where it does nothing, 0 where it cuts off.</summary>
    public Bounded ClipSlope(Bounded z, double? k) =>
        k is { } limit ? OneOf(z, -limit, Exact(0), OneOf(z, limit, Exact(1), Exact(0))) : Exact(1);

    /// <summary>1 − y², computed so or as (1 − y)(1 + y), which rounds three times at the scale of the result.</summary>
    private Bounded OneMinusSquare(Bounded y)
    {
        Bounded slope = Exact(1) - (y * y);
        return new Bounded(slope.Value, slope.Radius + (Gamma(2) * (Math.Abs(slope.Value) + slope.Radius)), this);
    }

    /// <summary>
    /// tanh′(z) computed from z, as 1/cosh² or 4/(e^z + e^−z)², within a relative error of twice that of a cosh, and four roundings. Their
    /// exponential functions are taken to be as accurate as tanh is declared to be. tanh″ = −2·tanh·tanh′ says how far an error of z moves
    /// it.
    /// </summary>
    private Bounded TanhSlopeByExponentials(Bounded z)
    {
        double tanh = Math.Tanh(z.Value);
        return ByExponentials((1 - tanh) * (1 + tanh), z.Radius, 2 * Math.Abs(tanh), curvature: 0.77, _precision.Tanh);
    }

    /// <summary>σ′(z) computed from z, as σ(z)·σ(−z) or e^−z/(1 + e^−z)²; σ″ = σ′·(1 − 2σ).</summary>
    private Bounded SigmoidSlopeByExponentials(Bounded z)
    {
        double e = Math.Exp(-Math.Abs(z.Value));
        return ByExponentials(e / ((1 + e) * (1 + e)), z.Radius, (1 - e) / (1 + e), curvature: 0.0963, _precision.Sigmoid);
    }

    /// <summary>A slope whose logarithm changes by no more than 2 per unit, and that change by no more than 2 per unit.</summary>
    /// <param name="value">The slope.</param>
    /// <param name="radius">How far its argument may be off.</param>
    /// <param name="change">By how much its logarithm changes per unit at the argument.</param>
    /// <param name="curvature">By how much the slope itself changes per unit at most, anywhere.</param>
    /// <param name="accuracy">What is declared of the function.</param>
    private Bounded ByExponentials(double value, double radius, double change, double curvature, ActivationAccuracy accuracy)
    {
        double moved = curvature * radius;
        if (radius < 0.5)
        {
            // e^x − 1 ≤ x·(1 + x) up to x = 1.
            double most = Math.Min(2, change + (2 * radius)) * radius;
            moved = Math.Min(moved, value * most * (1 + most));
        }

        double relative = (2 * accuracy.Relative * _kernelRoundoff) + Gamma(4) + (8 * ReferenceRoundoff);
        double absolute = (accuracy.Absolute * _kernelRoundoff) + (accuracy.Underflow * _smallestNormal) + Underflow;
        return new Bounded(value, moved + (relative * (value + moved)) + absolute, this);
    }

    /// <summary>The first of two forms of one value, with the bound of the worse one.</summary>
    private Bounded Wider(Bounded one, Bounded other) => new(one.Value, Math.Max(one.Radius, other.Radius), this);

    /// <summary>σ(z), computed so or from the saved output as 1 − e^−y, whose argument carries the error of y.</summary>
    private Bounded SoftplusSlope(Bounded z, Bounded y)
    {
        Bounded slope = Sigmoid(z);
        return new Bounded(slope.Value, slope.Radius + ((1 - slope.Value) * (y.Radius + (Gamma(1) * y.Value))) + (2 * Roundoff), this);
    }

    private Bounded HardSigmoidSlope(Activation f, Bounded z)
    {
        Bounded line = (Exact(f.Alpha) * z) + Exact(f.Beta);
        return OneOf(line, 0, Exact(0), OneOf(line, 1, Exact(f.Alpha), Exact(0)));
    }

    private Bounded ScaledTanhSlope(Activation f, Bounded z)
    {
        Bounded tanh = TanhIn(f, z);
        return Exact(f.Alpha) * Exact(f.Beta) * OneMinusSquare(tanh);
    }

    /// <summary>
    /// 1/(1 + |z|)², which falls by at most 2/(1 + |z|)³ per unit. A kernel that differentiates the quotient has
    /// 1/(1 + |z|) − |z|/(1 + |z|)², whose roundings are as large as those terms.
    /// </summary>
    private Bounded SoftsignSlope(Bounded z)
    {
        double least = 1 + Math.Max(0, Math.Abs(z.Value) - z.Radius);
        double whole = 1 + Math.Abs(z.Value);
        double value = 1 / (whole * whole);
        double moved = 2 * z.Radius / (least * least * least);
        return new Bounded(value, moved + (Gamma(6) * ((1 / whole) + moved)), this);
    }

    /// <summary>
    /// What holds below or from a limit on; where z may lie on either side, whichever it is nearer to, give or take the other.
    /// </summary>
    private Bounded OneOf(Bounded z, double limit, Bounded below, Bounded above)
    {
        if (z.Value - z.Radius > limit)
        {
            return above;
        }

        if (z.Value + z.Radius < limit)
        {
            return below;
        }

        double apart = Math.Abs(above.Value - below.Value) + above.Radius + below.Radius;
        return new Bounded(z.Value > limit ? above.Value : below.Value, apart, this);
    }
}
