using System.Reflection;
using System.Text.RegularExpressions;
using FluentAssertions;
using FsCheck;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.SelfTests.Mutants;
using RnnEquivalence.SelfTests.Verdicts;
using RnnEquivalence.Verdicts;
using Xunit;

namespace RnnEquivalence.SelfTests.Running;

/// <summary>What a person reads when a law does not hold.</summary>
public sealed class LawReportTests
{
    private static readonly MethodInfo AnyMethod = typeof(LawReportTests).GetMethod(nameof(Failure_SaysWhatAPersonNeeds))!;

    [Fact]
    public void Failure_SaysWhatAPersonNeeds()
    {
        LawOutcome outcome = Outcome("gates-i-f-exchanged", CellVariant.Lstm, "Lstm_EachStep_EqualsExpandedFormula");

        string report = Report(outcome);

        report.Should().Contain("does not hold")
            .And.Contain("backend       scalar kernel, Float32, plain, gates-i-f-exchanged")
            .And.MatchRegex(@"element       [yhc](_n)?\[(t=\d+, )?n=0, unit 0\]")
            .And.MatchRegex(@"expected      -?\d").And.MatchRegex(@"actual        -?\d")
            .And.MatchRegex(@"\|error\|       \d").And.MatchRegex(@"bound         \d\S*   \|error\|/bound = \d")
            .And.Contain("W_i  = [[").And.Contain("x0   = [[")
            .And.Contain("T=1 N=1 I=1 H=1")
            .And.MatchRegex(@"dotnet test --project tests/RnnEquivalence\.SelfTests -e RNNEQ_SEED=\d+,\d+,\d+ "
                + @"--filter-method RnnEquivalence\.SelfTests\.")
            .And.NotContain("System.");
    }

    [Fact]
    public void Replay_OfThePrintedSeedFailsWithTheSameSmallestCase()
    {
        const string lawName = "Lstm_EachStep_EqualsExpandedFormula";
        LawOutcome outcome = Outcome("recurrent-transposed", CellVariant.Lstm, lawName);
        string printed = Regex.Match(Report(outcome), @"RNNEQ_SEED=(\S+)").Groups[1].Value;
        ReplayToken.TryParse(printed, out ReplayToken? token).Should().BeTrue();

        MutantBackend.Use(Catalogue.All.Single(fault => fault.Id == "recurrent-transposed"));
        NamedLaw law = Laws.Of(CellVariant.Lstm).Single(law => law.Name == lawName);
        LawOutcome replayed = LawRunner.Run(lawName, law.State(), Config.Quick.WithReplay(token!.Seed, token.Gamma, token.Size));

        replayed.IsRefuted.Should().BeTrue();
        replayed.Tally.Cases.Should().Be(1);
        replayed.Counterexample!.ToString().Should().Be(outcome.Counterexample!.ToString());
    }

    [Fact]
    public void ExceptionOfTheKernel_IsReportedWithTheCase()
    {
        var fault = new Fault
        {
            Id = "throws",
            Sentence = "The kernel throws.",
            Input = (_, _) => throw new InvalidOperationException("no such luck"),
        };
        LawOutcome outcome = Laws.Of(CellVariant.Rnn)[0].Against(fault, cases: 10, seed: 1);

        Report(outcome)
            .Should().Contain("The kernel or the law threw:").And.Contain("no such luck").And.Contain("Rnn, Float32, T=1 N=1 I=1 H=1");
    }

    [Fact]
    public void LawThatComparedNothing_IsNotTakenForShown()
    {
        Action judge = () => LawReport.ThrowUnlessHeld(AnyMethod, Held(new Tally(new Subject("backend", "law"))));

        judge.Should().Throw<EquivalenceException>().WithMessage("*not one conclusive number was compared*");
    }

    [Theory]
    [InlineData(14, true)]
    [InlineData(13, false)]
    public void LawWithTooManyInconclusiveCases_IsNotTakenForShown(int inconclusive, bool refused)
    {
        var tally = new Tally(new Subject("backend", "law"));
        for (int number = 0; number < 100; number++)
        {
            tally.Add(VerdictTests.Of(bound: number < inconclusive ? 0.02 : 0.005, error: 0));
        }

        Action judge = () => LawReport.ThrowUnlessHeld(AnyMethod, Held(tally));

        if (refused)
        {
            judge.Should().Throw<EquivalenceException>().WithMessage("*14.0 % of 100 cases were inconclusive*");
        }
        else
        {
            judge.Should().NotThrow();
        }
    }

    /// <summary>
    /// A law of which no more than a twentieth is inconclusive fails at most once in a thousand runs, and no limit is lower.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(500)]
    public void MostInconclusive_IsWhatTheBinomialDistributionSays(int cases)
    {
        double[] probabilities = [.. Enumerable.Range(0, cases + 1).Select(inconclusive => Probability(cases, inconclusive))];
        int most = (int)LawReport.MostInconclusive(cases);

        probabilities.Sum().Should().BeApproximately(1, 1e-9);
        probabilities.Skip(most + 1).Sum().Should().BeLessThanOrEqualTo(LawReport.InconclusiveError);
        probabilities.Skip(most).Sum().Should().BeGreaterThan(LawReport.InconclusiveError);

        static double Probability(int cases, int inconclusive)
        {
            double ways = 1;
            for (int one = 0; one < inconclusive; one++)
            {
                ways *= (double)(cases - one) / (one + 1);
            }

            return ways * Math.Pow(0.05, inconclusive) * Math.Pow(0.95, cases - inconclusive);
        }
    }

    /// <summary>Noise in one of several calls is no rounding, and the case that is left when it was made smaller means nothing.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(50)]
    public void KernelThatIsWrongInSomeCalls_IsSaidNotToRepeat(int oneOf)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var chance = new Random((int)seed);
            LawOutcome outcome = Laws.Of(CellVariant.Rnn)[0].Against(WithNoise(() => chance.Next(oneOf) == 0 ? 0.1 : 0), 400, seed);

            outcome.Repetition!.Repeats.Should().BeFalse();
            Report(outcome).Should().Contain("the kernel does not repeat").And.MatchRegex(@"fails \d+ of 20 times")
                .And.Contain("Repeat the whole run with").And.NotContain("Replay it with");
        }
    }

    /// <summary>It is always wrong, but never by as much.</summary>
    [Fact]
    public void KernelThatIsWrongInOtherNumbersEachTime_IsSaidNotToRepeat()
    {
        var chance = new Random(1);
        LawOutcome outcome = Laws.Of(CellVariant.Rnn)[0].Against(WithNoise(() => 0.1 + chance.NextDouble()), cases: 10, seed: 1);

        Report(outcome).Should().Contain("fails 20 of 20 times").And.Contain("with numbers that differ");
    }

    /// <summary>What the smaller cases fail of is another fault, which must not make the first one look like chance.</summary>
    [Fact]
    public void CaseThatRepeats_IsShownWhereOnlySmallerOnesDoNot()
    {
        int small = 0;
        bool large = false;
        LawOutcome outcome = Laws.Of(CellVariant.Rnn)[0].Against(WithNoise(() => 0) with { Output = WrongInPart }, cases: 100, seed: 1);

        outcome.Repetition!.OnlyFirstRepeats.Should().BeTrue();
        Report(outcome).Should().Contain("does not hold.").And.Contain("which fails each time").And.Contain("fails\n0 of 20 times")
            .And.Contain("Replay it with").And.NotContain("the kernel does not repeat");

        // Always with several units, and with one of them once.
        RecurrentOutput WrongInPart(RecurrentInput input, RecurrentOutput output)
        {
            large |= output.Values.Features > 1;
            small += large && output.Values.Features == 1 ? 1 : 0;
            bool isWrong = output.Values.Features > 1 || small == 1;
            return isWrong ? output with { Values = output.Values.Map(value => value + 0.1) } : output;
        }
    }

    [Fact]
    public void KernelThatIsAlwaysWrong_Repeats() =>
        Outcome("gates-i-f-exchanged", CellVariant.Lstm, "Lstm_EachStep_EqualsExpandedFormula").Repetition!.Repeats.Should().BeTrue();

    private static Fault WithNoise(Func<double> noise) => new()
    {
        Id = "noise",
        Sentence = "Some calls are wrong.",
        Output = (_, output) =>
        {
            double off = noise();
            return output with { Values = output.Values.Map(value => value + off) };
        },
    };

    private static LawOutcome Outcome(string fault, CellVariant cell, string law) => Laws.Of(cell)
        .Single(candidate => candidate.Name == law)
        .Against(Catalogue.All.Single(candidate => candidate.Id == fault), cases: 400, seed: 1);

    private static LawOutcome Held(Tally tally) =>
        new(tally, FsCheck.TestResult.NewPassed(new TestData(100, 0, [], Microsoft.FSharp.Collections.SetModule.Empty<string>()), true));

    private static string Report(LawOutcome outcome)
    {
        Action judge = () => LawReport.ThrowUnlessHeld(AnyMethod, outcome);
        return judge.Should().Throw<EquivalenceException>().Which.Message;
    }
}
