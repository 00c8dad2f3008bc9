using FluentAssertions;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.SelfTests.Kills;
using RnnEquivalence.SelfTests.Specifications;
using RnnEquivalence.Specifications;
using RnnEquivalence.Verdicts;
using Xunit;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>The suite can fail: every wrong kernel of the catalogue is caught by some law.</summary>
public sealed class MutantTests
{
    private const int Cases = 400;
    private const ulong Seed = 20180801;

    public static TheoryData<string, string> CellMutants()
    {
        var data = new TheoryData<string, string>();
        foreach (Fault fault in Catalogue.All)
        {
            foreach (CellVariant cell in fault.Cells)
            {
                data.Add(fault.Id, cell.Name);
            }
        }

        return data;
    }

    public static TheoryData<string> NetworkMutants { get; } =
        [.. Catalogue.All.Where(fault => fault.Cells.Count == 0).Select(fault => fault.Id)];

    public static TheoryData<string> NetworkLaws { get; } = [.. Laws.OfNetworks.Select(law => law.Name)];

    /// <summary>But for the one of what is no number: its mutants are those of <see cref="EnvironmentFaultTests"/>.</summary>
    public static TheoryData<string> NetworkLawsOfNumbers { get; } =
        [.. Laws.OfNetworks.Select(law => law.Name).Where(name => name != nameof(HistorySpecification<>.CallingThread_ComputesAsBefore))];

    [Theory]
    [MemberData(nameof(CellMutants))]
    public void Mutant_IsCaughtBySomeLaw(string id, string cell)
    {
        Fault fault = Catalogue.All.Single(fault => fault.Id == id);

        IsCaughtBySome(Laws.Of(Cell(cell)), fault);
    }

    [Theory]
    [MemberData(nameof(NetworkMutants))]
    public void NetworkMutant_IsCaughtBySomeLaw(string id)
    {
        Fault fault = Catalogue.All.Single(fault => fault.Id == id);

        IsCaughtBySome(Laws.OfNetworks, fault);
    }

    [Theory]
    [InlineData(nameof(CellVariant.Rnn))]
    [InlineData(nameof(CellVariant.ReluRnn))]
    [InlineData(nameof(CellVariant.Lstm))]
    [InlineData(nameof(CellVariant.Gru))]
    public void CorrectKernel_IsCaughtByNoLaw(string cell)
    {
        foreach (NamedLaw law in Laws.Of(Cell(cell)))
        {
            IsNotCaughtBy(law);
        }
    }

    [Theory]
    [MemberData(nameof(NetworkLaws))]
    public void CorrectKernel_IsCaughtByNoLawOfNetworks(string name) =>
        IsNotCaughtBy(Laws.OfNetworks.Single(law => law.Name == name));

    /// <summary>A law that stands for one thing sees that thing by itself, whatever the other laws see.</summary>
    [Theory]
    [InlineData("single-step-without-state-invented", "SplitSequence_EqualsWholeSequence")]
    [InlineData("not-a-number-without-state", "SplitSequence_EqualsWholeSequence")]
    [InlineData("not-a-number-without-state", "AbsentState_EqualsZeroState")]
    [InlineData("not-a-number", "FinalState_EqualsLastStep")]
    [InlineData("absent-state-is-ones", "AbsentState_EqualsZeroState")]
    [InlineData("final-hidden-is-first", "FinalState_EqualsLastStep")]
    [InlineData("final-hidden-is-zero", "FinalState_EqualsLastStep")]
    [InlineData("final-hidden-is-zero", "SplitSequence_EqualsWholeSequence")]
    [InlineData("gates-i-f-exchanged", "EachGateAlone")]
    [InlineData("input-bias-doubled", "EachGateAlone")]
    [InlineData("tanh-rational", "Tanh_OfExactArgument")]
    [InlineData("input-tanh", "Sigmoid_OfExactArgument")]
    [InlineData("recurrent-transposed", "EachStep")]
    [InlineData("recurrent-transposed", "WholeTrajectory")]
    [InlineData("recurrent-transposed", "TensorFlowKernel")]
    public void Mutant_IsCaughtByTheLawThatStandsForIt(string id, string law)
    {
        Fault fault = Catalogue.All.Single(fault => fault.Id == id);
        NamedLaw[] standing =
            [.. fault.Cells.SelectMany(Laws.Of).Where(candidate => candidate.Name.Contains(law, StringComparison.Ordinal))];

        standing.Should().NotBeEmpty().And.AllSatisfy(one => one.Against(fault, Cases, Seed).IsRefuted.Should().BeTrue(one.Name));
    }

    [Fact]
    public void Catalogue_HasUniqueIds() =>
        Catalogue.All.Select(fault => fault.Id).Should().OnlyHaveUniqueItems();

    /// <summary>No law is there for show: each one refutes some mutant without the help of the others, by a number that is wrong.</summary>
    [Theory]
    [MemberData(nameof(NetworkLawsOfNumbers))]
    public void LawOfNetworks_CatchesSomeMutantByItself(string name)
    {
        NamedLaw law = Laws.OfNetworks.Single(law => law.Name == name);
        Func<LawOutcome, bool> catches = name == nameof(EmptySpecification<>.EmptyBatch_GivesEmptyOutputs)
            ? outcome => outcome.Cause is ShapeException
            : outcome => outcome.Cause is LawRefutedException;

        // What it was last measured to see most readily comes first, which saves hours and decides nothing.
        Dictionary<string, int> kills = LastMeasured.Value.Cells
            .Where(cell => cell.Law == name && cell.Medians[0] is not null)
            .ToDictionary(cell => cell.Mutant, cell => cell.Medians[0]!.Value);
        Catalogue.All.Append(AnswerToNobody).Reverse()
            .OrderBy(fault => kills.GetValueOrDefault(fault.Id, int.MaxValue))
            .Any(fault => law.Against(fault, Cases / 5, Seed) is { IsRefuted: true } outcome && catches(outcome))
            .Should().BeTrue();
    }

    /// <summary>Where there is no row, there is no number that could be wrong, but there can be one too many.</summary>
    private static Fault AnswerToNobody { get; } = new()
    {
        Id = "answer-to-nobody",
        Cells = [],
        Sentence = "An empty batch is answered with a row of zeros.",
        NetworkOutput = (_, input, output) => input.Values.BatchSize > 0 ? output : output with
        {
            Values = new Sequence(output.Values.TimeSteps, 1, output.Values.Features),
        },
    };

    private static readonly Lazy<KillTable> LastMeasured = new(KillFiles.Table);

    private static CellVariant Cell(string name) => CellVariant.All.Single(variant => variant.Name == name);

    /// <summary>Caught by a number that is wrong, and not because the mutant itself threw.</summary>
    private static void IsCaughtBySome(IReadOnlyList<NamedLaw> laws, Fault fault) => new[] { Cases / 10, Cases }
        .SelectMany(cases => InOrderOfSight(laws, fault).Select(law => law.Against(fault, cases, Seed)))
        .FirstOrDefault(outcome => outcome.IsRefuted)
        .Should().NotBeNull($"a kernel must not pass of which is true: {fault.Sentence}")
        .And.Match<LawOutcome>(outcome => outcome.Cause is LawRefutedException, "a mutant computes something else, it does not throw");

    private static IEnumerable<NamedLaw> InOrderOfSight(IReadOnlyList<NamedLaw> laws, Fault fault)
    {
        string[] seeing = [.. LastMeasured.Value.LawsSeeing(fault).Select(law => law.Name)];
        return laws.OrderBy(law => Array.IndexOf(seeing, law.Name) is >= 0 and var place ? place : int.MaxValue);
    }

    private static void IsNotCaughtBy(NamedLaw law)
    {
        LawOutcome outcome = law.Against(Fault.None, Cases, Seed);

        outcome.IsRefuted.Should().BeFalse($"{law.Name} must hold of a correct kernel, but {outcome.Counterexample}");
        outcome.Tally.Cases.Should().Be(Cases);
    }
}
