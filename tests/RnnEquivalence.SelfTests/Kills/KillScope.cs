using RnnEquivalence.SelfTests.Mutants;

namespace RnnEquivalence.SelfTests.Kills;

/// <summary>What a kill table was measured of: what came later has still to be.</summary>
/// <param name="Mutants">The mutants, by their ids.</param>
/// <param name="Laws">The laws, by their names.</param>
internal sealed record KillScope(IReadOnlyList<string> Mutants, IReadOnlyList<string> Laws)
{
    private const string Header = "kind,name";
    private const string Mutant = "mutant,";
    private const string Law = "law,";

    /// <summary>All mutants and laws that there are.</summary>
    public static KillScope Present { get; } = new(
        [.. Catalogue.All.Select(fault => fault.Id)],
        [.. KillTable.Subjects.SelectMany(SelfTests.Mutants.Laws.About).Select(law => law.Name).Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>The mutants of the catalogue that are in it.</summary>
    public IReadOnlyList<Fault> Faults => [.. Catalogue.All.Where(fault => Mutants.Contains(fault.Id))];

    /// <summary>What is in another scope but not in this one.</summary>
    public IEnumerable<string> LackingOf(KillScope other) => other.Mutants.Except(Mutants).Concat(other.Laws.Except(Laws));

    /// <summary>The scope that is written in a file of <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static KillScope Parse(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines is not [Header, .. var rows]
            || Named(rows, Mutant) is not { Length: > 0 } mutants
            || Named(rows, Law) is not { Length: > 0 } laws
            || mutants.Length + laws.Length != rows.Length)
        {
            throw new FormatException(
                $"What a kill table was measured of is written in lines \"{Mutant}id\" and \"{Law}name\" below \"{Header}\".");
        }

        return new KillScope(mutants, laws);

        static string[] Named(string[] rows, string kind) =>
            [.. rows.Where(row => row.StartsWith(kind, StringComparison.Ordinal)).Select(row => row[kind.Length..])];
    }

    /// <inheritdoc/>
    public override string ToString() => string.Concat(
        Mutants.Select(mutant => $"{Mutant}{mutant}\n").Concat(Laws.Select(law => $"{Law}{law}\n")).Prepend($"{Header}\n"));
}
