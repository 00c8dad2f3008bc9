using FluentAssertions;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Generation;

public sealed class SimplerNumberTests
{
    public static TheoryData<ElementType> Types { get; } = [.. ElementTypes.All];

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "0")]
    [InlineData(-1, "0 1")]
    [InlineData(0.5, "0 1")]
    [InlineData(-0.5, "0 1 -1 0.5")]
    [InlineData(0.75, "0 1 0.5 0.8")]
    [InlineData(-1.82595634, "0 1 -1 0.5 -0.5 -2 -1.8 -1.83")]
    [InlineData(2e-45, "0 1 0.5")]
    [InlineData(double.NaN, "0")]
    [InlineData(double.NegativeInfinity, "0")]
    public void Proposals_AreWhatAPersonWouldTry(double value, string expected) =>
        Written(SimplerNumber.Than(ElementType.Float32.Round(value), ElementType.Float32)).Should().Be(expected);

    [Theory]
    [InlineData(0.5, "")]
    [InlineData(-0.2, "-0.5")]
    [InlineData(1.2754709, "0.5 1 1.3 1.28")]
    public void ProposalsForAConstant_KeepItsSignAndAreNeverZero(double value, string expected) =>
        Written(SimplerNumber.ThanConstant(ElementType.Float32.Round(value), ElementType.Float32)).Should().Be(expected);

    /// <summary>Whichever proposals are taken, there is an end to it, and soon.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void AnyChainOfProposals_EndsWithinFewSteps(ElementType type)
    {
        var random = new RandomSource(20180801);
        for (int number = 0; number < 300; number++)
        {
            int sign = random.NextChance(0.5) ? 1 : -1;
            double value = type.Round(sign * random.NextMagnitude(Math.ILogB(type.SmallestSubnormal()), 120));
            for (int step = 0; SimplerNumber.Than(value, type).ToArray() is { Length: > 0 } simpler; step++)
            {
                simpler.Should().OnlyContain(proposal => type.Represents(proposal) && proposal != value);
                value = random.NextOf<double>(simpler);
                step.Should().BeLessThan(12);
            }

            value.Should().Be(0);
        }
    }

    private static string Written(IEnumerable<double> proposals) => string.Join(' ', proposals.Select(simpler => (float)simpler));
}
