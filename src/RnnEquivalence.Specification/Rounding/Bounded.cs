using System.Runtime.CompilerServices;

namespace RnnEquivalence.Rounding;

/// <summary>
/// A value with a bound on how far a correctly computed one may be from it. The operators propagate the bounds of
/// their operands, products of errors included, and add that of their own rounding.
/// </summary>
public readonly struct Bounded
{
    private readonly Arithmetic _arithmetic;

    internal Bounded(double value, double radius, Arithmetic arithmetic)
    {
        Value = value;
        Radius = radius;
        _arithmetic = arithmetic;
    }

    /// <summary>The value of the formula, in binary64.</summary>
    public double Value { get; }

    /// <summary>The largest distance from <see cref="Value"/> that rounding explains.</summary>
    public double Radius { get; }

    /// <summary>a + b: |δ| ≤ |δa| + |δb| + u·|a + b|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bounded operator +(Bounded a, Bounded b)
    {
        double sum = a.Value + b.Value;
        double radius = a.Radius + b.Radius;
        return new Bounded(sum, radius + (a._arithmetic.Roundoff * (Math.Abs(sum) + radius)), a._arithmetic);
    }

    /// <summary>a − b: |δ| ≤ |δa| + |δb| + u·|a − b|.</summary>
    public static Bounded operator -(Bounded a, Bounded b) => a + (-b);

    /// <summary>−a, which rounds nothing.</summary>
    public static Bounded operator -(Bounded a) => new(-a.Value, a.Radius, a._arithmetic);

    /// <summary>a · b: |δ| ≤ |a||δb| + |b||δa| + |δa||δb| + u·|a·b|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bounded operator *(Bounded a, Bounded b)
    {
        double product = a.Value * b.Value;
        double radius = (Math.Abs(a.Value) * b.Radius) + (Math.Abs(b.Value) * a.Radius) + (a.Radius * b.Radius);
        Arithmetic arithmetic = a._arithmetic;
        return new Bounded(product, radius + (arithmetic.Roundoff * (Math.Abs(product) + radius)) + arithmetic.Underflow, arithmetic);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Value:R} ± {Radius:G2}";
}
