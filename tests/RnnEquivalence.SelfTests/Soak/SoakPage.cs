using System.Globalization;
using System.Text;
using RnnEquivalence.Soaks;

namespace RnnEquivalence.SelfTests.Soak;

/// <summary>What soaks add up to, as a page to read.</summary>
internal static class SoakPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="table">What was observed.</param>
    /// <param name="commands">What soaks anew, and what writes the page.</param>
    public static string Of(SoakTable table, string commands)
    {
        var page = new StringBuilder();
        SoakCount total = Sum(table.Laws.Rows);
        string alarms = total.Refuted == 0 ? "no false alarm" : $"**{total.Refuted:N0} refuted a law**";
        const string FarBelowOne = "A worst |error|/bound that is far below 1 is a bound that could be narrower";
        page.Append(CultureInfo.InvariantCulture, $"""
            # How near correct kernels come to their bounds

            {total.Cases:N0} random cases of every law that a backend declares, with fresh seeds: {alarms}.
            {Share(total)} of them were inconclusive. {FarBelowOne}, one above 1 would be a false alarm
            or a find. Written by a test run and not by hand; [laws.tsv](laws.tsv) and [cells.tsv](cells.tsv) have the numbers.

            {Indented(commands)}

            What ran:

            {Indented(table.Runs.ToString())}

            ## By backend

            | backend | laws | cases | inconclusive | refuted | worst \|error\|/bound | by |
            |---|---|---|---|---|---|---|

            """);
        foreach (var judged in table.Laws.Rows.GroupBy(row => row.Key.Judged))
        {
            SoakCount sum = Sum(judged);
            page.Append(CultureInfo.InvariantCulture, $"| {judged.Key} | {judged.Count()} | {sum.Cases:N0} | {Share(sum)} | ")
                .Append(CultureInfo.InvariantCulture, $"{sum.Refuted:N0} | {Worst(sum)} | ")
                .Append(CultureInfo.InvariantCulture, $"{judged.MaxBy(row => row.Count.Worst).Key.Law} |\n");
        }

        AppendCells(
            page,
            "By cell and size: outputs",
            "Worst |error|/bound of y, h_n and c_n, by how many products a pre-activation adds up (I + H of the first layer).",
            SoakTable.Outputs,
            table);
        AppendCells(page, "By cell and size: gradients", "The same of the gradients.", SoakTable.Gradients, table);
        AppendLaws(page, table);
        return page.ToString();
    }

    private static void AppendCells(StringBuilder page, string heading, string text, string kind, SoakTable table)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n\n{text}\n\n| backend | cell | cases |");
        foreach (string size in SoakKey.Sizes)
        {
            page.Append(CultureInfo.InvariantCulture, $" {size} |");
        }

        page.Append("\n|---|---|---|").Insert(page.Length, "---|", SoakKey.Sizes.Length).Append('\n');
        foreach (var cell in table.Cells.Rows.Where(row => row.Key.Law == kind).GroupBy(row => (row.Key.Judged, row.Key.Cell)))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {cell.Key.Judged} | {cell.Key.Cell} | {Sum(cell).Cases:N0} |");
            foreach (string size in SoakKey.Sizes)
            {
                (SoakKey Key, SoakCount Count)[] found = [.. cell.Where(row => row.Key.Size == size)];
                page.Append(CultureInfo.InvariantCulture, $" {(found.Length == 0 ? "–" : Worst(found[0].Count))} |");
            }

            page.Append('\n');
        }
    }

    private static void AppendLaws(StringBuilder page, SoakTable table)
    {
        page.Append("\n## By law\n\n| law | backends | cases | inconclusive | worst \\|error\\|/bound | on |\n|---|---|---|---|---|---|\n");
        foreach (var law in table.Laws.Rows.GroupBy(row => row.Key.Law).OrderBy(law => law.Key, StringComparer.Ordinal))
        {
            SoakCount sum = Sum(law);
            string on = sum.Worst == 0 ? "" : law.MaxBy(row => row.Count.Worst).Key.Judged;
            page.Append(CultureInfo.InvariantCulture, $"| {law.Key} | {law.Count()} | {sum.Cases:N0} | {Share(sum)} | ")
                .Append(CultureInfo.InvariantCulture, $"{Worst(sum)} | {on} |\n");
        }
    }

    private static SoakCount Sum(IEnumerable<(SoakKey Key, SoakCount Count)> rows) =>
        rows.Aggregate(default(SoakCount), (sum, row) => sum + row.Count);

    private static string Share(SoakCount count) =>
        (count.Cases == 0 ? 0 : (double)count.Inconclusive / count.Cases).ToString("P2", CultureInfo.InvariantCulture);

    private static string Worst(SoakCount count) => count.Worst.ToString("G3", CultureInfo.InvariantCulture);

    private static string Indented(string text) => string.Join('\n', text.TrimEnd('\n').Split('\n').Select(line => $"    {line}"));
}
