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
        ActivationFunction.Tanh => OneMinusSquare(y),
        ActivationFunction.Sigmoid => y * (Exact(1) - y),
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
