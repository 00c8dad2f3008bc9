using System.Globalization;
using System.Text;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>How often each value of each dimension, and each pair of values of two dimensions, has occurred.</summary>
public sealed class Coverage
{
    private readonly Dictionary<CaseDimension, int> _values = [];
    private readonly Dictionary<(CaseDimension, CaseDimension), int> _pairs = [];

    /// <summary>The number of cases.</summary>
    public int Cases { get; private set; }

    /// <summary>Adds a case.</summary>
    public void Add(RecurrentCase trial)
    {
        IReadOnlyList<CaseDimension> dimensions = CaseDimensions.Of(trial);
        Cases++;
        for (int one = 0; one < dimensions.Count; one++)
        {
            Count(_values, dimensions[one]);
            for (int other = one + 1; other < dimensions.Count; other++)
            {
                Count(_pairs, (dimensions[one], dimensions[other]));
            }
        }
    }

    /// <summary>Every value that has occurred, with the number of its cases.</summary>
    public IReadOnlyDictionary<CaseDimension, int> Values => _values;

    /// <summary>In how many cases two values have occurred together; zero if never.</summary>
    public int OfPair(CaseDimension one, CaseDimension other) =>
        _pairs.GetValueOrDefault((one, other)) + _pairs.GetValueOrDefault((other, one));

    /// <summary>All pairs of values of different dimensions that have occurred each, but never together.</summary>
    public IEnumerable<(CaseDimension One, CaseDimension Other)> MissingPairs() =>
        from one in _values.Keys
        from other in _values.Keys
        where string.CompareOrdinal(one.Name, other.Name) < 0 && OfPair(one, other) == 0
        select (one, other);

    /// <summary>One line per dimension, with the share of each of its values; and how many of all pairs have occurred.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (IGrouping<string, KeyValuePair<CaseDimension, int>> dimension in _values.GroupBy(value => value.Key.Name))
        {
            IEnumerable<string> shares = dimension.OrderByDescending(value => value.Value).Select(value =>
                string.Create(CultureInfo.InvariantCulture, $"{value.Key.Value} {(double)value.Value / Cases:P1}"));
            text.AppendLine(CultureInfo.InvariantCulture, $"  {dimension.Key,-10} {string.Join("; ", shares)}");
        }

        int missing = MissingPairs().Count();
        text.AppendLine(CultureInfo.InvariantCulture, $"  pairs of values: {_pairs.Count} occurred, {missing} did not");
        return text.ToString();
    }

    private static void Count<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}
