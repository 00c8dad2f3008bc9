using RnnEquivalence.Evidence;
using RnnEquivalence.Soaks;

namespace RnnEquivalence.SelfTests.Soak;

/// <summary>What soaks have shown, as it lies among the evidence.</summary>
internal static class SoakFiles
{
    private const string RunsFile = "runs.txt";
    private const string LawsFile = "laws.tsv";
    private const string CellsFile = "cells.tsv";
    private const string PageFile = "README.md";

    private static readonly EvidenceFolder Files = new("soak");

    /// <summary>Whether anything has been soaked.</summary>
    public static bool AreThere => Files.Has(LawsFile);

    /// <summary>What soaks add up to.</summary>
    public static SoakTable Table() => new(
        SoakRuns.Parse(Files.Read(RunsFile)), SoakRecord.Parse(Files.Read(LawsFile)), SoakRecord.Parse(Files.Read(CellsFile)));

    /// <summary>The page that shows it.</summary>
    public static string Page() => Files.Read(PageFile);

    /// <summary>Writes the tables and the page.</summary>
    public static void Write(SoakTable table, string page)
    {
        Files.Write(RunsFile, table.Runs.ToString());
        Files.Write(LawsFile, table.Laws.ToString());
        Files.Write(CellsFile, table.Cells.ToString());
        Files.Write(PageFile, page);
    }
}
