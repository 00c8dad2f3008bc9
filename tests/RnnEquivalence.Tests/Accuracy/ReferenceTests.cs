using System.Numerics;
using FluentAssertions;
using Xunit;

namespace RnnEquivalence.Tests.Accuracy;

/// <summary>
/// What functions are held against is exact: the sum of two doubles by integer arithmetic, and single doubles by such sums.
/// </summary>
public sealed class ReferenceTests
{
    private const int Bits = 400;
    private static readonly BigInteger One = BigInteger.One << Bits;

    /// <summary>From e^x in 400 binary places, by its series.</summary>
    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-7)]
    [InlineData(9.99e-7)]
    [InlineData(1.01e-6)]
    [InlineData(0.0039)]
    [InlineData(0.27)]
    [InlineData(0.7)]
    [InlineData(1)]
    [InlineData(5.3)]
    [InlineData(18.9)]
    [InlineData(37)]
    [InlineData(88.7)]
    public void DoubleDouble_IsExactToAlmostAllOfItsDigits(double size)
    {
        foreach (double x in new[] { size, -size })
        {
            BigInteger e = Exp(size);
            BigInteger inverse = (One << Bits) / e;
            BigInteger tanh = Math.Sign(x) * ((e - inverse) << Bits) / (e + inverse);
            BigInteger sigmoid = (x > 0 ? e << Bits : One << Bits) / (e + One);

            Distance(DoubleDouble.Sigmoid(x), sigmoid).Should().BeLessThan(Math.ScaleB(1, -90), "σ({0:R})", x);

            // Where 400 binary places are not enough for what cancels, tanh(x) is x.
            double expected = size < 1e-50 ? Math.Abs((DoubleDouble.Tanh(x).High - x) / x) : Distance(DoubleDouble.Tanh(x), tanh);
            expected.Should().BeLessThan(Math.ScaleB(1, -70), "tanh({0:R})", x);
        }
    }

    [Fact]
    public void DoubleDouble_FarOut_IsTheLimit()
    {
        DoubleDouble.Tanh(-700).Should().Be(new DoubleDouble(-1, 0));
        DoubleDouble.Tanh(0).High.Should().Be(0);
        DoubleDouble.Sigmoid(double.MaxValue).High.Should().Be(1);
        DoubleDouble.Sigmoid(double.MinValue).High.Should().Be(0);
        DoubleDouble.Sigmoid(-745).High.Should().Be(double.Epsilon);
    }

    /// <summary>In every order of magnitude that single precision has, on either side of the change to the series.</summary>
    [Fact]
    public void Reference_IsOffByLessThanAMillionthOfARoundoff()
    {
        var random = new Random(1);
        for (int index = 0; index < 200_000; index++)
        {
            double x = Math.ScaleB(1 + random.NextDouble(), random.Next(-140, 8)) * (random.Next(2) == 0 ? 1 : -1);
            Relative(Reference.Tanh(new Vector<double>(x))[0], DoubleDouble.Tanh(x))
                .Should().BeLessThan(Math.ScaleB(1, -44), "tanh({0:R})", x);
            Relative(Reference.Sigmoid(new Vector<double>(x))[0], DoubleDouble.Sigmoid(x))
                .Should().BeLessThan(Math.ScaleB(1, -44), "σ({0:R})", x);
        }
    }

    private static double Relative(double value, DoubleDouble exact) =>
        exact.High == 0 ? value : Math.Abs((value - exact.High - exact.Low) / exact.High);

    /// <summary>The relative distance, as a double.</summary>
    private static double Distance(DoubleDouble value, BigInteger exact)
    {
        BigInteger apart = BigInteger.Abs(Fixed(value.High) + Fixed(value.Low) - exact);
        return Math.ScaleB((double)((apart << 200) / BigInteger.Abs(exact)), -200);
    }

    /// <summary>A double as a whole number of 2^-400, cut off.</summary>
    private static BigInteger Fixed(double value)
    {
        if (value == 0)
        {
            return 0;
        }

        int exponent = Math.ILogB(value) - 52;
        var significand = new BigInteger(Math.ScaleB(value, -exponent));
        int shift = Bits + exponent;
        return shift >= 0 ? significand << shift : significand >> -shift;
    }

    /// <summary>e^x for x ≥ 0: (e^(x/2^20))^(2^20).</summary>
    private static BigInteger Exp(double x)
    {
        BigInteger part = Fixed(x) >> 20;
        BigInteger sum = One;
        BigInteger term = One;
        for (int n = 1; term != 0; n++)
        {
            term = ((term * part) >> Bits) / n;
            sum += term;
        }

        for (int squaring = 0; squaring < 20; squaring++)
        {
            sum = (sum * sum) >> Bits;
        }

        return sum;
    }
}
