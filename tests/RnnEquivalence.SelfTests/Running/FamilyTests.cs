using System.Reflection;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.SelfTests.Mutants;
using Xunit;

namespace RnnEquivalence.SelfTests.Running;

/// <summary>Cases that share a shape and a module.</summary>
public sealed class FamilyTests
{
    private const int Members = 20;

    private const string LawName = "Lstm_EachStep_EqualsExpandedFormula";

    private static readonly MethodInfo AnyMethod = typeof(FamilyTests).GetMethod(nameof(FaultOfAnyCase_IsMadeAsSmallAsEver))!;

    [Fact]
    public void Family_HasOneShapeAndNumbersOfItsOwnInEachMember()
    {
        MutantBackend.Use(Fault.None);
        Law law = Law().State();
        RecurrentCase[] alone = [.. law.Cases.Generator.Sample(50, new Rnd(1, 1), 20)];
        CaseFamily[] families = [.. FamilyRunner.Families(law, Members).Generator.Sample(50, new Rnd(1, 1), 20)];
        for (int index = 0; index < alone.Length; index++)
        {
            RecurrentCase[] members = [.. families[index].Members];

            members.Should().HaveCount(Members);
            members[0].ToString().Should().Be(alone[index].ToString(), "the first is the case that would be drawn by itself");
            members.Should().AllSatisfy(member => (member.Architecture, member.TimeSteps, member.BatchSize)
                .Should().Be((alone[index].Architecture, alone[index].TimeSteps, alone[index].BatchSize)));
            members.Select(member => member.ToString()).Distinct().Count()
                .Should().BeGreaterThan(Members / 2, "only where there are few numbers can two be the same");
            families[index].Members.Select(member => member.ToString())
                .Should().Equal(members.Select(member => member.ToString()), "they are drawn again as they were");
        }
    }

    [Fact]
    public void Tally_CountsEveryMember()
    {
        LawOutcome outcome = Outcome("", cases: 200);

        outcome.IsRefuted.Should().BeFalse($"{outcome.Counterexample}");
        outcome.Tally.Cases.Should().Be(200);
    }

    [Fact]
    public void FaultOfAnyCase_IsMadeAsSmallAsEver()
    {
        LawOutcome outcome = Outcome("gates-i-f-exchanged", cases: 200);

        outcome.BuiltFor.Should().BeNull();
        Report(outcome).Should().Contain("T=1 N=1 I=1 H=1").And.NotContain("only after load");
    }

    [Fact]
    public void FaultOfLoadedModules_IsReportedAsOneAndRepeats()
    {
        LawOutcome outcome = Outcome("loads-once", cases: 200);

        outcome.IsRefuted.Should().BeTrue();
        outcome.Repetition!.Repeats.Should().BeTrue();
        string report = Report(outcome);
        report.Should().Contain("It fails only after load").And.MatchRegex(@"RNNEQ_SEED=\d+,\d+,\d+,\d+ ");
        ReplayToken.TryParse(report.Split("RNNEQ_SEED=")[1].Split(' ')[0], out ReplayToken? token).Should().BeTrue();
        LawOutcome replayed = LawRunner.Run(
            LawName, Law().State(), Config.Quick.WithReplay(token!.Seed, token.Gamma, token.Size), token.Members);
        replayed.Counterexample!.ToString().Should().Be(outcome.Counterexample!.ToString());
    }

    private static NamedLaw Law() => Laws.Of(CellVariant.Lstm).Single(law => law.Name == LawName);

    private static LawOutcome Outcome(string fault, int cases)
    {
        MutantBackend.Use(fault.Length == 0 ? Fault.None : Catalogue.All.Single(one => one.Id == fault));
        return LawRunner.Run(LawName, Law().State(), LawRunner.WithSeed(Config.Quick.WithMaxTest(cases), 1, LawName), Members);
    }

    private static string Report(LawOutcome outcome)
    {
        Action judge = () => LawReport.ThrowUnlessHeld(AnyMethod, outcome);
        return judge.Should().Throw<EquivalenceException>().Which.Message;
    }
}
