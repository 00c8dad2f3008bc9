using System.Globalization;
using System.Text;
using RnnEquivalence.Backends;

namespace RnnEquivalence.Tests.Accuracy;

/// <summary>An accuracy table as a page to read.</summary>
internal static class AccuracyPage
{
    private const string LinkToProbe = "[PlaceProbe.cs](../../tests/RnnEquivalence.Tests/Accuracy/PlaceProbe.cs)";
    private const string WhyTwice = "since kernels have other code for whole vectors than for what is left over";

    private const string IntroductionOfDeclarations = """
    ## What is declared, and what has to be

    What each of the three numbers has to be, given the other two, at the worst place, with all instructions that the processor has. One
    declaration depends on them: without fused multiply-add oneDNN's σ in the LSTM of TorchSharpFusedFloat32 is off by ten times as much.

    | backend | function | cells | declared | Relative has to be | Absolute | Underflow | at the place |
    |---|---|---|---|---|---|---|---|

    """;

    /// <summary>Writes the page.</summary>
    public static string Of(AccuracyTable table)
    {
        var page = new StringBuilder();
        page.Append(Introduction(BatchShape.Vectors, BatchShape.Rest));
        AppendDeclarations(page, table);
        foreach (IGrouping<string, AccuracyRow> backend in table.Rows.GroupBy(row => row.Backend))
        {
            AppendBackend(page, backend);
        }

        return page.ToString();
    }

    private static string Introduction(BatchShape vectors, BatchShape rest) => string.Create(CultureInfo.InvariantCulture, $"""
    # How accurate tanh and σ are

    All bounds of the suite rest on what a backend declares of its tanh and σ: |f̂(x) − f(x)| ≤ (Relative·|f(x)| + Absolute)·u +
    Underflow·λ, with u the unit roundoff, 2⁻²⁴ in float32 and 2⁻⁵³ in float64, and λ the smallest normal number. This is where the
    declarations come from. Written by a test run and not by hand; [accuracy.csv](accuracy.csv) has every number in full, and the argument
    of each worst error.

    Each function is seen at each of its places in each cell, through the network's own inputs and outputs and nothing else: the other
    gates are given constants for which they round nothing
    ({LinkToProbe} says which, and it is checked that they do). Twice at each place, {WhyTwice}: with {vectors}, and with {rest}.

    - **The arguments in float32**: one of every run of numbers along which the exact result moves by no more than u/4 of itself, which is
      every number wherever the function is neither flat nor x itself. Within u/4 of a constant or of x, 2¹³ numbers of each order of
      magnitude. With {rest}, where a call takes as long as one of some thousand numbers, every 64th of these. With instructions left
      out, and in backends that have their functions from another one, every 16th. *all* says that there was every finite number (of the
      tanh(c) of an LSTM, which is given c = 2x, every one below 2¹²⁷).
    - **In float64**: 2¹⁶ numbers of each order of magnitude, and 2⁸ where there is nothing to tell.
    - **The reference** is off by less than 2⁻⁴⁴ of itself for float32, and by less than 2⁻⁷⁰ for float64.
    - **The margin**: a declaration covers the worst that the table has, and is no looser than half as much again and one unit. The margin
      is for processors that the table was not measured on: engines have other code for each set of instructions.

    Every run of the tests holds fresh samples, some ten thousand arguments per place, against the declarations. To measure anew what has
    something to tell, in about half an hour on two cores, or every finite number of float32, in some hours per backend (a class is a
    backend):

        {AccuracyFiles.Command}
        {AccuracyFiles.CommandForAll}

    Under an environment variable that libtorch, oneDNN or MKL looks at (`ATEN_CPU_CAPABILITY`, `ONEDNN_MAX_CPU_ISA`, `MKL_CBWR`), what is
    measured is added as rows of its own, with the variables for the instructions.

    After a change of a declaration the page is written anew, without measuring, by

        {AccuracyFiles.CommandForPage}


    """);

    private static void AppendDeclarations(StringBuilder page, AccuracyTable table)
    {
        page.Append(IntroductionOfDeclarations);
        foreach (IRecurrentBackend backend in BuiltInBackends.All)
        {
            AccuracyRow[] rows = [.. table.Rows.Where(row => row.Backend == BuiltInBackends.NameOf(backend)
                && !row.Instructions.Contains('=', StringComparison.Ordinal))];
            foreach (var function in rows.GroupBy(row => (row.IsTanh, Declared: Place.DeclaredIn(backend.Traits, row.Cell, row.IsTanh)))
                .OrderByDescending(function => function.Key.IsTanh))
            {
                AppendDeclaration(page, function.Key.Declared, [.. function]);
            }
        }
    }

    private static void AppendDeclaration(StringBuilder page, ActivationAccuracy declared, AccuracyRow[] rows)
    {
        AccuracyRow worst = rows.MaxBy(row => row.NeededRelative.Error)!;
        string cells = string.Join(", ", rows.Select(row => row.Cell).Distinct());
        page.Append(CultureInfo.InvariantCulture, $"| {worst.Backend} | {(worst.IsTanh ? "tanh" : "σ")} | {cells} | ")
            .Append(CultureInfo.InvariantCulture, $"{Declaration(declared)} | ")
            .Append(CultureInfo.InvariantCulture, $"{Short(worst.NeededRelative.Error)} | ")
            .Append(CultureInfo.InvariantCulture, $"{Short(rows.Max(row => row.NeededAbsolute.Error))} | ")
            .Append(CultureInfo.InvariantCulture, $"{Short(rows.Max(row => row.NeededUnderflow.Error))} | ")
            .Append(CultureInfo.InvariantCulture, $"{worst.Place} of {worst.Cell}, {worst.Shape}, {worst.Instructions} |\n");
    }

    private static void AppendBackend(StringBuilder page, IGrouping<string, AccuracyRow> backend)
    {
        string engines = string.Join(", and ", backend.Select(row => row.Engine).Distinct());
        page.Append(CultureInfo.InvariantCulture, $"""

            ## {backend.Key}

            {engines}. *Relative* is the worst error in u·|f(x)|, *absolute* that in u. *Outside* counts the results
            beyond ±1, or 0 and 1, or of the wrong sign.

            | cell | place | N, H | instructions | arguments | relative | at x | absolute | at x | outside | 0 at \|x\| | 1 at \|x\| |
            |---|---|---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (AccuracyRow row in backend)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {row.Cell} | {row.Place} | {row.Shape.Rows}, {row.Shape.Units} | ")
                .Append(CultureInfo.InvariantCulture, $"{row.Instructions} | {Count(row)} | ")
                .Append(CultureInfo.InvariantCulture, $"{Short(row.Relative.Error)} | {row.Relative.At:G9} | ")
                .Append(CultureInfo.InvariantCulture, $"{Short(row.Absolute.Error)} | {row.Absolute.At:G9} | ")
                .Append(CultureInfo.InvariantCulture, $"{row.Outside} | {Distance(row.ZeroAt)} | {Distance(row.OneAt)} |\n");
        }
    }

    private static string Declaration(ActivationAccuracy declared) => string.Create(
        CultureInfo.InvariantCulture,
        $"{declared.Relative}"
        + $"{(declared.Absolute > 0 ? $", Absolute {declared.Absolute}" : "")}"
        + $"{(declared.Underflow > 1 ? $", Underflow {declared.Underflow}" : "")}");

    private static string Count(AccuracyRow row) => row.Density == Density.All
        ? "all"
        : string.Create(CultureInfo.InvariantCulture, $"{row.Arguments / 1e6:F1} million");

    private static string Short(double error) => double.IsPositiveInfinity(error)
        ? "∞"
        : error.ToString(error >= 1000 ? "0.0E+0" : "0.##", CultureInfo.InvariantCulture);

    private static string Distance(double x) => double.IsFinite(x) ? x.ToString("G9", CultureInfo.InvariantCulture) : "–";
}
