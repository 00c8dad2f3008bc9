using FluentAssertions;
using RnnEquivalence.Backends;
using Xunit;

namespace RnnEquivalence.SelfTests.Backends;

public sealed class SizeRangeTests
{
    public static TheoryData<int, int, int> Ranges { get; } = new()
    {
        { 1, int.MaxValue, 1 }, { 1, 32, 1 }, { 5, 5, 1 }, { 1, int.MaxValue, 16 },
        { 20, 100, 16 }, { 64, 64, 64 }, { 7, 23, 3 }, { 2, 3, 2 },
    };

    /// <summary>Nearest from below and from above, as counting through says.</summary>
    [Theory]
    [MemberData(nameof(Ranges))]
    public void NearestSizes_AreThoseThatCountingFinds(int least, int most, int multipleOf)
    {
        var range = new SizeRange(least, most, multipleOf);
        int[] sizes = [.. Enumerable.Range(1, 300).Where(size => size >= least && size <= most && size % multipleOf == 0)];

        for (int size = 0; size <= 150; size++)
        {
            range.Contains(size).Should().Be(sizes.Contains(size));
            range.AtMost(size).Should().Be(sizes.LastOrDefault(one => one <= size, sizes[0]));
            range.AtLeast(size).Should().Be(sizes.FirstOrDefault(one => one >= size, sizes[^1]));
        }
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Intersection_HasTheSizesOfBoth(int least, int most, int multipleOf)
    {
        var range = new SizeRange(least, most, multipleOf);
        foreach (var other in Ranges.Select(row => new SizeRange(row.Data.Item1, row.Data.Item2, row.Data.Item3)))
        {
            int[] both = [.. Enumerable.Range(1, 300).Where(size => range.Contains(size) && other.Contains(size))];
            Func<SizeRange> intersect = () => range.Intersect(other);
            if (both.Length == 0)
            {
                intersect.Should().Throw<ArgumentException>().WithMessage("There is no multiple of*");
            }
            else
            {
                Enumerable.Range(1, 300).Where(intersect().Contains).Should().Equal(both);
                range.IsWithin(other).Should().Be(Enumerable.Range(1, 300).Where(range.Contains).All(other.Contains));
            }
        }
    }

    [Theory]
    [InlineData(1, int.MaxValue, 1, "any")]
    [InlineData(1, 32, 1, "at most 32")]
    [InlineData(3, int.MaxValue, 1, "at least 3")]
    [InlineData(1, int.MaxValue, 16, "a multiple of 16")]
    [InlineData(1, 70, 16, "a multiple of 16, at most 64")]
    [InlineData(20, 100, 16, "a multiple of 16, at least 32, at most 96")]
    [InlineData(5, 5, 1, "5")]
    public void Words_SayWhichSizesThereAre(int least, int most, int multipleOf, string words) =>
        new SizeRange(least, most, multipleOf).ToString().Should().Be(words);

    [Theory]
    [InlineData(0, 5, 1)]
    [InlineData(5, 4, 1)]
    [InlineData(1, 15, 16)]
    [InlineData(1, 5, 0)]
    public void RangeWithoutSizes_IsRefused(int least, int most, int multipleOf) =>
        FluentActions.Invoking(() => new SizeRange(least, most, multipleOf)).Should().Throw<ArgumentException>();
}
