using System.Reflection;
using FluentAssertions;
using RnnEquivalence.Evidence;
using RnnEquivalence.Tests.Findings;
using Xunit;

namespace RnnEquivalence.Tests.Documents;

/// <summary>The page of the findings and the tests that reproduce them say the same.</summary>
public sealed class FindingsTests
{
    private static readonly IReadOnlyList<MethodInfo> Tests =
    [
        .. typeof(Finding).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Finding)) && !type.IsAbstract)
            .SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(FactAttribute))),
    ];

    [Fact]
    public void EveryTestOfAFinding_NamesAHeadingOfThePage()
    {
        string[] headings = [.. FindingsPage.Read().Sections.Select(section => section.Heading)];

        Tests.Should().NotBeEmpty();
        Tests.Where(test => !headings.Contains(EntryOf(test))).Select(test => $"{NameOf(test)}: {EntryOf(test)}").Should().BeEmpty();
    }

    [Fact]
    public void EveryHeading_IsNamedByATest() => FindingsPage.Read().Sections.Select(section => section.Heading)
        .Except(Tests.Select(EntryOf)).Should().BeEmpty();

    [Fact]
    public void EverySection_LinksTheFilesOfItsTests()
    {
        FindingsPage page = FindingsPage.Read();

        IEnumerable<string> missing =
            from section in page.Sections
            from test in Tests
            where EntryOf(test) == section.Heading && !section.Body.Contains($"/{test.DeclaringType!.Name}.cs)", StringComparison.Ordinal)
            select $"{section.Heading}: {test.DeclaringType!.Name}.cs";
        missing.Distinct().Should().BeEmpty();
    }

    [Fact]
    public void EveryLinkedFile_Exists()
    {
        string[] files = [.. FindingsPage.Read().Files];

        files.Should().NotBeEmpty();
        files.Where(file => !File.Exists(EvidenceFolder.InRepository("docs", file))).Should().BeEmpty();
    }

    [Fact]
    public void Contents_AreTheHeadings()
    {
        FindingsPage page = FindingsPage.Read();

        page.Contents.Should().Equal(page.Sections.Select(section => (section.Heading, FindingsPage.AnchorOf(section.Heading))));
    }

    [Fact]
    public void EverySection_HasATextToBeFiled_OrTheIssueThatItBelongsTo()
    {
        (string Heading, string Body)[] sections = [.. FindingsPage.Read().Sections];

        sections.Should().NotBeEmpty();
        foreach ((string heading, string body) in sections)
        {
            body.Should().MatchRegex(
                @"\n<details><summary>To be (filed with [\w.-]+/[\w.-]+|added to [\w.-]+/[\w.-]+#\d+(, .+)?)</summary>\n"
                + @"\n(.|\n)+\n\n</details>",
                heading);
        }
    }

    [Fact]
    public void EveryProgram_IsAPartOfATest()
    {
        (string? File, string Code)[] programs = [.. FindingsPage.Read().Programs];

        programs.Should().NotBeEmpty();
        foreach ((string? file, string code) in programs)
        {
            file.Should().StartWith("tests/RnnEquivalence.Tests/Findings/", code);
            string source = File.ReadAllText(EvidenceFolder.InRepository(file!)!).ReplaceLineEndings("\n");
            string[] indented = [.. Enumerable.Range(0, 5).Select(level => Indented(code, 4 * level))];
            indented.Any(block => source.Contains($"\n{block}", StringComparison.Ordinal)).Should().BeTrue($"{file} should hold\n{code}");
        }
    }

    private static string Indented(string code, int spaces) =>
        string.Join('\n', code.Split('\n').Select(line => line.Length == 0 ? "" : new string(' ', spaces) + line));

    private static string? EntryOf(MethodInfo test) => test.GetCustomAttribute<EntryAttribute>()?.Heading;

    private static string NameOf(MethodInfo test) => $"{test.DeclaringType!.Name}.{test.Name}";
}
