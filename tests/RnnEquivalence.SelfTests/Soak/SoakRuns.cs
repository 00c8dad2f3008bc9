using System.Globalization;

namespace RnnEquivalence.SelfTests.Soak;

/// <summary>What runs a table adds up.</summary>
/// <param name="Count">How many there were.</param>
/// <param name="First">The day of the first one, yyyy-MM-dd.</param>
/// <param name="Last">The day of the last one.</param>
/// <param name="Settings">The engines, machines and runtimes that took part, a line each.</param>
internal sealed record SoakRuns(int Count, string First, string Last, IReadOnlyList<string> Settings)
{
    /// <summary>Both together.</summary>
    public static SoakRuns operator +(SoakRuns one, SoakRuns other) => new(
        one.Count + other.Count,
        string.CompareOrdinal(one.First, other.First) < 0 ? one.First : other.First,
        string.CompareOrdinal(one.Last, other.Last) > 0 ? one.Last : other.Last,
        [.. one.Settings.Union(other.Settings).Order(StringComparer.Ordinal)]);

    /// <summary>What <see cref="ToString"/> has written.</summary>
    /// <exception cref="FormatException">It has not.</exception>
    public static SoakRuns Parse(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines is [var first, .. var settings] && first.Split(' ', ',') is [var count, "runs", "from", var from, "to", var to, ..]
            ? new SoakRuns(int.Parse(count, CultureInfo.InvariantCulture), from, to, settings)
            : throw new FormatException($"What ran begins with \"N runs from DAY to DAY\", but here with \"{lines.FirstOrDefault()}\".");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Count} runs from {First} to {Last}, each with a seed of its own\n{string.Join('\n', Settings)}\n");
}
