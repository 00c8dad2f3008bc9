using System.Collections.Concurrent;
using System.Globalization;
using RnnEquivalence.SelfTests.Mutants;

namespace RnnEquivalence.SelfTests.Kills;

/// <summary>Which law sees which mutant, after how many cases, and by which measure.</summary>
/// <param name="Cells">The pairs of a mutant and a law that sees it by some measure.</param>
/// <param name="Scope">What was measured.</param>
internal sealed record KillTable(IReadOnlyList<KillTable.Cell> Cells, KillScope Scope)
{
    /// <summary>How many cases each law is given: as many as most laws have by default.</summary>
    public const int Cases = 60;

    /// <summary>The seeds whose median is taken.</summary>
    public static IReadOnlyList<ulong> Seeds { get; } = [1, 2, 3];

    private static readonly string Header = $"mutant,law,{string.Join(',', Measure.Names)}";

    /// <summary>What the table is about: all mutants, the faults of decreasing size, and the kernel without a fault.</summary>
    public static IReadOnlyList<Fault> Subjects { get; } = [.. Catalogue.All, .. Catalogue.Graded, Fault.None];

    /// <summary>Holds every subject against every law that has to do with it.</summary>
    public static KillTable Measured()
    {
        var cells = new ConcurrentBag<(int Order, Cell Cell)>();
        Parallel.ForEach(Subjects.Index(), mutant =>
        {
            foreach ((int order, NamedLaw law) in Laws.About(mutant.Item).Index())
            {
                IReadOnlyList<int?> medians = Medians(mutant.Item, law);
                if (medians.Any(median => median is not null))
                {
                    cells.Add(((mutant.Index * 1000) + order, new Cell(mutant.Item.Id, law.Name, medians)));
                }
            }
        });

        return new KillTable([.. cells.OrderBy(cell => cell.Order).Select(cell => cell.Cell)], KillScope.Present);
    }

    /// <summary>
    /// The laws that see a mutant by the suite's own bound, in the order in which they do; of several at once, the first of its laws first.
    /// </summary>
    public IReadOnlyList<NamedLaw> LawsSeeing(Fault fault)
    {
        Dictionary<string, NamedLaw> laws = Laws.About(fault).ToDictionary(law => law.Name);
        return
        [
            .. Cells.Where(cell => cell.Mutant == fault.Id && cell.Medians[0] is not null)
                .OrderBy(cell => cell.Medians[0])
                .Select(cell => laws[cell.Law]),
        ];
    }

    /// <summary>
    /// The number of the case, from 1 on, at which each measure first tells a mutant from a correct kernel: the median over the seeds.
    /// </summary>
    public static IReadOnlyList<int?> Medians(Fault fault, NamedLaw law)
    {
        var seen = new List<IReadOnlyList<int?>>();
        foreach (ulong seed in Seeds)
        {
            // What most seeds do not see has no median, whatever the others see.
            if (seen.Count(kills => kills.All(kill => kill is null)) > Seeds.Count / 2)
            {
                break;
            }

            var witness = new KillWitness(Measure.All());
            law.Show(fault, Cases, seed, witness, () => witness.HasSeenEnough);
            seen.Add(witness.FirstKills);
        }

        return [.. Enumerable.Range(0, Measure.Names.Count).Select(measure => Median(seen.Select(kills => kills[measure])))];
    }

    /// <summary>The table that is written in a file of <see cref="ToString"/>.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="scope">What was measured.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static KillTable Parse(string text, KillScope scope)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines is not [var header, .. var rows] || header != Header)
        {
            throw new FormatException($"A kill table begins with the line \"{Header}\", but this one with \"{lines.FirstOrDefault()}\".");
        }

        return new KillTable([.. rows.Select(ParseRow)], scope);
    }

    /// <summary>The table as comma-separated values; nothing stands where a measure does not see the mutant.</summary>
    public override string ToString() => string.Concat(Cells
        .Select(cell => $"{cell.Mutant},{cell.Law},"
            + $"{string.Join(',', cell.Medians.Select(median => median?.ToString(CultureInfo.InvariantCulture)))}\n")
        .Prepend($"{Header}\n"));

    private static Cell ParseRow(string row)
    {
        string[] fields = row.Split(',');
        return fields.Length == Measure.Names.Count + 2
            ? new Cell(
                fields[0],
                fields[1],
                [.. fields[2..].Select(field => field.Length == 0 ? (int?)null : int.Parse(field, CultureInfo.InvariantCulture))])
            : throw new FormatException($"A row of a kill table has {Measure.Names.Count + 2} fields, but \"{row}\" has {fields.Length}.");
    }

    /// <summary>The median, with null greater than any number.</summary>
    private static int? Median(IEnumerable<int?> values)
    {
        int?[] inOrder = [.. values.OrderBy(value => value ?? int.MaxValue)];
        return inOrder.Length > Seeds.Count / 2 ? inOrder[Seeds.Count / 2] : null;
    }

    /// <summary>What a law makes of a mutant: for each measure the median over the seeds of the first case that it sees, or null.</summary>
    internal sealed record Cell(string Mutant, string Law, IReadOnlyList<int?> Medians);
}
