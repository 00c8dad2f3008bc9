namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>tanh and σ as kernels compute them that trade accuracy for speed, in float32 throughout.</summary>
internal static class FastActivations
{
    /// <summary>tanh, odd, interpolated between entries of a table that ends at 10.</summary>
    /// <param name="intervals">
    /// The number of intervals up to 10. Between two entries a line is off by at most ⅛·(10/intervals)²·sup|tanh''|,
    /// with sup|tanh''| = 4/(3√3).
    /// </param>
    public static Func<double, double> TanhByTable(int intervals)
    {
        var table = new Table(Math.Tanh, 10, intervals);
        return z => Math.CopySign(table.At(MathF.Abs((float)z)), z);
    }

    /// <summary>σ(z) = 1 − σ(−z), interpolated between entries of a table that ends at 15.5, where 1 − σ is 2⁻²².</summary>
    /// <param name="intervals">
    /// The number of intervals up to 15.5. Between two entries a line is off by at most ⅛·(15.5/intervals)²·sup|σ''|,
    /// with sup|σ''| = 1/(6√3).
    /// </param>
    public static Func<double, double> SigmoidByTable(int intervals)
    {
        var table = new Table(z => 1 / (1 + Math.Exp(-z)), 15.5f, intervals);
        return z => z < 0 ? 1 - table.At(-(float)z) : table.At((float)z);
    }

    /// <summary>J. H. Lambert's continued fraction z/(1 + z²/(3 + z²/(5 + …))), broken off and cut off at ±1.</summary>
    /// <param name="levels">How many odd numbers are left, themselves an odd number, or else the fraction falls again for large z.</param>
    public static Func<double, double> TanhByContinuedFraction(int levels) => argument =>
    {
        float z = Math.Clamp((float)argument, -16, 16);
        float fraction = (2 * levels) - 1;
        for (int level = levels - 1; level >= 1; level--)
        {
            fraction = (2 * level) - 1 + (z * z / fraction);
        }

        return Math.Clamp(z / fraction, -1, 1);
    };

    /// <summary>
    /// σ(z) = 1/(1 + e^−z) with e^−z = 2ⁿ·e^r, |r| ≤ ½·ln 2, and for e^r the beginning of its series. N. N. Schraudolph (1999) went as far
    /// as degree 1, with the exponent field of the number itself.
    /// </summary>
    /// <param name="degree">The degree of the polynomial.</param>
    public static Func<double, double> SigmoidByPolynomial(int degree) => argument =>
    {
        float y = Math.Clamp(-(float)argument, -80, 80);
        float n = MathF.Round(y * 1.442695f);

        // ln 2 in two parts, the first of which times n is exact (W. J. Cody, W. Waite, 1980).
        float r = y - (n * 0.693359375f) + (n * 2.12194440e-4f);
        float e = 1;
        for (int power = degree; power >= 1; power--)
        {
            e = 1 + (e * r / power);
        }

        return 1 / (1 + MathF.ScaleB(e, (int)n));
    };

    private sealed class Table
    {
        private readonly float[] _entries;
        private readonly float _perUnit;

        public Table(Func<double, double> f, float end, int intervals)
        {
            _perUnit = intervals / end;
            _entries = [.. Enumerable.Range(0, intervals + 1).Select(index => (float)f(index * (double)end / intervals))];
        }

        /// <summary>The value at z ≥ 0; behind the end it is the last entry. What is no number stays none.</summary>
        public float At(float z)
        {
            float position = Math.Min(z * _perUnit, _entries.Length - 1);
            int index = Math.Clamp((int)position, 0, _entries.Length - 2);
            return _entries[index] + ((position - index) * (_entries[index + 1] - _entries[index]));
        }
    }
}
