using FluentAssertions;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using Xunit;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>The suite can fail: every wrong kernel of the catalogue is caught by some law.</summary>
public sealed class MutantTests
{
    private const int Cases = 400;
    private const ulong Seed = 20180801;

    public static TheoryData<string, RecurrentCell> Mutants()
    {
        var data = new TheoryData<string, RecurrentCell>();
        foreach (Fault fault in Catalogue.All)
        {
            foreach (RecurrentCell cell in fault.Cells)
            {
                data.Add(fault.Id, cell);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Mutant_IsCaughtBySomeLaw(string id, RecurrentCell cell)
    {
        Fault fault = Catalogue.All.Single(fault => fault.Id == id);

        IEnumerable<LawOutcome> refutations = Laws.Of(cell)
            .Select(law => law.Against(fault, Cases, Seed))
            .Where(outcome => outcome.IsRefuted);

        refutations.FirstOrDefault().Should().NotBeNull($"a kernel must not pass of which is true: {fault.Sentence}");
    }

    [Theory]
    [InlineData(RecurrentCell.TanhRnn)]
    [InlineData(RecurrentCell.ReluRnn)]
    [InlineData(RecurrentCell.Lstm)]
    [InlineData(RecurrentCell.Gru)]
    public void CorrectKernel_IsCaughtByNoLaw(RecurrentCell cell)
    {
        foreach (Law law in Laws.Of(cell))
        {
            LawOutcome outcome = law.Against(Fault.None, Cases, Seed);

            outcome.IsRefuted.Should().BeFalse($"{law.Name} must hold of a correct kernel, but {outcome.Counterexample}");
            outcome.Tally!.Cases.Should().Be(Cases);
        }
    }

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
        Law[] standing = [.. fault.Cells.SelectMany(Laws.Of).Where(candidate => candidate.Name.Contains(law, StringComparison.Ordinal))];

        standing.Should().NotBeEmpty().And.AllSatisfy(one => one.Against(fault, Cases, Seed).IsRefuted.Should().BeTrue(one.Name));
    }

    [Fact]
    public void ExchangedGates_ShrinkToWhatAPersonWouldWrite()
    {
        Fault fault = Catalogue.All.Single(fault => fault.Id == "gates-i-f-exchanged");
        Law law = Laws.Of(RecurrentCell.Lstm).Single(law => law.Name == "Lstm_EachStep_EqualsExpandedFormula");

        for (ulong seed = 0; seed < 20; seed++)
        {
            var smallest = (RecurrentCase)law.Against(fault, Cases, seed).Counterexample!;

            smallest.TimeSteps.Should().BeLessThanOrEqualTo(2, smallest.ToString());
            smallest.BatchSize.Should().Be(1, smallest.ToString());
            smallest.HiddenSize.Should().Be(1, smallest.ToString());
            smallest.InputSize.Should().Be(1, smallest.ToString());
        }
    }

    [Fact]
    public void Catalogue_HasUniqueIds() =>
        Catalogue.All.Select(fault => fault.Id).Should().OnlyHaveUniqueItems();
}
