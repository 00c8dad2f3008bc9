using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using RnnEquivalence.Verdicts;
using Xunit;

namespace RnnEquivalence.SelfTests.Verdicts;

/// <summary>Element by element, and neither NaN nor a wide bound passes silently.</summary>
public sealed class VerdictTests
{
    private static readonly Precision Precision = Declared.Accurately(ElementType.Float32);

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.0049)]
    [InlineData(-0.0049)]
    public void ErrorWithinTheBound_Holds(double error)
    {
        Verdict verdict = Of(bound: 0.005, error);

        verdict.Refutation.Should().BeNull();
        verdict.IsInconclusive.Should().BeFalse();
        verdict.Worst!.Value.Ratio.Should().BeApproximately(Math.Abs(error) / 0.005, 1e-9);
    }

    [Theory]
    [InlineData(0.0051)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void ErrorBeyondTheBoundOrNoNumber_Refutes(double error)
    {
        Verdict verdict = Of(bound: 0.005, error);

        verdict.Refutation.Should().NotBeNull();
        verdict.Worst.Should().Be(verdict.Refutation);
    }

    [Fact]
    public void DifferenceOfTwoRuns_IsTheLargest_AndNoneWhereBitsAreEqual()
    {
        var verdict = new Verdict(Precision);
        verdict.CompareCopies("h_n", Row(1, double.NaN, 2), Row(1, double.NaN, 2));
        verdict.LargestDifference.Should().Be(0);

        verdict.CompareCopies("h_n", Row(1, 2), Row(1.25, 1.5));
        verdict.LargestDifference.Should().Be(0.5);

        verdict.CompareCopies("h_n", Row(1), Row(double.NaN));
        verdict.LargestDifference.Should().Be(double.PositiveInfinity);

        static Matrix Row(params double[] values) => new(1, values.Length, values);
    }

    /// <summary>A declared absolute error widens what is negligible, but never so far that a whole tensor is.</summary>
    [Theory]
    [InlineData(4, 1e-5, false)]
    [InlineData(20_000, 0.0009, false)]
    [InlineData(20_000, 0.006, true)]
    [InlineData(20_000, 0.1, true)]
    public void DeclaredAbsoluteError_WidensOnlyWhatIsNegligible(double absolute, double bound, bool inconclusive)
    {
        var precision = Precision with { Tanh = new ActivationAccuracy(4, Absolute: absolute) };
        var arithmetic = new Arithmetic(precision);
        var verdict = new Verdict(precision);

        verdict.Compare("h", 0, new Bounded(5e-4, bound, arithmetic), 5e-4);

        verdict.IsInconclusive.Should().Be(inconclusive);
    }

    [Fact]
    public void BoundWiderThanAShareOfTheScale_IsInconclusive()
    {
        Verdict verdict = Of(bound: 0.011, error: 0.001);

        verdict.IsInconclusive.Should().BeTrue();
        verdict.Refutation.Should().BeNull();
        verdict.Worst.Should().BeNull("an inconclusive element says nothing, so it is not the worst that was seen");
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(double.NaN)]
    public void ErrorBeyondEvenAWideBound_Refutes(double error) =>
        Of(bound: 0.011, error).Refutation.Should().NotBeNull();

    [Fact]
    public void NotANumber_RefutesWhateverTheBound() =>
        Of(bound: double.PositiveInfinity, double.NaN).Refutation.Should().NotBeNull();

    [Fact]
    public void BoundThatIsNotANumber_IsInconclusive() =>
        Of(bound: double.NaN, 0).IsInconclusive.Should().BeTrue();

    [Fact]
    public void ExactExpectation_ToleratesNothing()
    {
        Of(bound: 0, error: 0).Refutation.Should().BeNull();
        Of(bound: 0, error: 1e-300).Refutation.Should().NotBeNull();
    }

    [Fact]
    public void OneBadElement_IsNotAveragedAway()
    {
        var verdict = new Verdict(Precision);
        var arithmetic = new Arithmetic(Precision);
        for (int row = 0; row < 10_000; row++)
        {
            verdict.Compare("y", row, new Bounded(1, 1e-6, arithmetic), row == 77 ? 1.00001 : 1);
        }

        verdict.Refutation!.Value.Row.Should().Be(77);
        verdict.Refutation.Value.Ratio.Should().BeApproximately(10, 0.01);
    }

    /// <summary>Two runs that agree in returning no number agree in being wrong.</summary>
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void CopyOfWhatIsNoNumber_Refutes(double value)
    {
        var verdict = new Verdict(Precision);

        verdict.CompareCopies("h_n", new Matrix(1, 1, [value]), new Matrix(1, 1, [value]));

        verdict.Refutation.Should().NotBeNull();
    }

    [Fact]
    public void NumberWhereTheOtherRunHasNone_Refutes()
    {
        var verdict = new Verdict(Precision);

        verdict.CompareCopies("h_n", new Matrix(1, 1, [double.NaN]), new Matrix(1, 1, [0]));

        verdict.Refutation.Should().NotBeNull();
        verdict.Worst!.Value.Ratio.Should().Be(double.PositiveInfinity);
    }

    /// <summary>A verdict on one number whose expected value is 1 (or, without a bound, 0).</summary>
    internal static Verdict Of(double bound, double error)
    {
        var verdict = new Verdict(Precision);
        double expected = bound == 0 ? 0 : 1;
        verdict.Compare("y", 0, new Bounded(expected, bound, new Arithmetic(Precision)), expected + error);
        return verdict;
    }
}
