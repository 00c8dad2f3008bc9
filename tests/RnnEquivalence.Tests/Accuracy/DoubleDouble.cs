namespace RnnEquivalence.Tests.Accuracy;

/// <summary>
/// A number of about 32 decimal digits, the unevaluated sum of two doubles (T. J. Dekker, "A floating-point technique for extending the
/// available precision", Numerische Mathematik 18, 1971; the products with fused multiply-add).
/// </summary>
/// <param name="High">The nearest double.</param>
/// <param name="Low">What is missing from it.</param>
internal readonly record struct DoubleDouble(double High, double Low)
{
    private static readonly DoubleDouble One = new(1, 0);

    /// <summary>log 2, of which <see cref="Low"/> is 0x1.abc9e3b39803fp-56.</summary>
    private static readonly DoubleDouble LogarithmOfTwo = new(0.6931471805599453, 2.3190468138462996e-17);

    /// <summary>1/n!, n = 0 … 10.</summary>
    private static readonly DoubleDouble[] Coefficients = InverseFactorials(10);

    /// <summary>tanh(x), off by less than 2^-70 of itself where it is a normal number.</summary>
    public static DoubleDouble Tanh(double x)
    {
        double size = Math.Abs(x);
        if (size < 1e-6)
        {
            // x − x³/3 + 2x⁵/15, the next term being below 2^-123 of it.
            double square = x * x;
            return Sum(x, x * square * ((2.0 / 15 * square) - (1.0 / 3)));
        }

        DoubleDouble e = Exp(-2 * size);
        DoubleDouble tanh = (One + -e) / (One + e);
        return x < 0 ? -tanh : tanh;
    }

    /// <summary>σ(x), off by less than 2^-90 of itself where it is a normal number.</summary>
    public static DoubleDouble Sigmoid(double x)
    {
        DoubleDouble e = Exp(-Math.Abs(x));
        return (x < 0 ? e : One) / (One + e);
    }

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble high = ExactSum(a.High, b.High);
        DoubleDouble low = ExactSum(a.Low, b.Low);
        DoubleDouble sum = Sum(high.High, high.Low + low.High);
        return Sum(sum.High, sum.Low + low.Low);
    }

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        double product = a.High * b.High;
        return Sum(product, Math.FusedMultiplyAdd(a.High, b.High, -product) + ((a.High * b.Low) + (a.Low * b.High)));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double first = a.High / b.High;
        DoubleDouble rest = a + -(new DoubleDouble(first, 0) * b);
        double second = rest.High / b.High;
        rest += -(new DoubleDouble(second, 0) * b);
        return Sum(first, second) + new DoubleDouble(rest.High / b.High, 0);
    }

    /// <summary>e^x for x ≤ 0: 2^k·(e^(r/256))^256 with |r| ≤ ½ log 2, by the series to the tenth power.</summary>
    private static DoubleDouble Exp(double x)
    {
        if (x < -800)
        {
            return default;
        }

        double k = Math.Round(x / LogarithmOfTwo.High);
        DoubleDouble rest = new DoubleDouble(x, 0) + -(new DoubleDouble(k, 0) * LogarithmOfTwo);
        rest = new DoubleDouble(rest.High / 256, rest.Low / 256);
        DoubleDouble power = Coefficients[^1];
        for (int n = Coefficients.Length - 2; n >= 0; n--)
        {
            power = (power * rest) + Coefficients[n];
        }

        for (int squaring = 0; squaring < 8; squaring++)
        {
            power *= power;
        }

        return new DoubleDouble(Math.ScaleB(power.High, (int)k), Math.ScaleB(power.Low, (int)k));
    }

    /// <summary>a + b where |a| ≥ |b|.</summary>
    private static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b;
        return new DoubleDouble(sum, b - (sum - a));
    }

    private static DoubleDouble ExactSum(double a, double b)
    {
        double sum = a + b;
        double part = sum - a;
        return new DoubleDouble(sum, (a - (sum - part)) + (b - part));
    }

    private static DoubleDouble[] InverseFactorials(int last)
    {
        var inverses = new DoubleDouble[last + 1];
        inverses[0] = One;
        for (int n = 1; n <= last; n++)
        {
            inverses[n] = inverses[n - 1] / new DoubleDouble(n, 0);
        }

        return inverses;
    }
}
