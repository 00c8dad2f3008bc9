using RnnEquivalence.Evidence;

namespace RnnEquivalence.SelfTests.Kills;

/// <summary>The tables that were measured, and the page that shows them, as they lie among the sources.</summary>
internal static class KillFiles
{
    private const string TableFile = "kills.csv";
    private const string ScopeFile = "measured.csv";
    private const string CounterexamplesFile = "counterexamples.csv";
    private const string PageFile = "README.md";

    private static readonly EvidenceFolder Files = new("kills");

    /// <summary>Which law sees which mutant, as it was measured last.</summary>
    public static KillTable Table() => KillTable.Parse(Files.Read(TableFile), KillScope.Parse(Files.Read(ScopeFile)));

    /// <summary>How large the counterexamples are, as it was measured last.</summary>
    public static CounterexampleTable Counterexamples() => CounterexampleTable.Parse(Files.Read(CounterexamplesFile));

    /// <summary>The page, with the line ends of Unix.</summary>
    public static string Page() => Files.Read(PageFile);

    public static void WriteTable(KillTable table)
    {
        Files.Write(TableFile, table.ToString());
        Files.Write(ScopeFile, table.Scope.ToString());
    }

    public static void WriteCounterexamples(CounterexampleTable table) => Files.Write(CounterexamplesFile, table.ToString());

    /// <summary>Writes the page anew from the tables.</summary>
    public static void WritePage() => Files.Write(PageFile, KillPage.Of(Table(), Counterexamples()));
}
