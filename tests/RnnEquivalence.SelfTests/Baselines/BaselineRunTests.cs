using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Baselines;
using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.SelfTests.Mutants;
using RnnEquivalence.Verdicts;
using Xunit;

namespace RnnEquivalence.SelfTests.Baselines;

/// <summary>A version that rounds otherwise is told from one that is wrong.</summary>
public sealed class BaselineRunTests
{
    private const string Law = "Law";

    [Fact]
    public void SameVersion_HasAllBitsEqual()
    {
        using RecordFolder folder = RecordFolder.WithOld();

        BaselineRun run = BaselineRun.Compared(VersionedBackend.Old, folder.Path);

        foreach (BaselineGroup group in Enum.GetValues<BaselineGroup>())
        {
            Tally tally = run.TallyOf(group, Law);
            tally.Cases.Should().Be(48, "there are three variants with 16 cells, and with 8 networks in either direction");
            tally.ComparedNumbers.Should().BePositive().And.Be(tally.IdenticalNumbers);
            tally.Worst!.Value.Ratio.Should().Be(0);
            run.ThrowUnlessHeld(group, Law);
        }

        new BaselineReport(run).ToString().Should().MatchRegex(@"moved +nothing\n").And.MatchRegex(@"the same +Rnn, ReluRnn, Lstm\n");
    }

    [Fact]
    public void VersionThatSumsInAnotherOrder_HasMovedWithinTheBounds()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        var reversed = new VersionedBackend("2.0", new KernelStyle { Order = SummationOrder.RightToLeft }, Fault.None);

        BaselineRun run = BaselineRun.Compared(reversed, folder.Path);

        foreach (BaselineGroup group in Enum.GetValues<BaselineGroup>())
        {
            Tally tally = run.TallyOf(group, Law);
            tally.IdenticalNumbers.Should().BePositive().And.BeLessThan(tally.ComparedNumbers);
            tally.LargestDifference.Should().BePositive();
            tally.Worst!.Value.Ratio.Should().BePositive().And.BeLessThan(1);
            run.ThrowUnlessHeld(group, Law);
        }

        run.Judged.Should().MatchRegex("^versioned 1.0, recorded .*Z → versioned 2.0$");
        new BaselineReport(run).ToString().Should().MatchRegex("moved +Rnn in [0-9]+ of 32 cases, ReluRnn in");
    }

    /// <summary>Only what has moved is said to have moved: an LSTM's cell has no part in an RNN.</summary>
    [Fact]
    public void FaultOfOneCell_MovesThatCellOnly()
    {
        using RecordFolder folder = RecordFolder.WithOld();

        BaselineRun run = BaselineRun.Compared(VersionedBackend.With("cell-added-twice"), folder.Path);

        new BaselineReport(run).ToString()
            .Should().MatchRegex(@"moved +Lstm in [0-9]+ of 32 cases\n").And.MatchRegex(@"the same +Rnn, ReluRnn\n");
    }

    [Theory]
    [InlineData("gates-i-f-exchanged")]
    [InlineData("recurrent-transposed")]
    [InlineData("input-bias-lost")]
    [InlineData("initial-state-ignored")]
    [InlineData("final-cell-is-zero")]
    [InlineData("relu-leaky")]
    [InlineData("not-a-number")]
    [InlineData("weights-in-tf32")]
    public void WrongVersion_IsRefutedByBothLaws(string fault)
    {
        using RecordFolder folder = RecordFolder.WithOld();

        BaselineRun run = BaselineRun.Compared(VersionedBackend.With(fault), folder.Path);

        foreach (BaselineGroup group in Enum.GetValues<BaselineGroup>())
        {
            run.TallyOf(group, Law).IsRefuted.Should().BeTrue();
            run.Invoking(it => it.ThrowUnlessHeld(group, Law)).Should().Throw<EquivalenceException>();
        }
    }

    [Fact]
    public void Failure_NamesBackendCaseElementAndNumbers()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        BaselineRun run = BaselineRun.Compared(VersionedBackend.With("final-cell-is-zero"), folder.Path);

        run.Invoking(it => it.ThrowUnlessHeld(BaselineGroup.Networks, Law)).Should().Throw<EquivalenceException>().Which.Message.Should()
            .MatchRegex(@"^Law does not hold\.\s+backend +versioned 1\.0, recorded .* → versioned 2\.0\s+"
                + @"record +.*VersionedBackend\.json\s+element +c_n.*\[n=\d+, unit \d+\]\s+"
                + @"recorded +-?[0-9.E-]+\s+found +0\s+\|error\| +[0-9.E-]+\s+bound +[0-9.E-]+ ")
            .And.MatchRegex(@"\n\d+ of 48 cases refute it\. The shortest of them:\s+Lstm, Float32, T=\d+ N=\d+ I=\d+ H=\d+, ")
            .And.MatchRegex(@"\n +W_i +=");
    }

    /// <summary>
    /// The recorded number that a failure tells is the one in the record, in whichever tensor, direction and layer it stands.
    /// </summary>
    [Fact]
    public void NumberAt_FindsEveryElementThatIsCompared()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        BackendTraits traits = VersionedBackend.Old.Traits;
        var reference = new Reference(traits);

        foreach (CaseResult result in BaselineRun.Compared(VersionedBackend.Old, folder.Path).Results)
        {
            RecurrentCase trial = result.Case.Trial;
            var elements = new List<Element>();
            var run = new FollowedRun(result.Recorded!, reference.Follow(trial, result.Recorded!));

            new Verdict(traits.PrecisionOf(trial.Architecture.Cell), [new Onlooker(elements)]).CompareRuns("", run, run);

            elements.Select(element => BaselineFailure.NumberAt(run.Output, trial.Architecture, element))
                .SequenceEqual(elements.Select(element => element.Expected)).Should().BeTrue(trial.ToString());
        }
    }

    /// <summary>Where the outputs before a number differ, what the formula expects after those is told beside what was recorded.</summary>
    [Fact]
    public void Failure_TellsWhatIsExpectedAfterOtherOutputs()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        BaselineRun run = BaselineRun.Compared(VersionedBackend.With("recurrent-negated"), folder.Path);

        string[] failures = [.. run.Results.Where(result => !result.Outcome.Holds)
            .Select(result => BaselineFailure.Describe(run, Law, [result]))];

        failures
            .Should().Contain(text => text.Contains("the formula says, after the outputs that differ before it", StringComparison.Ordinal))
            .And.OnlyContain(text =>
                text.Contains("\n  recorded ", StringComparison.Ordinal) && text.Contains("\n  found ", StringComparison.Ordinal));
    }

    [Fact]
    public void VersionThatThrows_IsRefuted()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        Fault fault = Fault.None with { Input = (_, _) => throw new InvalidCastException("No kernel.") };
        var broken = new VersionedBackend("2.0", KernelStyle.Plain, fault);

        BaselineRun run = BaselineRun.Compared(broken, folder.Path);

        run.TallyOf(BaselineGroup.Cells, Law).IsRefuted.Should().BeTrue();
        run.Invoking(it => it.ThrowUnlessHeld(BaselineGroup.Cells, Law)).Should().Throw<EquivalenceException>()
            .WithMessage("*The kernel or the law threw:*No kernel.*48 of 48 cases refute it*");
    }

    [Fact]
    public void WrongVersion_IsNotRecorded()
    {
        using var folder = new RecordFolder();

        BaselineRun run = BaselineRun.Recorded(VersionedBackend.With("cell-added-twice"), folder.Path);

        Directory.Exists(folder.Path).Should().BeFalse();
        run.Invoking(it => it.ThrowUnlessHeld(BaselineGroup.Cells, Law)).Should().Throw<EquivalenceException>()
            .WithMessage("*VersionedBackend.json, not written*");
    }

    /// <summary>A fault that only networks have; the law of cells holds, but there is no record, and it says so.</summary>
    [Fact]
    public void WrongNetworks_AreNotRecordedEither()
    {
        using var folder = new RecordFolder();
        Fault fault = Fault.None with
        {
            Id = "second-layer",
            Architecture = network => network.Layers == 1 ? network : throw new InvalidCastException(),
        };

        BaselineRun run = BaselineRun.Recorded(new VersionedBackend("1.0", KernelStyle.Plain, fault), folder.Path);

        run.Invoking(it => it.ThrowUnlessHeld(BaselineGroup.Networks, Law))
            .Should().Throw<EquivalenceException>().WithMessage("*does not hold*");
        run.Invoking(it => it.ThrowUnlessHeld(BaselineGroup.Cells, Law))
            .Should().Throw<EquivalenceException>().WithMessage("*was not written*");
        Directory.Exists(folder.Path).Should().BeFalse();
    }

    [Fact]
    public void RecordingAgain_ReplacesTheRecord()
    {
        using RecordFolder folder = RecordFolder.WithOld();

        BaselineRun.Recorded(new VersionedBackend("1.1", KernelStyle.Plain, Fault.None), folder.Path);

        folder.File.Read().Backend.Should().Be("versioned 1.1");
        folder.Names.Should().Equal("VersionedBackend.json");
    }

    [Fact]
    public void VersionThatDeclaresMore_IsComparedOnWhatWasDeclared()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        BackendTraits more = Declared.Everything(ElementType.Float32);

        BaselineRun run = BaselineRun.Compared(new VersionedBackend("2.0", KernelStyle.Plain, Fault.None) { Traits = more }, folder.Path);

        run.TallyOf(BaselineGroup.Networks, Law).Cases.Should().Be(48);
        run.Results.Should().OnlyContain(result => !result.HasMoved);
    }

    [Fact]
    public void VersionThatDeclaresLess_IsRefused_AndSaysWhatItLacks()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        BackendTraits less = VersionedBackend.Old.Traits.Only(RecurrentCell.Rnn)
            .MapCells((_, cell) => cell with { Features = CellFeatures.Layers });

        var lesser = new VersionedBackend("2.0", KernelStyle.Plain, Fault.None) { Traits = less };

        Action compare = () => BaselineRun.Compared(lesser, folder.Path);

        compare.Should().Throw<BaselineException>()
            .WithMessage("*versioned 2.0 does not declare any more: *Bidirectional*Lengths*RectifiedRnn of Rnn*Lstm*RNNEQ_RECORD*");
    }

    private sealed class Onlooker(List<Element> elements) : IWitness
    {
        public void Sees(Element element) => elements.Add(element);
    }
}
