namespace RnnEquivalence.Tests.Accuracy;

/// <summary>The committed table and its page, and the commands that write them.</summary>
internal static class AccuracyFiles
{
    /// <summary>Measures what has something to tell.</summary>
    public const string Command =
        "dotnet run --project tests/RnnEquivalence.Tests -- -explicit only "
        + "-class \"*_Accuracy\" -method \"*.Table_IsMeasuredAndWritten\"";

    /// <summary>Measures every finite number.</summary>
    public const string CommandForAll =
        "dotnet run --project tests/RnnEquivalence.Tests -- -explicit only "
        + "-class \"*.TorchSharpFusedFloat32_Accuracy\" -method \"*.Table_IsMeasuredOverAllNumbersAndWritten\"";

    /// <summary>Writes the page of the table as it is.</summary>
    public const string CommandForPage =
        "dotnet run --project tests/RnnEquivalence.Tests -- -explicit only -method \"*.AccuracyTests.Page_IsWritten\"";

    private static readonly string Folder = Path.Combine(Sources(), "evidence", "accuracy");
    private static readonly string TablePath = Path.Combine(Folder, "accuracy.csv");
    private static readonly string PagePath = Path.Combine(Folder, "README.md");

    /// <summary>The table as it is committed; empty where there is none yet.</summary>
    public static AccuracyTable Table() =>
        File.Exists(TablePath) ? AccuracyTable.Parse(File.ReadAllText(TablePath)) : new AccuracyTable([]);

    /// <summary>The page as it is committed.</summary>
    public static string Page() => File.ReadAllText(PagePath).ReplaceLineEndings("\n");

    /// <summary>Puts rows into the table, in the place of those of the same keys, and writes the page of it.</summary>
    public static void Add(IReadOnlyCollection<AccuracyRow> measured)
    {
        AccuracyTable table = Table().With(measured);
        Write(TablePath, table.ToString());

        // The page is that of the table as it can be read.
        Write(PagePath, AccuracyPage.Of(AccuracyTable.Parse(table.ToString())));
    }

    private static string Sources()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RnnEquivalence.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} has RnnEquivalence.sln.");
    }

    private static void Write(string path, string text)
    {
        File.WriteAllText($"{path}.partial", text);
        File.Move($"{path}.partial", path, overwrite: true);
    }
}
