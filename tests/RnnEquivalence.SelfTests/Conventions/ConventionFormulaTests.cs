using FluentAssertions;
using RnnEquivalence.Conventions;
using RnnEquivalence.Formulas;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using Xunit;

namespace RnnEquivalence.SelfTests.Conventions;

/// <summary>
/// What a library computes with the weights in its convention is what the formulas say of the parameters: all time steps, one layer,
/// in binary64.
/// </summary>
public sealed class ConventionFormulaTests
{
    private static readonly Reference Reference = new(Declared.Everything(ElementType.Float64));

    public static TheoryData<string> PyTorchCells { get; } =
        [.. Names(CellVariant.Rnn, CellVariant.ReluRnn, CellVariant.Lstm, CellVariant.Gru, CellVariant.ProjectedLstm)];

    public static TheoryData<string> KerasCells { get; } =
        [.. Names(CellVariant.Rnn, CellVariant.ReluRnn, CellVariant.Lstm, CellVariant.Gru, CellVariant.GruResetBefore)];

    public static TheoryData<string> OnnxCells { get; } = [.. Names(
        CellVariant.Rnn,
        CellVariant.ReluRnn,
        CellVariant.Lstm,
        CellVariant.Gru,
        CellVariant.GruResetBefore,
        CellVariant.PeepholeLstm,
        CellVariant.CoupledLstm)];

    [Theory]
    [MemberData(nameof(PyTorchCells))]
    public void PyTorchWrittenOut_OnItsWeights_EqualsTheFormula(string variant) => ForManyCases(variant, (network, cells) =>
        [.. cells.Select(cell => WrittenOutCells.OfPyTorch(network, PyTorchWeights.FromCell(network, cell)))]);

    [Theory]
    [MemberData(nameof(KerasCells))]
    public void KerasWrittenOut_OnItsWeights_EqualsTheFormula(string variant) => ForManyCases(variant, (network, cells) =>
        [.. cells.Select(cell => WrittenOutCells.OfKeras(network, KerasWeights.FromCell(network, cell)))]);

    [Theory]
    [MemberData(nameof(OnnxCells))]
    public void OnnxWrittenOut_OnItsWeights_EqualsTheFormula(string variant) => ForManyCases(variant, (network, cells) =>
    {
        var weights = OnnxWeights.FromCells(network, cells);
        return [.. Enumerable.Range(0, cells.Length).Select(direction => WrittenOutCells.OfOnnx(network, weights, direction))];
    });

    private static IEnumerable<string> Names(params CellVariant[] variants) => variants.Select(variant => variant.Name);

    private static void ForManyCases(string variant, Func<RecurrentArchitecture, CellParameters[], WrittenOutCells.Step[]> create)
    {
        var recipe = new CaseRecipe
        {
            Variants = [CellVariant.All.Single(candidate => candidate.Name == variant)],
            Traits = Declared.Everything(ElementType.Float64),
            Contractive = true,
            MaximumTimeSteps = 6,
            Directions = Enum.GetValues<Direction>(),
        };
        for (ulong seed = 0; seed < 150; seed++)
        {
            RecurrentCase trial = CaseGenerator.Draw(recipe, new RandomSource(seed), size: 1 + ((int)seed % 20));
            (RecurrentArchitecture Architecture, CellParameters Cell)[] absorbed =
                [.. ConventionCases.LayerOf(trial.Parameters, layer: 0).Select(cell => Biases.AbsorbForgetBias(trial.Architecture, cell))];
            Check(trial, create(absorbed[0].Architecture, [.. absorbed.Select(direction => direction.Cell)]));
        }
    }

    private static void Check(RecurrentCase trial, WrittenOutCells.Step[] steps)
    {
        Trajectory expected = Reference.WholeTrajectory(trial);
        RecurrentState initial = trial.InitialStateOrZero;
        int features = trial.Architecture.StateSize;
        for (int direction = 0; direction < steps.Length; direction++)
        {
            (Matrix h, Matrix? c) = (initial[0, direction].Hidden, initial[0, direction].Cell);
            for (int step = 0; step < trial.TimeSteps; step++)
            {
                int time = trial.Architecture.IsReversed(direction) ? trial.TimeSteps - 1 - step : step;
                (h, c) = steps[direction](trial.Input.Values.Step(time), h, c);
                ShouldBeWithin(h, (row, feature) => expected.Output(time, row, (direction * features) + feature));
            }

            if (c is not null)
            {
                ShouldBeWithin(c, (row, unit) => expected.FinalCell(0, direction, row, unit));
            }
        }
    }

    private static void ShouldBeWithin(Matrix actual, Func<int, int, Bounded> expected)
    {
        for (int row = 0; row < actual.Rows; row++)
        {
            for (int column = 0; column < actual.Columns; column++)
            {
                Bounded bounded = expected(row, column);
                (Math.Abs(actual[row, column] - bounded.Value) <= bounded.Radius)
                    .Should().BeTrue($"{actual[row, column]:R} should be {bounded}");
                bounded.Radius.Should().BeLessThan(1e-9 * Math.Max(1, Math.Abs(bounded.Value)), "a wider bound would prove nothing");
            }
        }
    }
}
