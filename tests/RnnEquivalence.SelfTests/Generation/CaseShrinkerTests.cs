using FluentAssertions;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Generation;

public sealed class CaseShrinkerTests
{
    public static TheoryData<string, bool> Recipes { get; } = new()
    {
        { nameof(CellVariant.Rnn), false },
        { nameof(CellVariant.Rnn), true },
        { nameof(CellVariant.Lstm), false },
        { nameof(CellVariant.Lstm), true },
    };

    /// <summary>Every proposal is a case whose shapes fit (its constructor checks them), and none is the case itself.</summary>
    [Theory]
    [MemberData(nameof(Recipes))]
    public void Proposals_AreWellFormedAndDifferent(string variant, bool tensorFlow)
    {
        var recipe = new CaseRecipe { Variants = [Variant(variant)], ElementType = ElementType.Float32, TensorFlow = tensorFlow, MinimumTimeSteps = 2 };
        for (ulong seed = 0; seed < 30; seed++)
        {
            RecurrentCase trial = CaseGenerator.Draw(recipe, new RandomSource(seed), size: 5);
            foreach (RecurrentCase proposal in CaseShrinker.Shrink(recipe, trial))
            {
                proposal.TimeSteps.Should().BeGreaterThanOrEqualTo(2);
                proposal.ToString().Should().NotBe(trial.ToString());
            }
        }
    }

    /// <summary>Whatever always fails ends at the smallest case there is, by way of ever smaller ones.</summary>
    [Theory]
    [MemberData(nameof(Recipes))]
    public void TakingTheFirstProposalEachTime_EndsAtTheSmallestCase(string variant, bool tensorFlow)
    {
        var recipe = new CaseRecipe { Variants = [Variant(variant)], ElementType = ElementType.Float32, TensorFlow = tensorFlow };
        RecurrentCase trial = CaseGenerator.Draw(recipe, new RandomSource(7), size: 80);
        int steps = 0;
        while (CaseShrinker.Shrink(recipe, trial).FirstOrDefault() is { } smaller)
        {
            trial = smaller;
            (++steps).Should().BeLessThan(1000);
        }

        new[] { trial.TimeSteps, trial.BatchSize, trial.InputSize, trial.HiddenSize }.Should().AllBeEquivalentTo(1);
        trial.Input.InitialState.Should().BeNull();
        trial.Architecture.Should().Match<RecurrentArchitecture>(layer => !layer.HasInputBias && !layer.HasRecurrentBias && !layer.BatchFirst && layer.ForgetBias == 0);
        CaseTensors.Read(trial).SelectMany(tensor => tensor).Should().AllBeEquivalentTo(0.0);
    }

    [Fact]
    public void KeepingOneUnit_SlicesItsWeightsOutOfEveryTensor()
    {
        var recipe = new CaseRecipe { Variants = [CellVariant.Rnn], ElementType = ElementType.Float64 };
        var layer = new RecurrentArchitecture { Cell = RecurrentCell.Rnn, ElementType = ElementType.Float64, InputSize = 1, HiddenSize = 2, HasInputBias = true };
        var trial = new RecurrentCase(
            layer,
            new RecurrentParameters(new CellParameters([Gate.State], _ => new GateParameters(new Matrix(2, 1, [1, 2]), new Matrix(2, 2, [3, 4, 5, 6]), [7, 8], null))),
            new RecurrentInput(new Sequence(1, 1, 1, [9]), new RecurrentState(new Matrix(1, 2, [10, 11]), null)));

        RecurrentCase second = CaseShrinker.Shrink(recipe, trial).Where(proposal => proposal.HiddenSize == 1).ElementAt(1);

        GateParameters gate = second.Parameters.Single[Gate.State];
        gate.InputWeights.Values.ToArray().Should().Equal(2);
        gate.RecurrentWeights.Values.ToArray().Should().Equal(6);
        gate.InputBias.Should().Equal(8);
        second.Input.InitialState!.Single.Hidden.Values.ToArray().Should().Equal(11);
    }

    private static CellVariant Variant(string name) => CellVariant.All.Single(variant => variant.Name == name);
}
