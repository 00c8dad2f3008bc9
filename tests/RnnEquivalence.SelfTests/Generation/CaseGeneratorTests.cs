using FluentAssertions;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Generation;

/// <summary>The generator reaches what it has to reach, measured over two thousand cases.</summary>
public sealed class CaseGeneratorTests
{
    private const int Drawn = 2000;

    public static TheoryData<string> Dimensions { get; } =
    [
        "T = 1", "T = 2", "T = 3", "T > 8", "N = 1", "N = 2", "N > 8", "I = 1", "I < H", "I = H", "I > H", "H = 1", "H = 2", "H = 3",
        "H power of two", "H power of two − 1", "H power of two + 1", "H > 32", "both biases", "input bias", "recurrent bias", "no bias",
        "state absent", "state given", "batch first", "time first", "all values tiny", "pre-activations over 20", "whole numbers", "zeros",
    ];

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void EveryDimension_OccursOftenEnough(string dimension)
    {
        int found = Cases(RecurrentCell.Lstm).Count(Has(dimension));

        found.Should().BeGreaterThan(Drawn / 100, "a dimension that hardly occurs is not tested");
    }

    [Fact]
    public void Gates_AreDrawnIndependently()
    {
        var recipe = new CaseRecipe { Cell = RecurrentCell.Lstm, ElementType = ElementType.Float64 };
        IEnumerable<RecurrentCase> ordinary = Cases(recipe).Where(trial => !Weights(trial).Any(double.IsInteger));

        ordinary.Should().NotBeEmpty().And.AllSatisfy(trial => Weights(trial).Should().OnlyHaveUniqueItems());
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void SameSeed_GivesTheSameCase(ElementType type)
    {
        var recipe = new CaseRecipe { Cell = RecurrentCell.Lstm, ElementType = type };

        string first = CaseGenerator.Draw(recipe, new RandomSource(42), 50).ToString();

        CaseGenerator.Draw(recipe, new RandomSource(42), 50).ToString().Should().Be(first);
        CaseGenerator.Draw(recipe, new RandomSource(43), 50).ToString().Should().NotBe(first);
    }

    /// <summary>The first numbers for seed 1234567, as published with the reference implementation of SplitMix64.</summary>
    [Fact]
    public void RandomSource_IsSplitMix64()
    {
        var random = new RandomSource(1234567);

        random.NextBits().Should().Be(6457827717110365317);
        random.NextBits().Should().Be(3203168211198807973);
        random.NextBits().Should().Be(9817491932198370423);
    }

    [Fact]
    public void Minimum_OfTimeStepsIsKept()
    {
        var recipe = new CaseRecipe { Cell = RecurrentCell.TanhRnn, ElementType = ElementType.Float32, MinimumTimeSteps = 2, MaximumTimeSteps = 5 };

        Cases(recipe).Should().OnlyContain(trial => trial.TimeSteps >= 2 && trial.TimeSteps <= 5);
    }

    private static IEnumerable<RecurrentCase> Cases(RecurrentCell cell) => Cases(new CaseRecipe { Cell = cell, ElementType = ElementType.Float32 });

    private static IEnumerable<RecurrentCase> Cases(CaseRecipe recipe) => Enumerable.Range(0, Drawn)
        .Select(number => CaseGenerator.Draw(recipe, new RandomSource((ulong)number), 1 + (number * 100 / Drawn)));

    private static Func<RecurrentCase, bool> Has(string dimension) => dimension switch
    {
        "T = 1" => trial => trial.TimeSteps == 1,
        "T = 2" => trial => trial.TimeSteps == 2,
        "T = 3" => trial => trial.TimeSteps == 3,
        "T > 8" => trial => trial.TimeSteps > 8,
        "N = 1" => trial => trial.BatchSize == 1,
        "N = 2" => trial => trial.BatchSize == 2,
        "N > 8" => trial => trial.BatchSize > 8,
        "I = 1" => trial => trial.InputSize == 1,
        "I < H" => trial => trial.InputSize < trial.HiddenSize,
        "I = H" => trial => trial.InputSize == trial.HiddenSize,
        "I > H" => trial => trial.InputSize > trial.HiddenSize,
        "H = 1" => trial => trial.HiddenSize == 1,
        "H = 2" => trial => trial.HiddenSize == 2,
        "H = 3" => trial => trial.HiddenSize == 3,
        "H power of two" => trial => trial.HiddenSize >= 4 && int.IsPow2(trial.HiddenSize),
        "H power of two − 1" => trial => trial.HiddenSize >= 4 && int.IsPow2(trial.HiddenSize + 1),
        "H power of two + 1" => trial => trial.HiddenSize >= 4 && int.IsPow2(trial.HiddenSize - 1),
        "H > 32" => trial => trial.HiddenSize > 32,
        "both biases" => trial => trial.Architecture is { HasInputBias: true, HasRecurrentBias: true },
        "input bias" => trial => trial.Architecture is { HasInputBias: true, HasRecurrentBias: false },
        "recurrent bias" => trial => trial.Architecture is { HasInputBias: false, HasRecurrentBias: true },
        "no bias" => trial => trial.Architecture is { HasInputBias: false, HasRecurrentBias: false },
        "state absent" => trial => trial.Input.InitialState is null,
        "state given" => trial => trial.Input.InitialState is not null,
        "batch first" => trial => trial.Architecture.BatchFirst,
        "time first" => trial => !trial.Architecture.BatchFirst,
        "all values tiny" => trial => Weights(trial).All(value => Math.Abs(value) < 1e-2) && Weights(trial).Any(value => value != 0),
        "pre-activations over 20" => trial => Weights(trial).Max(Math.Abs) * (trial.InputSize + trial.HiddenSize) > 20,
        "whole numbers" => trial => Weights(trial).All(double.IsInteger) && Weights(trial).Any(value => value != 0),
        "zeros" => trial => Weights(trial).Any(value => value == 0) && Weights(trial).Any(value => !double.IsInteger(value)),
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "Not a dimension."),
    };

    private static IEnumerable<double> Weights(RecurrentCase trial) => trial.Architecture.Cell.Gates().ToArray()
        .SelectMany(gate => trial.Parameters[gate].InputWeights.Values.ToArray().Concat(trial.Parameters[gate].RecurrentWeights.Values.ToArray()));
}
