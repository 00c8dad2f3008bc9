using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using Xunit;

namespace RnnEquivalence.SelfTests.Rounding;

/// <summary>
/// Legal ways to compute what stands inside a cell, each rounded to float32 after every operation, at many arguments: none is farther from
/// the formula than its bound, and each comes so near that the bound is not idle.
/// </summary>
public sealed class FormTests
{
    private const int Arguments = 200_000;

    private static readonly Precision Precision = Declared.Accurately(ElementType.Float32) with { Tanh = new(4), Sigmoid = new(5) };
    private static readonly Arithmetic Arithmetic = new(Precision);

    /// <summary>
    /// Forms of tanh′, of a library whose e^z and cosh are correctly rounded, and of one whose are off by a unit in the last place.
    /// </summary>
    public static TheoryData<string, Func<float, float>> SlopesOfTanh { get; } = new()
    {
        { "1 − y²", z => 1 - (MathF.Tanh(z) * MathF.Tanh(z)) },
        { "(1 − y)(1 + y)", z => (1 - MathF.Tanh(z)) * (1 + MathF.Tanh(z)) },
        { "1/cosh²", z => 1 / (MathF.Cosh(z) * MathF.Cosh(z)) },
        { "1/cosh², one unit more", z => 1 / (MathF.BitIncrement(MathF.Cosh(z)) * MathF.BitIncrement(MathF.Cosh(z))) },
        { "(1/cosh)²", z => 1 / MathF.Cosh(z) * (1 / MathF.Cosh(z)) },
        { "4/(e^z + e^−z)²", z => 4 / ((MathF.Exp(z) + MathF.Exp(-z)) * (MathF.Exp(z) + MathF.Exp(-z))) },
        {
            "4/(e^z + e^−z)², one unit less",
            z => 4 / (MathF.BitDecrement(MathF.Exp(z) + MathF.Exp(-z)) * MathF.BitDecrement(MathF.Exp(z) + MathF.Exp(-z)))
        },
    };

    /// <summary>Forms of σ′.</summary>
    public static TheoryData<string, Func<float, float>> SlopesOfSigmoid { get; } = new()
    {
        { "y·(1 − y)", z => Sigmoid(z) * (1 - Sigmoid(z)) },
        { "σ(z)·σ(−z)", z => Sigmoid(z) * Sigmoid(-z) },
        { "e^−|z|/(1 + e^−|z|)²", z => MathF.Exp(-MathF.Abs(z)) / ((1 + MathF.Exp(-MathF.Abs(z))) * (1 + MathF.Exp(-MathF.Abs(z)))) },
    };

    [Theory]
    [MemberData(nameof(SlopesOfTanh))]
    public void SlopeOfTanh_IsWithinItsBound(string form, Func<float, float> slope) => Hold(
        form,
        (z, _) => slope((float)z),
        (z, radius) => Arithmetic.Slope(
            Activation.Tanh, new Bounded(z, radius, Arithmetic), Arithmetic.Tanh(new Bounded(z, radius, Arithmetic))));

    [Theory]
    [MemberData(nameof(SlopesOfSigmoid))]
    public void SlopeOfSigmoid_IsWithinItsBound(string form, Func<float, float> slope) => Hold(
        form,
        (z, _) => slope((float)z),
        (z, radius) => Arithmetic.Slope(
            Activation.Sigmoid, new Bounded(z, radius, Arithmetic), Arithmetic.Sigmoid(new Bounded(z, radius, Arithmetic))));

    /// <summary>
    /// z·h + (1 − z)·n where z is off: what is rounded is the kernel's own z, so that n = h = 1 and z = ¾ ± ¼ may cost 2½ units.
    /// </summary>
    [Theory]
    [InlineData(0.75, 0.25, 1, 1)]
    [InlineData(0.5, 0.125, 1, -1)]
    [InlineData(0.01, 0.01, 3, 3)]
    public void Interpolation_RoundsTheKernelsOwnShare(double z, double radius, float n, float h)
    {
        double bound = Arithmetic.Interpolate(new Bounded(z, radius, Arithmetic), Arithmetic.Exact(n), Arithmetic.Exact(h)).Radius;
        double worst = 0;
        var random = new Random(1);
        for (int trial = 0; trial < Arguments; trial++)
        {
            float share = Math.Clamp((float)(z + (radius * ((2 * random.NextDouble()) - 1))), (float)(z - radius), (float)(z + radius));
            worst = Math.Max(worst, Math.Abs((((1 - share) * n) + (share * h)) - ((z * h) + ((1 - z) * n))));
        }

        worst.Should().BeLessThanOrEqualTo(bound);
    }

    /// <summary>Holds a form against its bound, at arguments that are exact and at some that are off by as much as they may be.</summary>
    private static void Hold(string form, Func<double, double, double> computed, Func<double, double, Bounded> bounded)
    {
        double worst = 0;
        var random = new Random(1);
        for (int trial = 0; trial < Arguments; trial++)
        {
            double z = (float)((random.NextDouble() - 0.5) * (trial % 2 == 0 ? 4 : 24));
            double radius = trial % 3 == 0 ? 0 : Math.ScaleB(random.NextDouble(), -random.Next(0, 24));
            double actual = computed((float)(z + (radius * 0.999 * random.Next(-1, 2))), radius);
            Bounded expected = bounded(z, radius);
            worst = Math.Max(worst, Math.Abs(actual - expected.Value) / expected.Radius);
        }

        worst.Should().BeInRange(0.2, 1, form);
    }

    private static float Sigmoid(float z) => 1 / (1 + MathF.Exp(-z));
}
