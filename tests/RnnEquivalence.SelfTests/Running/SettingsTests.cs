using System.Collections;
using FluentAssertions;
using RnnEquivalence.Running;
using Xunit;

namespace RnnEquivalence.SelfTests.Running;

public sealed class SettingsTests
{
    [Fact]
    public void NoVariable_LeavesTheDefaults()
    {
        Settings settings = Parse(("PATH", "/bin"));

        settings.Of(Knobs.Cases).Should().BeNull();
        settings.Of(Knobs.Seed).Should().Match<SeedChoice>(seed => seed.Replay == null && !seed.IsGiven);
        settings.ToString().Should().Contain("RNNEQ_CASES=at most 500 (default)").And.Contain("(drawn afresh)");
    }

    [Fact]
    public void CasesAndSeed_AreRead()
    {
        Settings settings = Parse(("RNNEQ_CASES", "250"), ("RNNEQ_SEED", " 17 "));

        settings.Of(Knobs.Cases).Should().Be(250);
        settings.Of(Knobs.Seed).Should().Be(new SeedChoice(17, IsGiven: true));
        settings.ToString().Should().Be("RNNEQ_CASES=250  RNNEQ_SEED=17");
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public void Coverage_IsShownWhereItIsAskedFor(string value, bool shown) =>
        Parse(("RNNEQ_COVERAGE", value)).Of(Knobs.Coverage).Should().Be(shown);

    [Fact]
    public void Swap_NamesTwoBackends()
    {
        Settings settings = Parse(("RNNEQ_SWAP", "Fused, Mine"));

        settings.Of(Knobs.Swap).Should().Be(("Fused", "Mine"));
        settings.ToString().Should().EndWith("RNNEQ_SWAP=Fused,Mine");
        Parse(("RNNEQ_SWAP", "")).Of(Knobs.Swap).Should().BeNull();
    }

    [Fact]
    public void Soak_NamesAFolder()
    {
        Settings settings = Parse(("RNNEQ_SOAK", "soaks"));

        settings.Of(Knobs.Soak).Should().Be(Path.Combine(Directory.GetCurrentDirectory(), "soaks"));
        settings.ToString().Should().EndWith($"  RNNEQ_SOAK={settings.Of(Knobs.Soak)}");
        Parse(("RNNEQ_SOAK", " ")).Of(Knobs.Soak).Should().BeNull();
    }

    [Theory]
    [InlineData("12,35,7")]
    [InlineData("(12, 35, 7)")]
    public void ThreeNumbers_AreTheOneCaseToReplay(string value) =>
        Parse(("RNNEQ_SEED", value)).Of(Knobs.Seed).Replay.Should().Be(new ReplayToken(12, 35, 7));

    [Theory]
    [InlineData("RNNEQ_CASES", "0")]
    [InlineData("RNNEQ_CASES", "-5")]
    [InlineData("RNNEQ_CASES", "1e3")]
    [InlineData("RNNEQ_CASES", "99999999999")]
    [InlineData("RNNEQ_SEED", "abc")]
    [InlineData("RNNEQ_SEED", "1,2")]
    [InlineData("RNNEQ_SEED", "1,2,3")]
    [InlineData("RNNEQ_SEED", "1,3,0")]
    [InlineData("RNNEQ_COVERAGE", "yes")]
    [InlineData("RNNEQ_SWAP", "Fused")]
    [InlineData("RNNEQ_SWAP", "Fused,")]
    [InlineData("RNNEQ_SWAP", "One,Two,Three")]
    public void UnusableValue_IsRefusedWithTheKnownVariables(string name, string value)
    {
        Action parse = () => Parse((name, value));

        parse.Should().Throw<SettingsException>().WithMessage($"{name}=\"{value}\" cannot be used.*RNNEQ_CASES*RNNEQ_SEED*");
    }

    [Theory]
    [InlineData("RNNEQ_CASE")]
    [InlineData("RNNEQ_")]
    [InlineData("rnneq_cases")]
    public void UnknownVariable_IsRefusedWithTheKnownVariables(string name)
    {
        Action parse = () => Parse((name, "5"));

        parse.Should().Throw<SettingsException>().WithMessage($"The environment variable {name} is not known.*RNNEQ_CASES*RNNEQ_SEED*");
    }

    private static Settings Parse(params (string Name, string Value)[] variables)
    {
        var environment = new Hashtable();
        foreach ((string name, string value) in variables)
        {
            environment[name] = value;
        }

        return Settings.Parse(environment);
    }
}
