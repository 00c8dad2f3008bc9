using FluentAssertions;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Generation;

/// <summary>
/// What the generator reaches, measured: every dimension in which faults of real kernels have hidden, and every pair of them.
/// </summary>
public sealed class CoverageTests
{
    private static readonly int Cases = 3_000 * CellVariant.All.Count;

    private static readonly CaseRecipe Everything = new()
    {
        Variants = CellVariant.All,
        Traits = Declared.Everything(ElementType.Float32),
        Contractive = true,
        MaximumTimeSteps = 12,
        MaximumLayers = 4,
        Directions = Enum.GetValues<Direction>(),
        Lengths = RowLengths.RaggedOrZero,
    };

    private static readonly int LargeCases = 150 * CellVariant.All.Count;

    /// <summary>As laws of threads and of wide cells have it.</summary>
    private static readonly CaseRecipe Large = Everything with { Large = true, MaximumTimeSteps = 2, MaximumLayers = 1, Budget = 300_000 };

    /// <summary>In how many of all cases each pair of values has to occur.</summary>
    private const int LeastOfAPair = 10;

    private static readonly Lazy<Coverage> Drawn = new(Draw);

    /// <summary>The least share of the cases that has each value.</summary>
    public static TheoryData<string, string, double> Values { get; } = new()
    {
        { "direction", "forward reverse bidirectional", 0.3 },
        { "layers", "1 2 3_or_more", 0.2 },
        { "biases", "both input recurrent none", 0.1 },
        { "state", "absent random h_alone zeros", 0.05 },
        { "lengths", "none all_T descending unsorted all_less_than_T zero_among_others all_zero", 0.04 },
        { "padding", "NaN infinite huge ordinary none", 0.04 },
        { "layout", "batch_first time_first", 0.4 },
        { "T", "1 2 3 4_to_8 over_8", 0.04 },
        { "N", "1 2 3_to_16", 0.05 },
        { "N", "17_to_100 over_100", 0.004 },
        { "H", "1 2 3 4_to_16", 0.05 },
        { "H", "17_to_64 65_to_128 over_128", 0.002 },
        { "tail of H", "whole_fours one_over one_short two_over", 0.04 },
        { "I", "less_than_H H more_than_H", 0.2 },
        { "values", "ordinary tiny saturating whole_numbers with_zeros", 0.05 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void EveryValueOfADimension_OccursOftenEnough(string dimension, string values, double share)
    {
        foreach (string value in values.Split(' ').Select(value => value.Replace('_', ' ')))
        {
            int found = Drawn.Value.Values.GetValueOrDefault(new CaseDimension(dimension, value));

            found.Should().BeGreaterThan((int)(share * Cases), $"{dimension}: {value} is not tested if it hardly occurs");
        }
    }

    [Fact]
    public void EveryCellAndVariant_OccursOftenEnough() => Drawn.Value.Values
        .Count(value => value.Key.Name == "cell" && value.Value > Cases / 40).Should().Be(CellVariant.All.Count);

    [Fact]
    public void EveryPairOfValues_OccursOftenEnough() => RarePairs().Should().BeEmpty();

    private static IEnumerable<string> RarePairs()
    {
        CaseDimension[] values = [.. Drawn.Value.Values.Keys];
        return from one in values
               from other in values
               where string.CompareOrdinal(one.Name, other.Name) < 0 && !CannotOccur(one, other) && !CannotOccur(other, one)
               let count = Drawn.Value.OfPair(one, other)
               where count < LeastOfAPair
               orderby count
               select $"{one}, {other}: {count}";
    }

    /// <summary>A generator that loses a dimension is noticed.</summary>
    [Fact]
    public void CoverageOfANarrowRecipe_LacksWhatItLeavesOut()
    {
        Coverage narrow = Draw(Everything with { Directions = [Direction.Forward], Lengths = RowLengths.Full }, 500);

        narrow.Values.Keys
            .Should().NotContain(new CaseDimension("direction", "reverse")).And.NotContain(new CaseDimension("padding", "NaN"));
        narrow.ToString().Should().Contain("forward 100.0 %");
    }

    /// <summary>Values that exclude each other, or cost more than they are worth.</summary>
    private static bool CannotOccur(CaseDimension one, CaseDimension other) => (one.Name, one.Value, other.Name, other.Value) switch
    {
        ("cell", var cell, "state", "h alone") => !cell.StartsWith("Lstm", StringComparison.Ordinal),
        ("lengths", "none" or "all T", "padding", var padding) => padding != "none",
        ("lengths", not ("none" or "all T"), "padding", "none") => true,
        ("lengths", "descending" or "unsorted" or "all less than T", "T", "1") => true,
        ("lengths", "descending" or "unsorted" or "zero among others", "N", "1") => true,
        ("H", "1" or "2" or "3", "tail of H", _) => true,
        ("H", "1", "I", "less than H") => true,
        ("H", "over 128", "tail of H", "one short" or "whole fours") => true,

        // No dimension is longer than 130, and few cases are so large in two of them.
        ("H", "over 128", "I", "H" or "more than H") => true,
        ("H", "over 128", "N", "over 100") => true,
        ("H", "65 to 128" or "over 128", "T", "over 8") => true,
        _ => false,
    };

    private static Coverage Draw() => Draw(Large, LargeCases, before: Draw(Everything, Cases));

    private static Coverage Draw(CaseRecipe recipe, int cases, Coverage? before = null)
    {
        Coverage coverage = before ?? new Coverage();
        for (int number = 0; number < cases; number++)
        {
            coverage.Add(CaseGenerator.Draw(recipe, new RandomSource((ulong)number), 1 + (number % 100)));
        }

        return coverage;
    }
}
