using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using Xunit;

namespace RnnEquivalence.SelfTests.Rounding;

/// <summary>A bound covers whatever the operands may be within theirs, and is not much wider than that.</summary>
public sealed class BoundedTests
{
    private const double U = 5.9604644775390625e-8;

    /// <summary>What the test itself rounds, on numbers up to 64.</summary>
    private const double OwnRounding = 3e-14;

    private static readonly Arithmetic Arithmetic = new(new Precision(ElementType.Float32, Tanh: new(2), Sigmoid: new(3)));

    [Fact]
    public void Product_OfWorstOperandsRoundedWorst_IsWithinItsBoundAndReachesIt() => ForRandomOperands((a, b) =>
    {
        Bounded product = a * b;
        double worst = Corners(a, b, (x, y) => x * y)
            .Max(value => Math.Abs((value * (1 + (U * Math.Sign(value * product.Value)))) - product.Value));

        worst.Should().BeInRange(product.Radius * 0.99, product.Radius + OwnRounding);
    });

    [Fact]
    public void Sum_OfWorstOperandsRoundedWorst_IsWithinItsBoundAndReachesIt() => ForRandomOperands((a, b) =>
    {
        Bounded sum = a + b;
        double worst = Corners(a, b, (x, y) => x + y)
            .SelectMany(value => new[] { value * (1 + U), value * (1 - U) })
            .Max(value => Math.Abs(value - sum.Value));

        worst.Should().BeInRange(sum.Radius * 0.99, sum.Radius + OwnRounding);
    });

    [Fact]
    public void Tanh_OfWorstOperandWithWorstActivation_IsWithinItsBoundAndNotFarBelow() => ForRandomOperands((z, _) =>
        ShouldCover(Arithmetic.Tanh(z), z, Math.Tanh, relative: 2 * U));

    [Fact]
    public void Sigmoid_OfWorstOperandWithWorstActivation_IsWithinItsBoundAndNotFarBelow() => ForRandomOperands((z, _) =>
        ShouldCover(Arithmetic.Sigmoid(z), z, x => 1 / (1 + Math.Exp(-x)), relative: 3 * U));

    /// <summary>Where the activation is flat, an error of its argument hardly shows, and the bound says so.</summary>
    [Theory]
    [InlineData(9)]
    [InlineData(-9)]
    public void Activations_AtTheirEnds_ForgiveAnErrorOfTheArgument(double z)
    {
        var inexact = new Bounded(z, 1e-3, Arithmetic);

        (Arithmetic.Tanh(inexact).Radius - Arithmetic.Tanh(Arithmetic.Exact(z)).Radius)
            .Should().BeLessThan(1e-3 * 4 * Math.Exp(-2 * 9) * 1.1);
        (Arithmetic.Sigmoid(inexact).Radius - Arithmetic.Sigmoid(Arithmetic.Exact(z)).Radius)
            .Should().BeLessThan(1e-3 * Math.Exp(-9) * 1.1);
    }

    /// <summary>σ(−720) is a subnormal binary64 number, although e^720 overflows.</summary>
    [Fact]
    public void Sigmoid_WhereTheExponentialOverflows_IsNotLost() =>
        Arithmetic.Sigmoid(Arithmetic.Exact(-720)).Value.Should().BeApproximately(2.03e-313, 1e-315);

    [Theory]
    [InlineData(1, 5.960464832810452e-8)]
    [InlineData(100, 5.960500004515737e-6)]
    public void Gamma_IsNUOverOneMinusNU(int n, double expected) =>
        Arithmetic.Gamma(n).Should().BeApproximately(expected, expected * 1e-6);

    /// <summary>Of so many terms the sum may lose all digits, and its bound is not to become small, or less than nothing.</summary>
    [Theory]
    [InlineData(1 << 24)]
    [InlineData((1 << 24) + 1)]
    [InlineData(int.MaxValue)]
    public void Gamma_WhereNUReachesOne_IsNoBound(int n) => Arithmetic.Gamma(n).Should().Be(double.PositiveInfinity);

    /// <summary>Ten products, six of them with a zero, and two biases, one of them zero: five terms round.</summary>
    [Fact]
    public void Affine_CountsOnlyWhatRounds()
    {
        Bounded z = Arithmetic.Affine(
            [1, 0, 2, 0, 3],
            new BoundedVector([1.0, 1, 1, 0, 0]),
            [1, 0, 0, 0, 4],
            new BoundedVector([1.0, 1, 1, 0, 1]),
            default(BiasSum).Plus(5).Plus(0));

        z.Value.Should().Be(1 + 2 + 1 + 4 + 5);
        z.Radius.Should().BeApproximately(Arithmetic.Gamma(5) * 13, 1e-20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(65)]
    public void DotProduct_EqualsTheLoop(int length)
    {
        var random = new RandomSource((ulong)length);
        double[] a = [.. Enumerable.Range(0, length).Select(_ => random.NextChance(0.3) ? 0 : random.NextUniform(-1, 1))];
        double[] b = [.. Enumerable.Range(0, length).Select(_ => random.NextChance(0.3) ? 0 : random.NextUniform(-1, 1))];

        var dot = DotProduct.Of(a, b);

        dot.Sum.Should().BeApproximately(a.Zip(b, (x, y) => x * y).Sum(), 1e-14);
        dot.Magnitude.Should().BeApproximately(a.Zip(b, (x, y) => Math.Abs(x * y)).Sum(), 1e-14);
        dot.Terms.Should().Be(a.Zip(b, (x, y) => x != 0 && y != 0).Count(both => both));
    }

    private static void ForRandomOperands(Action<Bounded, Bounded> check)
    {
        var random = new RandomSource(1);
        for (int number = 0; number < 2000; number++)
        {
            Bounded Operand() => new(random.NextUniform(-8, 8), random.NextMagnitude(-23, -7), Arithmetic);
            check(Operand(), Operand());
        }
    }

    private static void ShouldCover(Bounded activated, Bounded z, Func<double, double> activation, double relative)
    {
        double worst = Corners(z, z, (x, _) => activation(x))
            .SelectMany(value => new[] { value * (1 + relative), value * (1 - relative) })
            .Max(value => Math.Abs(value - activated.Value));

        worst.Should().BeInRange(activated.Radius / 1.2, activated.Radius);
    }

    private static IEnumerable<double> Corners(Bounded a, Bounded b, Func<double, double, double> function) =>
        from x in new[] { a.Value - a.Radius, a.Value + a.Radius }
        from y in new[] { b.Value - b.Radius, b.Value + b.Radius }
        select function(x, y);
}
