using System.Globalization;
using System.Text;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Soaks;

/// <summary>
/// How near kernels came to their bounds, by backend, law, cell and size: what a soak leaves behind, and what several add up to.
/// </summary>
internal sealed class SoakRecord : ICaseObserver
{
    private const string Remark = "# ";
    private const string Header = "judged\tlaw\tcell\tproducts\tcases\tinconclusive\trefuted\tworst";

    private readonly Dictionary<SoakKey, SoakCount> _counts = [];
    private readonly Lock _lock = new();

    /// <summary>What has been counted, in the order of its keys.</summary>
    public IReadOnlyList<(SoakKey Key, SoakCount Count)> Rows
    {
        get
        {
            lock (_lock)
            {
                return
                [
                    .. _counts.Select(row => (row.Key, row.Value))
                        .OrderBy(row => row.Key.Judged, StringComparer.Ordinal)
                        .ThenBy(row => row.Key.Law, StringComparer.Ordinal)
                        .ThenBy(row => row.Key.Cell, StringComparer.Ordinal).ThenBy(row => SoakKey.Sizes.IndexOf(row.Key.Size)),
                ];
            }
        }
    }

    /// <inheritdoc/>
    public void CaseEnds(CaseOutcome outcome)
    {
        if (!outcome.IsDrawn)
        {
            return;
        }

        Add(SoakKey.Of(outcome.Subject, outcome.Trial), new SoakCount(
            1,
            outcome is { Thrown: null, Verdict.IsInconclusive: true } ? 1 : 0,
            outcome.Holds ? 0 : 1,
            outcome.Thrown is null ? outcome.Verdict.Worst?.Ratio ?? 0 : 0));
    }

    /// <summary>Adds what another record counted.</summary>
    public void Add(SoakRecord other)
    {
        foreach ((SoakKey key, SoakCount count) in other.Rows)
        {
            Add(key, count);
        }
    }

    /// <summary>The same counts by a coarser key.</summary>
    public SoakRecord By(Func<SoakKey, SoakKey> coarser)
    {
        var result = new SoakRecord();
        foreach ((SoakKey key, SoakCount count) in Rows)
        {
            result.Add(coarser(key), count);
        }

        return result;
    }

    /// <summary>The record that is written in a file of <see cref="ToString()"/>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static SoakRecord Parse(string text)
    {
        string[] lines =
        [
            .. text.ReplaceLineEndings("\n").Split('\n')
                .Where(line => line.Length > 0 && !line.StartsWith(Remark, StringComparison.Ordinal)),
        ];
        if (lines is not [Header, .. var rows])
        {
            throw new FormatException(
                $"The record of a soak begins with the line \"{Header}\", but this one with \"{lines.FirstOrDefault()}\".");
        }

        var record = new SoakRecord();
        foreach (string row in rows)
        {
            string[] fields = row.Split('\t');
            if (fields.Length != 8 || !SoakKey.Sizes.Append("").Contains(fields[3]))
            {
                throw new FormatException(
                    $"A row of the record of a soak has the fields {Header.Replace('\t', ' ')}, but there is \"{row}\".");
            }

            record.Add(
                new SoakKey(fields[0], fields[1], fields[2], fields[3]),
                new SoakCount(Whole(fields[4]), Whole(fields[5]), Whole(fields[6]), double.Parse(fields[7], CultureInfo.InvariantCulture)));
        }

        return record;
    }

    /// <summary>Writes what has been counted to a file of its own in a folder, so that several processes may soak at a time.</summary>
    /// <param name="folder">The folder; made if there is none.</param>
    /// <param name="run">What the run was: settings, machine, engines.</param>
    /// <returns>The file, or null if nothing was counted.</returns>
    public string? Write(string folder, string run)
    {
        if (Rows.Count == 0)
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        string name = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-ddTHH-mm-ss}-{Environment.ProcessId}.tsv");
        string path = Path.Combine(folder, name);
        File.WriteAllText($"{path}.partial", ToString(run));
        File.Move($"{path}.partial", path, overwrite: true);
        return path;
    }

    /// <summary>The table that <see cref="Parse"/> reads: values separated by tabs, below a header.</summary>
    public override string ToString() => ToString("");

    /// <summary>The same below some remarks.</summary>
    public string ToString(string remarks)
    {
        var text = new StringBuilder();
        foreach (string line in remarks.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(Remark).Append(line).Append('\n');
        }

        text.Append(Header).Append('\n');
        foreach ((SoakKey key, SoakCount count) in Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{key.Judged}\t{key.Law}\t{key.Cell}\t{key.Size}\t");
            text.Append(CultureInfo.InvariantCulture, $"{count.Cases}\t{count.Inconclusive}\t{count.Refuted}\t{count.Worst:G3}\n");
        }

        return text.ToString();
    }

    private static long Whole(string field) => long.Parse(field, NumberStyles.None, CultureInfo.InvariantCulture);

    private void Add(SoakKey key, SoakCount count)
    {
        lock (_lock)
        {
            _counts[key] = _counts.GetValueOrDefault(key) + count;
        }
    }
}
