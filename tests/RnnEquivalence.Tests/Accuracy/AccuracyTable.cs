namespace RnnEquivalence.Tests.Accuracy;

/// <summary>How accurate the functions of the backends are, place by place.</summary>
/// <param name="Rows">What was measured, in the order of <see cref="AccuracyRow.Key"/>.</param>
internal sealed record AccuracyTable(IReadOnlyList<AccuracyRow> Rows)
{
    /// <summary>The table that is written in a file of <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static AccuracyTable Parse(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines is [AccuracyRow.Header, .. var rows]
            ? new AccuracyTable([.. rows.Select(AccuracyRow.Parse)])
            : throw new FormatException(
                $"An accuracy table begins with the line \"{AccuracyRow.Header}\", but this one with \"{lines.FirstOrDefault()}\".");
    }

    /// <summary>The table with some rows measured anew or in addition.</summary>
    public AccuracyTable With(IReadOnlyCollection<AccuracyRow> measured)
    {
        HashSet<object> anew = [.. measured.Select(row => (object)row.Key)];
        return new AccuracyTable(
        [
            .. Rows.Where(row => !anew.Contains(row.Key))
                .Concat(measured)
                .OrderBy(row => row.Backend, StringComparer.Ordinal)
                .ThenBy(row => row.Cell)
                .ThenBy(row => row.Place, StringComparer.Ordinal)
                .ThenByDescending(row => row.Shape.Units)
                .ThenBy(row => row.Instructions.Length)
                .ThenBy(row => row.Instructions, StringComparer.Ordinal),
        ]);
    }

    /// <summary>The table as comma-separated values.</summary>
    public override string ToString() => string.Concat(Rows.Select(row => $"{row}\n").Prepend($"{AccuracyRow.Header}\n"));
}
