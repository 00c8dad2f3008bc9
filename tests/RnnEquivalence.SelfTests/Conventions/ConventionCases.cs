using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Conventions;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Conventions;

/// <summary>Random networks whose weights a convention has a place for.</summary>
internal static class ConventionCases
{
    private static readonly RecurrentCell[] Common = [RecurrentCell.Rnn, RecurrentCell.Lstm, RecurrentCell.Gru];

    /// <summary>The formats that have a whole number for each weight of a network, millions of them.</summary>
    private static readonly ElementType[] Numbering = [.. ElementTypes.All.Where(type => type.Format().Precision >= 24)];

    /// <summary>The cells of PyTorch.</summary>
    public static CellVariant[] OfPyTorch { get; } = Of(Common, without: CellFeatures.Peepholes | CellFeatures.CoupledGates);

    /// <summary>The cells of Keras.</summary>
    public static CellVariant[] OfKeras { get; } = Of(
        [.. Common, RecurrentCell.GruResetBefore],
        without: CellFeatures.Peepholes | CellFeatures.CoupledGates | CellFeatures.Projection);

    /// <summary>The cells of ONNX.</summary>
    public static CellVariant[] OfOnnx { get; } = Of([.. Common, RecurrentCell.GruResetBefore], without: CellFeatures.Projection);

    /// <summary>Networks of up to three layers in every direction, without a forget bias.</summary>
    public static void ForManyNetworks(CellVariant[] variants, Action<RecurrentArchitecture, RecurrentParameters> check)
    {
        foreach (ElementType type in Numbering)
        {
            foreach (CellVariant variant in variants)
            {
                var recipe = new CaseRecipe
                {
                    Variants = [variant],
                    Traits = Declared.Everything(type),
                    MaximumLayers = 3,
                    Directions = Enum.GetValues<Direction>(),
                };
                for (ulong seed = 0; seed < 20; seed++)
                {
                    RecurrentCase trial = CaseGenerator.Draw(recipe, new RandomSource(seed), size: 1 + (5 * (int)seed));
                    check(trial.Architecture with { ForgetBias = 0 }, trial.Parameters);
                }
            }
        }
    }

    /// <summary>The same, cell by cell.</summary>
    public static void ForManyCells(CellVariant[] variants, Action<RecurrentArchitecture, int, CellParameters> check) =>
        ForManyNetworks(variants, (network, parameters) =>
        {
            for (int cell = 0; cell < network.Cells; cell++)
            {
                (int layer, int direction) = Math.DivRem(cell, network.Directions);
                check(network, layer, parameters[layer, direction]);
            }
        });

    /// <summary>The cells of one layer, the forward one first.</summary>
    public static CellParameters[] LayerOf(RecurrentParameters parameters, int layer) =>
        [.. Enumerable.Range(0, parameters.Directions).Select(direction => parameters[layer, direction])];

    /// <summary>A matrix of the numbers from <paramref name="first"/> on, no two of them the same.</summary>
    public static Matrix Numbered(int rows, int columns, int first = 1) => new(rows, columns, Numbers(rows * columns, first));

    /// <summary>A tensor of the numbers from <paramref name="first"/> on.</summary>
    public static WeightTensor Numbered(int[] shape, int first = 1) => new(shape, Numbers(shape.Aggregate((a, b) => a * b), first));

    /// <summary>The numbers from <paramref name="first"/> on.</summary>
    public static double[] Numbers(int count, int first = 1) => [.. Enumerable.Range(first, count).Select(number => (double)number)];

    /// <summary>Demands the same parameters, bit for bit.</summary>
    public static void ShouldBeSame(CellParameters actual, CellParameters expected)
    {
        actual.Gates.Should().Equal(expected.Gates);
        foreach (Gate gate in expected.Gates)
        {
            ShouldBeSame(actual[gate].InputWeights, expected[gate].InputWeights);
            ShouldBeSame(actual[gate].RecurrentWeights, expected[gate].RecurrentWeights);
            ShouldBeSame(actual[gate].InputBias, expected[gate].InputBias);
            ShouldBeSame(actual[gate].RecurrentBias, expected[gate].RecurrentBias);
            ShouldBeSame(actual[gate].Peephole, expected[gate].Peephole);
        }

        ShouldBeSame(actual.Projection, expected.Projection);
    }

    /// <summary>Demands the same matrix, bit for bit.</summary>
    public static void ShouldBeSame(Matrix? actual, Matrix? expected)
    {
        (actual is null).Should().Be(expected is null);
        if (expected is not null)
        {
            actual!.Shape.Should().Equal(expected.Shape);
            ShouldBeSame(actual.Values.ToArray(), expected.Values.ToArray());
        }
    }

    /// <summary>Demands the same tensor, bit for bit.</summary>
    public static void ShouldBeSame(WeightTensor? actual, WeightTensor? expected)
    {
        (actual is null).Should().Be(expected is null);
        if (expected is not null)
        {
            actual!.Shape.Should().Equal(expected.Shape);
            ShouldBeSame(actual.Values.ToArray(), expected.Values.ToArray());
        }
    }

    /// <summary>Demands the same numbers, bit for bit.</summary>
    public static void ShouldBeSame(double[]? actual, double[]? expected)
    {
        (actual is null).Should().Be(expected is null);
        if (expected is not null)
        {
            Bits(actual!).Should().Equal(Bits(expected));
        }

        static long[] Bits(double[] values) => Array.ConvertAll(values, BitConverter.DoubleToInt64Bits);
    }

    private static CellVariant[] Of(RecurrentCell[] cells, CellFeatures without) =>
        [.. CellVariant.All.Where(variant => cells.Contains(variant.Cell) && (variant.Options & without) == 0)];
}
