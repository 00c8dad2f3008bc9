using FluentAssertions;
using RnnEquivalence.Running;
using RnnEquivalence.Soaks;
using Xunit;

namespace RnnEquivalence.SelfTests.Soak;

/// <summary>What soaks have shown is committed, and the page that shows it is current.</summary>
public sealed class SoakTableTests
{
    private const string Commands = """
        .ci/soak folder
        dotnet run --project tests/RnnEquivalence.SelfTests -e RNNEQ_SOAK=folder -- -explicit only -method "*.SoakRecords_AreAddedUpAndWritten"
        """;

    private const string RunsFile = "runs.txt";
    private const string LawsFile = "laws.tsv";
    private const string CellsFile = "cells.tsv";
    private const string PageFile = "README.md";

    private static readonly Committed Files = new("Soak");

    /// <summary>Adds up the records that soaks have left in the folder RNNEQ_SOAK.</summary>
    [Fact(Explicit = true)]
    public void SoakRecords_AreAddedUpAndWritten()
    {
        string folder = Settings.Current.Soak ?? throw new SettingsException("Name the folder of the records: RNNEQ_SOAK=folder");
        var table = SoakTable.Of(folder);

        Files.Write(RunsFile, table.Runs);
        Files.Write(LawsFile, table.Laws.ToString());
        Files.Write(CellsFile, table.Cells.ToString());
        Files.Write(PageFile, SoakPage.Of(table, Commands));
    }

    [Fact]
    public void Page_ShowsTheTable() =>
        Files.Read(PageFile).Should().Be(SoakPage.Of(Recorded(), Commands).ReplaceLineEndings("\n"), "the page is written by\n{0}", Commands);

    [Fact]
    public void Soak_RaisedNoFalseAlarm() =>
        Recorded().Laws.Rows.Where(row => row.Count.Refuted > 0 || row.Count.Worst > 1).Should().BeEmpty();

    /// <summary>A law with more inconclusive cases than a run allows would not count as shown.</summary>
    [Fact]
    public void Soak_WasConclusive() =>
        Recorded().Laws.Rows.Where(row => row.Count.Inconclusive > LawReport.MostInconclusive(row.Count.Cases)).Should().BeEmpty();

    [Fact]
    public void BothTables_CountTheSameCases()
    {
        SoakTable table = Recorded();

        Sum(table.Cells).Should().Be(Sum(table.Laws));

        static Dictionary<string, long> Totals(SoakRecord record) => record.Rows.GroupBy(row => row.Key.Judged).ToDictionary(judged => judged.Key, judged => judged.Sum(row => row.Count.Cases));
        static string Sum(SoakRecord record) => string.Join('\n', Totals(record).OrderBy(total => total.Key, StringComparer.Ordinal));
    }

    private static SoakTable Recorded() => new(Files.Read(RunsFile), SoakRecord.Parse(Files.Read(LawsFile)), SoakRecord.Parse(Files.Read(CellsFile)));
}
