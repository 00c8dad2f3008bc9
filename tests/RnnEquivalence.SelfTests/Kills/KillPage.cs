using System.Globalization;
using System.Text;
using RnnEquivalence.SelfTests.Mutants;

namespace RnnEquivalence.SelfTests.Kills;

/// <summary>A kill table as a page to read.</summary>
internal static class KillPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="table">Which law sees which mutant.</param>
    /// <param name="counterexamples">To which cases they are shrunk.</param>
    public static string Of(KillTable table, CounterexampleTable counterexamples)
    {
        ILookup<string, KillTable.Cell> byMutant = table.Cells.ToLookup(cell => cell.Mutant);
        IReadOnlyList<Fault> mutants = table.Scope.Faults;
        var page = new StringBuilder();
        page.Append(Introduction(mutants.Count, KillTable.Seeds.Count));
        for (int measure = 0; measure < Measure.Names.Count; measure++)
        {
            int[] first = [.. mutants.Select(fault => First(byMutant[fault.Id], measure)).OfType<int>().Order()];
            page.Append(CultureInfo.InvariantCulture, $"| {Name(measure)} | {first.Length} | ")
                .Append(CultureInfo.InvariantCulture, $"{(double)first.Length / mutants.Count:P1} | ")
                .Append(CultureInfo.InvariantCulture, $"{(first.Length == 0 ? "–" : first[first.Length / 2])} | ")
                .AppendLine(CultureInfo.InvariantCulture, $"{byMutant[Fault.None.Id].Count(cell => cell.Medians[measure] is not null)} |");
        }

        AppendFamilies(page, mutants, byMutant);
        AppendSizes(page, byMutant);
        AppendLaws(page, table, byMutant);
        AppendCounterexamples(page, mutants, counterexamples);
        AppendMutants(page, mutants, byMutant, counterexamples);
        return page.ToString();
    }

    /// <summary>What a reader runs to have a test that writes files run.</summary>
    public static string Command(string test) =>
        $"dotnet run --project tests/RnnEquivalence.SelfTests -- -explicit only -method \"*.{test}\"";

    /// <summary>The number of the case at which some law first sees a mutant.</summary>
    public static int? First(IEnumerable<KillTable.Cell> cells, int measure) => cells.Min(cell => cell.Medians[measure]);

    private static string Introduction(int mutants, int seeds) => string.Create(CultureInfo.InvariantCulture, $"""
    # What the suite catches

    {mutants} wrong kernels, each an otherwise correct one with exactly one fault, held against every law that has to do with them:
    {KillTable.Cases} cases per law, as by default, and {seeds} seeds, whose median counts. Written by a test run and not by hand;
    [kills.csv](kills.csv) has every pair of a mutant and a law.

        {Command("KillTable_IsMeasuredAndWritten")}

    ## By what measure

    The same cases, judged by the suite's own bound, by multiples of it, and by the tolerances that others use: PyTorch's test of its CPU
    against cuDNN (`atol 5e-5`), its `assert_close` in float32, ONNX's node tests (`rtol 1e-3 atol 1e-7`), and MIOpen's norm over a
    whole tensor. A tolerance that sees every mutant is worth nothing if it also refutes the kernel without a fault: the last column says
    in how many laws it does.

    | measure | mutants seen | of {mutants} | median of cases until one is seen | laws that refute a correct kernel |
    |---|---|---|---|---|

    """);

    private static void AppendFamilies(StringBuilder page, IReadOnlyList<Fault> mutants, ILookup<string, KillTable.Cell> byMutant)
    {
        page.Append("\n## By family\n\n| family | mutants |").AppendJoin('|', ByMeasure(measure => $" {Name(measure)} ")).Append("|\n");
        page.Append("|---|---|").AppendJoin('|', Measure.Names.Select(_ => "---")).Append("|\n");
        foreach (IGrouping<string, Fault> family in mutants.GroupBy(fault => fault.Family))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {family.Key} | {family.Count()} | ")
                .AppendJoin(" | ", ByMeasure(measure => family.Count(fault => First(byMutant[fault.Id], measure) is not null)))
                .Append(" |\n");
        }
    }

    private static void AppendSizes(StringBuilder page, ILookup<string, KillTable.Cell> byMutant)
    {
        page.Append("\n## Down to what size of error\n\n")
            .Append("Faults that come in several sizes k, and the largest k, hence the smallest fault, that some law still sees. ")
            .Append("The unit roundoff of float32 is 2⁻²⁴.\n\n");
        page.Append("| fault | what is wrong | k | ").AppendJoin(" | ", ByMeasure(Name)).Append(" |\n");
        page.Append("|---|---|---|").AppendJoin('|', Measure.Names.Select(_ => "---")).Append("|\n");
        foreach (IGrouping<string, Fault> kind in Catalogue.Graded.GroupBy(fault => fault.Family))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {kind.Key} | {kind.First().Sentence} | ")
                .Append(CultureInfo.InvariantCulture, $"{string.Join(", ", kind.Select(fault => fault.Exponent))} | ")
                .AppendJoin(" | ", ByMeasure(measure => Largest(kind.Where(fault => First(byMutant[fault.Id], measure) is not null))))
                .Append(" |\n");
        }
    }

    private static IEnumerable<T> ByMeasure<T>(Func<int, T> of) => Enumerable.Range(0, Measure.Names.Count).Select(of);

    private static string Largest(IEnumerable<Fault> faults) =>
        faults.Max(fault => fault.Exponent)?.ToString(CultureInfo.InvariantCulture) ?? "–";

    private static void AppendLaws(StringBuilder page, KillTable table, ILookup<string, KillTable.Cell> byMutant)
    {
        page.Append("""

            ## By law

            What a law sees, what would survive without it, and the smallest faults it sees, as above.


            """);
        string[] kinds = [.. Catalogue.Graded.Select(fault => fault.Family).Distinct()];
        page.Append("| law | mutants seen | seen by no other law | ").AppendJoin(" | ", kinds).Append(" |\n");
        page.Append("|---|---|---|").AppendJoin('|', kinds.Select(_ => "---")).Append("|\n");
        HashSet<string> mutants = [.. table.Scope.Mutants];
        foreach (string law in table.Scope.Laws)
        {
            KillTable.Cell[] kills = [.. table.Cells.Where(cell => cell.Law == law && cell.Medians[0] is not null)];
            string[] alone =
            [
                .. kills.Where(kill => mutants.Contains(kill.Mutant))
                    .Where(kill => byMutant[kill.Mutant].Count(cell => cell.Medians[0] is not null) == 1)
                    .Select(kill => $"`{kill.Mutant}`"),
            ];
            HashSet<string> seen = [.. kills.Select(kill => kill.Mutant)];
            Fault[] sized = [.. Catalogue.Graded.Where(fault => seen.Contains(fault.Id))];
            page.Append(CultureInfo.InvariantCulture, $"| {law} | {mutants.Count(seen.Contains)} | ")
                .Append(CultureInfo.InvariantCulture, $"{string.Join(", ", alone)} | ")
                .AppendJoin(" | ", kinds.Select(kind => Largest(sized.Where(fault => fault.Family == kind))))
                .Append(" |\n");
        }
    }

    private static void AppendCounterexamples(
        StringBuilder page, IReadOnlyList<Fault> mutants, CounterexampleTable counterexamples)
    {
        CounterexampleTable.Row[][] rowsOfMutants = [.. mutants.Select(fault => counterexamples.OfFirstLaw(fault).ToArray())];
        int usual = rowsOfMutants.Count(rows => Array.TrueForAll(rows, row => Budget.Default.Includes(row.Size)));
        int seeds = CounterexampleTable.Seeds.Count;
        int[] numbers = [.. rowsOfMutants.SelectMany(rows => rows).Select(row => row.Size.Numbers).Order()];
        page.Append(CultureInfo.InvariantCulture, $"""

            ## What is left to read

            The case to which the suite shrinks one that refutes a mutant, by the law that first sees it and with {seeds} seeds.
            [counterexamples.csv](counterexamples.csv) has each of them, and with one seed those of every other law. Written by

                {Command("Counterexamples_AreMeasuredAndWritten")}

            | of all cases | mutants of {mutants.Count} |
            |---|---|
            | T ≤ 2 | {rowsOfMutants.Count(rows => Array.TrueForAll(rows, row => row.Size.TimeSteps <= 2))} |
            | N = 1 | {rowsOfMutants.Count(rows => Array.TrueForAll(rows, row => row.Size.BatchSize == 1))} |
            | I = 1 | {rowsOfMutants.Count(rows => Array.TrueForAll(rows, row => row.Size.InputSize == 1))} |
            | H = 1 | {rowsOfMutants.Count(rows => Array.TrueForAll(rows, row => row.Size.HiddenSize == 1))} |
            | H ≤ 2 | {rowsOfMutants.Count(rows => Array.TrueForAll(rows, row => row.Size.HiddenSize <= 2))} |
            | one layer | {rowsOfMutants.Count(rows => Array.TrueForAll(rows, row => row.Size.Layers == 1))} |
            | T ≤ 2, N = 1, I = 1, H ≤ 2, one layer, forward, without lengths | {usual} |


            """);
        page.Append(CultureInfo.InvariantCulture, $"Of all their numbers, {numbers[numbers.Length / 2]} are not zero in the median, ")
            .Append(CultureInfo.InvariantCulture, $"and {numbers[^1]} at most. ")
            .Append("The others need more by their nature, and are held to that:\n\n")
            .Append("| mutant | needs | because |\n|---|---|---|\n");
        foreach ((string mutant, IReadOnlyList<Budget.Need> needs) in Budget.OfMutants.OrderBy(needs => needs.Key, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{mutant}` | {Budget.Of(mutant, law: "")} | {Reasons(needs)} |\n");
        }

        page.Append("\n| law | needs | because |\n|---|---|---|\n");
        foreach ((string law, IReadOnlyList<Budget.Need> needs) in Budget.OfLaws)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {law} | {Budget.Of(mutant: "", law)} | {Reasons(needs)} |\n");
        }

        static string Reasons(IReadOnlyList<Budget.Need> needs) => string.Join("; ", needs.Select(need => need.Reason));
    }

    private static void AppendMutants(
        StringBuilder page,
        IReadOnlyList<Fault> mutants,
        ILookup<string, KillTable.Cell> byMutant,
        CounterexampleTable counterexamples)
    {
        page.Append("\n## By mutant\n\n")
            .Append("The case at which some law first sees it, by each measure; the laws that see it by the suite's own bound; ")
            .Append("the largest case to which that law shrinks it; and who had it.\n\n");
        page.Append("| mutant | what is wrong | laws | ")
            .AppendJoin(" | ", ByMeasure(Name))
            .Append(" | first seen by | shrunk to | had by |\n");
        page.Append("|---|---|---|").AppendJoin('|', Measure.Names.Select(_ => "---")).Append("|---|---|---|\n");
        foreach (Fault fault in mutants)
        {
            KillTable.Cell[] kills = [.. byMutant[fault.Id].Where(cell => cell.Medians[0] is not null)];
            string sentence = fault.Sentence.Replace("|", "\\|", StringComparison.Ordinal);
            string law = kills.MinBy(cell => cell.Medians[0])?.Law ?? "–";
            page.Append(CultureInfo.InvariantCulture, $"| `{fault.Id}` | {sentence} | {kills.Length} | ")
                .AppendJoin(" | ", ByMeasure(measure => First(byMutant[fault.Id], measure)?.ToString(CultureInfo.InvariantCulture) ?? "–"))
                .Append(CultureInfo.InvariantCulture, $" | {law} | {Largest(fault)} | {fault.Source} |\n");
        }

        // A mutant that is new to the table has no counterexample on record yet.
        string Largest(Fault fault) => counterexamples.OfFirstLaw(fault).Select(row => row.Size).ToArray() is { Length: > 0 } sizes
            ? sizes.Aggregate(CaseSize.Larger).ToString()
            : "–";
    }

    private static string Name(int measure) => measure < 3 ? $"{Measure.Names[measure]} bound" : $"`{Measure.Names[measure]}`";
}
