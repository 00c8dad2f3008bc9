using RnnEquivalence.Evidence;

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

    private const string TableFile = "accuracy.csv";
    private const string PageFile = "README.md";

    private static readonly EvidenceFolder Files = new("accuracy");

    /// <summary>The table as it is committed; empty where there is none yet.</summary>
    public static AccuracyTable Table() =>
        Files.Has(TableFile) ? AccuracyTable.Parse(Files.Read(TableFile)) : new AccuracyTable([]);

    /// <summary>The page as it is committed.</summary>
    public static string Page() => Files.Read(PageFile);

    /// <summary>Puts rows into the table, in the place of those of the same keys, and writes the page of it.</summary>
    public static void Add(IReadOnlyCollection<AccuracyRow> measured)
    {
        AccuracyTable table = Table().With(measured);
        Files.Write(TableFile, table.ToString());

        // The page is that of the table as it can be read.
        Files.Write(PageFile, AccuracyPage.Of(AccuracyTable.Parse(table.ToString())));
    }
}
