using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using RnnEquivalence.Verdicts;
using Xunit;

namespace RnnEquivalence.SelfTests.Formulas;

/// <summary>The formulas against a second derivation that shares nothing with them.</summary>
public sealed class UnfusedOperatorTests
{
    private static readonly BackendTraits Traits = new()
    {
        ElementType = ElementType.Float64,
        Cells = new HashSet<RecurrentCell> { RecurrentCell.TanhRnn, RecurrentCell.Lstm },
        Tanh = new(3),
        Sigmoid = new(6),
    };

    private static readonly Arithmetic Arithmetic = new(Traits);

    [Theory]
    [InlineData(RecurrentCell.TanhRnn, false)]
    [InlineData(RecurrentCell.TanhRnn, true)]
    [InlineData(RecurrentCell.ReluRnn, false)]
    [InlineData(RecurrentCell.Gru, false)]
    [InlineData(RecurrentCell.Lstm, false)]
    [InlineData(RecurrentCell.Lstm, true)]
    public void Formula_OverWholeTrajectory_EqualsUnfusedOperators(RecurrentCell cell, bool tensorFlow)
    {
        var recipe = new CaseRecipe { Cell = cell, ElementType = ElementType.Float64, Contractive = true, TensorFlow = tensorFlow };
        int inconclusive = 0;
        for (ulong seed = 0; seed < 1000; seed++)
        {
            RecurrentCase trial = CaseGenerator.Draw(recipe, new RandomSource(seed), size: 1 + (int)(seed % 100));
            var verdict = new Verdict(Traits);

            ICellFormula formula = CellFormulas.Of(Arithmetic, trial.Architecture, trial.Parameters);
            verdict.Compare(Trajectory.FromInitialState(formula, Arithmetic, trial), UnfusedOperators.Run(trial));

            verdict.Refutation.Should().BeNull($"seed {seed}: {trial}");
            inconclusive += verdict.IsInconclusive ? 1 : 0;
        }

        inconclusive.Should().BeLessThan(20);
    }
}
