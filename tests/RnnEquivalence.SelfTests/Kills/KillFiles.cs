namespace RnnEquivalence.SelfTests.Kills;

/// <summary>The tables that were measured, and the page that shows them, as they lie among the sources.</summary>
internal static class KillFiles
{
    private static readonly string Folder = Path.Combine(Sources(), "tests", "RnnEquivalence.SelfTests", "Kills");
    private static readonly string TablePath = Path.Combine(Folder, "kills.csv");
    private static readonly string CounterexamplesPath = Path.Combine(Folder, "counterexamples.csv");
    private static readonly string PagePath = Path.Combine(Folder, "README.md");

    /// <summary>Which law sees which mutant, as it was measured last.</summary>
    public static KillTable Table() => KillTable.Parse(File.ReadAllText(TablePath));

    /// <summary>How large the counterexamples are, as it was measured last.</summary>
    public static CounterexampleTable Counterexamples() => CounterexampleTable.Parse(File.ReadAllText(CounterexamplesPath));

    /// <summary>The page, with the line ends of Unix.</summary>
    public static string Page() => File.ReadAllText(PagePath).ReplaceLineEndings("\n");

    public static void WriteTable(KillTable table) => Write(TablePath, table.ToString());

    public static void WriteCounterexamples(CounterexampleTable table) => Write(CounterexamplesPath, table.ToString());

    /// <summary>Writes the page anew from the tables.</summary>
    public static void WritePage() => Write(PagePath, KillPage.Of(Table(), Counterexamples()));

    /// <summary>Where the sources are: the first folder above the program that has a solution.</summary>
    private static string Sources()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RnnEquivalence.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} has RnnEquivalence.sln.");
    }

    private static void Write(string path, string text)
    {
        File.WriteAllText($"{path}.partial", text);
        File.Move($"{path}.partial", path, overwrite: true);
    }
}
