using System.Reflection;
using System.Text.RegularExpressions;
using FluentAssertions;
using RnnEquivalence.Running;
using Xunit;

namespace RnnEquivalence.SelfTests.Documents;

/// <summary>
/// What documents say can be followed: their links lead somewhere, their code is compiled, their commands name what there is.
/// </summary>
public sealed partial class DocumentTests
{
    private const int MostLinesOfReadme = 150;

    public static TheoryData<string> Documents => [.. Document.All.DefaultIfEmpty("README.md")];

    [Fact]
    public void Readme_IsShort()
    {
        SkipUnlessHere();

        new Document("README.md").Text.TrimEnd('\n').Split('\n').Should().HaveCountLessThanOrEqualTo(MostLinesOfReadme);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_LeadSomewhere(string name)
    {
        SkipUnlessHere();
        var document = new Document(name);

        document.Links.Where(link => !link.Contains("://", StringComparison.Ordinal) && !Leads(document, link)).Should().BeEmpty();
    }

    /// <summary>
    /// Each block of C# stands, line for line, in a file that is compiled and run: the one that a comment above it names, or one of the
    /// samples.
    /// </summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void CSharp_StandsInACompiledFile(string name)
    {
        SkipUnlessHere();

        foreach ((string _, string[] lines, string? source) in new Document(name).Code.Where(code => code.Language is "csharp" or "cs"))
        {
            string[] files = source is null
                ? [.. Directory.EnumerateFiles(Document.PathOf("samples"), "*.cs", SearchOption.AllDirectories)]
                : [Document.PathOf(source)];

            files.Should().Contain(file => Stands(lines, file), "{0} shows it:\n{1}", source ?? "samples/", string.Join('\n', lines));
        }
    }

    /// <summary>Projects, scripts, variables of the environment, and the classes and methods that filters name.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void Commands_NameWhatThereIs(string name)
    {
        SkipUnlessHere();
        string text = new Document(name).Text;

        Named(Project(), text).Where(project => !Path.Exists(Document.PathOf(project))).Should().BeEmpty("these projects are named");
        Named(Script(), text).Where(script => !File.Exists(Document.PathOf(script))).Should().BeEmpty("these scripts are named");
        Named(Variable(), text).Except(Knobs.All.Select(knob => knob.Variable)).Should().BeEmpty("these variables are named");
        Named(Filter(), text).Where(filter => !IsInTests(filter.Trim('*', '.'))).Should().BeEmpty("these filters are named");
    }

    private static void SkipUnlessHere() => Assert.SkipUnless(Document.AreHere, "The documents are not here.");

    private static bool Leads(Document document, string link)
    {
        string[] parts = link.Split('#');
        string target = parts[0].Length == 0
            ? document.Name
            : string.Join('/', Path.GetRelativePath(
                Document.PathOf(""),
                Path.Combine(Path.GetDirectoryName(Document.PathOf(document.Name))!, Uri.UnescapeDataString(parts[0]))).Split('\\'));
        return Path.Exists(Document.PathOf(target))
            && (parts.Length == 1 || !target.EndsWith(".md", StringComparison.Ordinal) || new Document(target).Anchors.Contains(parts[1]));
    }

    private static bool Stands(string[] lines, string file)
    {
        string[] source = [.. File.ReadAllLines(file).Select(line => line.TrimEnd())];
        return Enumerable.Range(0, Math.Max(0, source.Length - lines.Length + 1))
            .Any(start => Document.WithoutMargin(source[start..(start + lines.Length)]).SequenceEqual(lines));
    }

    private static IEnumerable<string> Named(Regex pattern, string text) =>
        pattern.Matches(text).Select(match => match.Groups["name"].Value).Distinct();

    /// <summary>Whether some source of the tests has a name that a filter asks for.</summary>
    private static bool IsInTests(string name) => TestSources.Value.Any(text => text.Contains(name, StringComparison.Ordinal));

    private static readonly Lazy<string[]> TestSources = new(() =>
    [
        .. new[] { "tests", "samples" }.SelectMany(folder => Directory.EnumerateFiles(
            Document.PathOf(folder), "*.cs", SearchOption.AllDirectories)).Select(File.ReadAllText),
        .. Assembly.GetExecutingAssembly().GetReferencedAssemblies().Select(assembly => assembly.FullName),
    ]);

    [GeneratedRegex(@"(--project |dotnet pack )(?<name>[\w./]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Project();

    [GeneratedRegex(@"(?<![\w/])(?<name>\.ci/\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Script();

    [GeneratedRegex(@"(?<name>RNNEQ_[A-Z]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    [GeneratedRegex(@"-(class|method|namespace) ""(?<name>[^""]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Filter();
}
