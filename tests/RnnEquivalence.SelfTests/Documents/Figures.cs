using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RnnEquivalence.Running;
using RnnEquivalence.SelfTests.Kills;
using RnnEquivalence.SelfTests.Mutants;
using RnnEquivalence.SelfTests.Soak;
using RnnEquivalence.Soaks;
using RnnEquivalence.Specifications;

namespace RnnEquivalence.SelfTests.Documents;

/// <summary>The tables in documents that are made of evidence, or of the library itself.</summary>
internal static partial class Figures
{
    private static readonly (string Heading, string Judged)[] Judged =
    [
        ("fused, float32", ", fused, float32"),
        ("unfused, float32", ", unfused, float32"),
        ("ONNX Runtime, float32", "parameters as inputs, float32"),
        ("the suite's own, float32", "scalar kernel, Float32"),
        ("fused, float64", ", fused, float64"),
        ("unfused, float64", ", unfused, float64"),
    ];

    /// <summary>A table by its name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that name.</exception>
    public static string Of(string name) => name switch
    {
        "kills-by-measure" => KillsByMeasure(),
        "worst-by-cell" => WorstByCell(),
        "laws" => LawsBySpecification(),
        "knobs" => KnobTable(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such table is made of evidence."),
    };

    private static string KillsByMeasure()
    {
        KillTable table = KillFiles.Table();
        ILookup<string, KillTable.Cell> byMutant = table.Cells.ToLookup(cell => cell.Mutant);
        (string Words, string Measure)[] rows =
        [
            ("the suite's bound", "1x"),
            ("`atol 5e-5` (PyTorch's CPU against cuDNN)", "atol 5e-5"),
            ("`rtol 1.3e-6 atol 1e-5` (PyTorch's `assert_close`)", "rtol 1.3e-6 atol 1e-5"),
            ("`rtol 1e-3 atol 1e-7` (ONNX' node tests)", "rtol 1e-3 atol 1e-7"),
            ("L2 norm within 80 eps (MIOpen)", "L2 80 eps"),
        ];
        var text = new StringBuilder("| measured by | wrong kernels seen | laws that refute a correct one |\n|---|---|---|\n");
        foreach ((string words, string name) in rows)
        {
            int measure = Measure.Names.ToList().IndexOf(name);
            int seen = table.Scope.Mutants.Count(mutant => KillPage.First(byMutant[mutant], measure) is not null);
            int refuting = byMutant[Fault.None.Id].Count(cell => cell.Medians[measure] is not null);
            text.Append(CultureInfo.InvariantCulture, $"| {words} | {seen} of {table.Scope.Mutants.Count} | ")
                .Append(CultureInfo.InvariantCulture, $"{(refuting == 0 ? "none" : refuting)} |\n");
        }

        return text.ToString();
    }

    private static string WorstByCell()
    {
        SoakTable table = SoakFiles.Table();
        var text = new StringBuilder("| |").AppendJoin('|', Judged.Select(one => $" {one.Heading} ")).Append("|\n|---|");
        text.Insert(text.Length, "---|", Judged.Length).Append('\n');
        Row("RNN with tanh", SoakTable.Outputs, cell => cell == "Rnn");
        Row("RNN with rectifier", SoakTable.Outputs, cell => cell == "rectified Rnn");
        Row("GRU", SoakTable.Outputs, cell => cell == "Gru");
        Row("LSTM", SoakTable.Outputs, cell => cell == "Lstm");
        Row("gradients", SoakTable.Gradients, _ => true);
        return text.ToString();

        void Row(string name, string kind, Func<string, bool> isOfCell) => text.Append(CultureInfo.InvariantCulture, $"| {name} |")
            .AppendJoin('|', Judged.Select(one => $" {Worst(one.Judged, kind, isOfCell)} ")).Append("|\n");

        string Worst(string judged, string kind, Func<string, bool> isOfCell)
        {
            SoakCount[] found =
            [
                .. table.Cells.Rows.Where(row => row.Key.Judged.Contains(judged, StringComparison.Ordinal)
                        && row.Key.Law == kind && isOfCell(row.Key.Cell))
                    .Where(row => !row.Key.Judged.Contains('→', StringComparison.Ordinal))
                    .Select(row => row.Count),
            ];
            return found.Length == 0 ? "–" : found.Max(count => count.Worst).ToString("0.00", CultureInfo.InvariantCulture);
        }
    }

    private static string LawsBySpecification()
    {
        Dictionary<string, string> summaries = Summaries();
        var text = new StringBuilder("| law | in words |\n|---|---|\n");
        foreach (Type specification in typeof(RecurrentSpecification<>).Assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: true, IsGenericTypeDefinition: true } && LawsOf(type).Length > 0)
            .OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| **{specification.Name.Split('`')[0]}** | ")
                .Append(CultureInfo.InvariantCulture, $"{summaries.GetValueOrDefault($"T:{specification.FullName}")} |\n");
            foreach (MethodInfo law in LawsOf(specification))
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{law.Name}` | ")
                    .Append(CultureInfo.InvariantCulture, $"{summaries.GetValueOrDefault($"M:{specification.FullName}.{law.Name}")} |\n");
            }
        }

        return text.ToString();
    }

    private static MethodInfo[] LawsOf(Type specification) =>
    [
        .. specification.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType == typeof(Law) || method.Name.StartsWith("Baseline_", StringComparison.Ordinal))
            .OrderBy(method => method.Name, StringComparer.Ordinal),
    ];

    private static string KnobTable() => string.Concat(Knobs.All
        .Select(knob => $"| `{knob.Variable}` | {knob.Help.ReplaceLineEndings(" ")} |\n")
        .Prepend("|---|---|\n")
        .Prepend("| variable | what it takes |\n"));

    /// <summary>What the documentation of the library says of each member, as one line of text.</summary>
    private static Dictionary<string, string> Summaries() => XDocument
        .Load(Path.ChangeExtension(typeof(RecurrentSpecification<>).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value, member => OneLine(member.Element("summary")));

    private static string OneLine(XElement? summary)
    {
        string text = string.Concat((summary?.Nodes() ?? []).Select(node => node switch
        {
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } see => $"`{(see.Attribute("cref")?.Value ?? "").Split('.', ':')[^1].Split('`')[0]}`",
            XElement other => other.Value,
            XText plain => plain.Value,
            _ => "",
        }));
        return Spaces().Replace(text, " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
