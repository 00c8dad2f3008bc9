using System.Collections;
using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.SelfTests.Mutants;
using RnnEquivalence.Specifications;
using Xunit;
using Xunit.v3;

namespace RnnEquivalence.SelfTests.Baselines;

public sealed class BaselineSettingsTests
{
    [Fact]
    public void RelativeFolder_IsRelativeToTheCurrentDirectory()
    {
        Settings recording = Parse(("RNNEQ_RECORD", " before "));
        Settings comparing = Parse(("RNNEQ_BASELINE", Path.Combine("records", "before")));

        recording.Of(Knobs.Record).Should().Be(Path.Combine(Directory.GetCurrentDirectory(), "before"));
        recording.Of(Knobs.Baseline).Should().BeNull();
        recording.ToString().Should().EndWith($"  RNNEQ_RECORD={recording.Of(Knobs.Record)}");
        comparing.Of(Knobs.Baseline).Should().Be(Path.Combine(Directory.GetCurrentDirectory(), "records", "before"));
        comparing.Of(Knobs.Record).Should().BeNull();
        comparing.ToString().Should().EndWith($"  RNNEQ_BASELINE={comparing.Of(Knobs.Baseline)}");
    }

    [Fact]
    public void EmptyValue_IsNone()
    {
        Settings settings = Parse(("RNNEQ_RECORD", ""), ("RNNEQ_BASELINE", " "));

        settings.Of(Knobs.Record).Should().BeNull();
        settings.Of(Knobs.Baseline).Should().BeNull();
    }

    [Fact]
    public void BothAtOnce_AreRefused()
    {
        Action parse = () => Parse(("RNNEQ_RECORD", "after"), ("RNNEQ_BASELINE", "before"));

        parse.Should().Throw<SettingsException>()
            .WithMessage("RNNEQ_RECORD and RNNEQ_BASELINE are both set*records or compares*Known variables:*");
    }

    [Theory]
    [InlineData("RNNEQ_RECORD")]
    [InlineData("RNNEQ_BASELINE")]
    [InlineData("RNNEQ_SOAK")]
    public void FileInsteadOfAFolder_IsRefused(string name)
    {
        string file = typeof(BaselineSettingsTests).Assembly.Location;
        Action parse = () => Parse((name, file));

        parse.Should().Throw<SettingsException>().WithMessage($"{name}=\"{file}\" cannot be used.*{name} *a folder:*");
    }

    /// <summary>Without a folder the laws are skipped, visibly, and the backend is not even made.</summary>
    [Fact]
    public void NoFolder_SkipsTheLawsWithTheNamesOfTheVariables()
    {
        Settings.Current.Of(Knobs.Record).Should().BeNull("this project has no backends to record");
        Settings.Current.Of(Knobs.Baseline).Should().BeNull();
        var laws = new Laws();

        foreach (Action law in (Action[])[laws.Baseline_OfCells_IsWithinRounding, laws.Baseline_OfNetworks_IsWithinRounding])
        {
            law.Should().Throw<InvalidOperationException>().Which.Message.Should()
                .StartWith(DynamicSkipToken.Value).And.Contain("RNNEQ_RECORD=folder").And.Contain("RNNEQ_BASELINE=folder");
        }
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

    private sealed class Laws : BaselineSpecification<Unmade>;

    private sealed class Unmade : IRecurrentBackend
    {
        public Unmade() => throw new InvalidCastException("Nobody asked for it.");

        public string Name => "unmade";

        public BackendTraits Traits => MutantBackend.TraitsOfAll;

        public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
            throw new InvalidCastException();
    }
}
