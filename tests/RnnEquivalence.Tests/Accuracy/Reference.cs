using System.Numerics;

namespace RnnEquivalence.Tests.Accuracy;

/// <summary>
/// tanh and σ in double precision, several arguments at a time, for kernels in single precision: off by less than 2^-44 of themselves,
/// which is a millionth of their unit roundoff.
/// </summary>
internal static class Reference
{
    /// <summary>
    /// tanh(x) = (1 − e^−2|x|)/(1 + e^−2|x|), which cancels near 0; there by its series, whose next term is below 2^-56 of the sum.
    /// </summary>
    public static Vector<double> Tanh(Vector<double> x)
    {
        Vector<double> size = Vector.Abs(x);
        Vector<double> e = Vector.Exp(-2 * size);
        Vector<double> large = Vector.CopySign((Vector<double>.One - e) / (Vector<double>.One + e), x);
        Vector<double> square = x * x;
        Vector<double> series = new(62.0 / 2835);
        series = (series * square) - new Vector<double>(17.0 / 315);
        series = (series * square) + new Vector<double>(2.0 / 15);
        series = (series * square) - new Vector<double>(1.0 / 3);
        series = x + (x * square * series);
        return Vector.ConditionalSelect(Vector.LessThan(size, new Vector<double>(1.0 / 32)), series, large);
    }

    /// <summary>σ(x), by the exponential that does not overflow.</summary>
    public static Vector<double> Sigmoid(Vector<double> x)
    {
        Vector<double> e = Vector.Exp(-Vector.Abs(x));
        Vector<double> above = Vector<double>.One / (Vector<double>.One + e);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), e * above, above);
    }
}
