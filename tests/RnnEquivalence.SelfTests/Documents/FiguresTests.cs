using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FluentAssertions;
using RnnEquivalence.Evidence;
using RnnEquivalence.Generation;
using RnnEquivalence.SelfTests.Kills;
using RnnEquivalence.SelfTests.Mutants;
using RnnEquivalence.SelfTests.Soak;
using RnnEquivalence.Soaks;
using Xunit;

namespace RnnEquivalence.SelfTests.Documents;

/// <summary>Numbers in documents are those of the evidence.</summary>
public sealed class FiguresTests
{
    private const string Command = "dotnet run --project tests/RnnEquivalence.SelfTests -- -explicit only -method \"*.Tables_AreWritten\"";

    public static TheoryData<string, string> Tables =>
        [.. Document.All.SelectMany(name => new Document(name).Figures.Select(table => (name, table.Name)))
            .DefaultIfEmpty(("README.md", ""))];

    /// <summary>Writes every table of every document anew.</summary>
    [Fact(Explicit = true)]
    public void Tables_AreWritten()
    {
        foreach (string name in Document.All)
        {
            new Document(name).Write(Figures.Of);
        }
    }

    /// <summary>A line that is not so any more fails; one that is not there yet is owed.</summary>
    [Theory]
    [MemberData(nameof(Tables))]
    public void Table_SaysWhatIsSo(string name, string table)
    {
        Assert.SkipUnless(Document.AreHere, "The documents are not here.");
        string[] said = LinesOf(new Document(name).Figures.Single(one => one.Name == table).Content);
        string[] so = LinesOf(Figures.Of(table));

        said.Except(so).Should().BeEmpty("{0} is written anew by\n{1}", name, Command);
        Owed.SkipIfAny($"lines of {name}", so.Except(said), Command);
        said.Should().Equal(so);

        static string[] LinesOf(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public static TheoryData<string, string, string> Sentences { get; } = new()
    {
        { "README.md", @"(\d+) wrong kernels, each an otherwise correct one", Mutants },
        { "README.md", @"([\d.]+) million random cases of every law", SoakedMillions },
        { "README.md", @"raised (no false alarm|\d+ false alarms)", Alarms },
        { "README.md", @"([\d.]+) % of them were inconclusive", Inconclusive },
        { "docs/tolerances.md", @"some (\d+) million arguments for each tanh", TanhMillions },
        { "docs/tolerances.md", @"and (\d+) million for each σ", SigmoidMillions },
        { "docs/tolerances.md", @"in \[([\d.]+) million random cases\]", SoakedMillions },
        { "docs/conventions.md", @"\| PyTorch 1[^|]*\| (\d+) \|", $"{Vectors}pytorch" },
        { "docs/conventions.md", @"\| PyTorch 1[^|]*\| \d+ \| (\d+) \|", $"{Differentiated}pytorch" },
        { "docs/conventions.md", @"\| PyTorch's export[^|]*\| (\d+) \|", $"{Vectors}onnx-export" },
        { "docs/conventions.md", @"\| TensorFlow.js[^|]*\| (\d+) \|", $"{Vectors}tensorflow-js" },
        { "docs/conventions.md", @"\| TensorFlow.js[^|]*\| \d+ \| (\d+) \|", $"{Differentiated}tensorflow-js" },
    };

    private const string Mutants = "mutants";
    private const string SoakedMillions = "millions of cases soaked";
    private const string Alarms = "false alarms";
    private const string Inconclusive = "share of inconclusive cases";
    private const string TanhMillions = "millions of arguments of tanh";
    private const string SigmoidMillions = "millions of arguments of σ";
    private const string Vectors = "vectors of ";
    private const string Differentiated = "vectors with gradients of ";

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Sentence_SaysWhatIsSo(string name, string pattern, string figure)
    {
        Assert.SkipUnless(Document.AreHere, "The documents are not here.");

        Match said = Regex.Match(new Document(name).Text.Replace('\n', ' '), pattern);

        said.Success.Should().BeTrue("{0} tells the {1}", name, figure);
        said.Groups[1].Value.Should().Be(Figure(figure), "that is the number of {0}", figure);
    }

    /// <summary>The failure that README shows is the one that a kernel with these gates exchanged is shrunk to.</summary>
    [Fact]
    public void FailureInReadme_IsWhatSuchAKernelIsShrunkTo()
    {
        Assert.SkipUnless(Document.AreHere, "The documents are not here.");
        NamedLaw law = Laws.Of(CellVariant.Lstm).Single(one => one.Name == "Lstm_EachStep_EqualsExpandedFormula");

        Fault exchanged = Catalogue.All.Single(fault => fault.Id == "gates-i-f-exchanged");

        string smallest = law.Against(exchanged, 400, seed: 1).Counterexample!.ToString()!;

        string[] shown = [.. new Document("README.md").Text.Split('\n').Select(line => line.Trim())];
        smallest.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Should().BeSubsetOf(shown);
    }

    private static string Figure(string name)
    {
        SoakCount total = SoakFiles.Table().Laws.Rows.Aggregate(default(SoakCount), (sum, row) => sum + row.Count);
        return name switch
        {
            Mutants => Text($"{KillFiles.Table().Scope.Mutants.Count}"),
            SoakedMillions => Text($"{total.Cases / 1e6:F1}"),
            Alarms => total.Refuted == 0 ? "no false alarm" : Text($"{total.Refuted} false alarms"),
            Inconclusive => Text($"{100.0 * total.Inconclusive / total.Cases:F2}"),
            TanhMillions => Text($"{MillionsOf("tanh"):F0}"),
            SigmoidMillions => Text($"{MillionsOf("σ"):F0}"),
            _ when name.StartsWith(Vectors, StringComparison.Ordinal) => Text($"{VectorsIn(name[Vectors.Length..]).Count()}"),
            _ when name.StartsWith(Differentiated, StringComparison.Ordinal) =>
                Text($"{VectorsIn(name[Differentiated.Length..]).Count(vector => vector["gradients"] is not null)}"),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a figure."),
        };
    }

    private static IEnumerable<JsonNode> VectorsIn(string file) => JsonNode
        .Parse(File.ReadAllText(Document.PathOf($"fixtures/golden/{file}.json")))!.AsObject()
        .Select(member => member.Value).OfType<JsonArray>().SelectMany(array => array).OfType<JsonObject>();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>How many arguments the function had at the places of the three backends that are measured with all, by millions.</summary>
    private static double MillionsOf(string function)
    {
        string[] rows = File.ReadAllLines(Document.PathOf("evidence/accuracy/accuracy.csv"));
        int arguments = Array.IndexOf(rows[0].Split(','), "arguments");
        return rows[1..].Select(row => row.Split(','))
            .Where(fields => fields[0] is "TorchSharpFusedFloat32" or "TorchSharpUnfusedFloat32" or "OnnxRuntimeFloat32")
            .Where(fields => fields[3].StartsWith(function, StringComparison.Ordinal) && fields[4] == "256")
            .Select(fields => double.Parse(fields[arguments], CultureInfo.InvariantCulture) / 1e6)
            .Max();
    }
}
