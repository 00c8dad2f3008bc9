using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using RnnEquivalence.Evidence;

namespace RnnEquivalence.SelfTests.Documents;

/// <summary>A document of the repository.</summary>
/// <param name="name">Its path below the repository, with slashes.</param>
internal sealed partial class Document(string name)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .UsePipeTables()
        .Build();

    private MarkdownDocument? _parsed;

    /// <summary>Its path below the repository, with slashes.</summary>
    public string Name => name;

    /// <summary>Its text, with the line ends of Unix.</summary>
    public string Text { get; } = File.ReadAllText(PathOf(name)).ReplaceLineEndings("\n");

    private MarkdownDocument Parsed => _parsed ??= Markdown.Parse(Text, Pipeline);

    /// <summary>Whether the repository is above the program; if it is not, there are no documents.</summary>
    public static bool AreHere => EvidenceFolder.InRepository() is not null;

    /// <summary>All documents, but for those that runs write.</summary>
    public static IReadOnlyList<string> All { get; } = !AreHere ? [] :
    [
        .. Directory.EnumerateFiles(PathOf(""), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(PathOf(""), path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "obj" or "bin" or "evidence" or ".git" || part.StartsWith('.')))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The blocks of code: the language, the lines without their common margin, and the file that a comment above names.</summary>
    public IEnumerable<(string Language, string[] Lines, string? Source)> Code => Parsed.Descendants<CodeBlock>().Select(block => (
        (block as FencedCodeBlock)?.Info ?? "",
        WithoutMargin([.. block.Lines.Lines.Take(block.Lines.Count).Select(line => line.ToString())]),
        SourceAbove(block.Span.Start)));

    /// <summary>Where its links lead.</summary>
    public IEnumerable<string> Links => Parsed.Descendants<LinkInline>().Select(link => link.Url ?? "");

    /// <summary>The anchors of its headings.</summary>
    public IEnumerable<string> Anchors => Parsed.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id ?? "");

    /// <summary>The blocks that are made of evidence: their names, and what stands in them.</summary>
    public IEnumerable<(string Name, string Content)> Figures => FiguresBlock().Matches(Text)
        .Select(match => (match.Groups["name"].Value, match.Groups["content"].Value));

    /// <summary>The file of a path below the repository.</summary>
    public static string PathOf(string path) => EvidenceFolder.InRepository(path.Split('/'))!;

    /// <summary>Lines without the margin that all of them have.</summary>
    public static string[] WithoutMargin(IReadOnlyList<string> lines)
    {
        int margin = lines.Where(line => line.Trim().Length > 0)
            .Select(line => line.Length - line.TrimStart().Length)
            .DefaultIfEmpty()
            .Min();
        return [.. lines.Select(line => line.Trim().Length == 0 ? "" : line[margin..].TrimEnd())];
    }

    /// <summary>Writes the document with other blocks of evidence.</summary>
    public void Write(Func<string, string> contentOf) => File.WriteAllText(PathOf(name), FiguresBlock().Replace(
        Text, match => $"<!-- from evidence: {match.Groups["name"].Value} -->\n{contentOf(match.Groups["name"].Value)}<!-- end -->"));

    private string? SourceAbove(int start)
    {
        Match comment = SourceComment().Match(Text[..start]);
        return comment.Success ? comment.Groups["file"].Value : null;
    }

    [GeneratedRegex(@"<!-- code: (?<file>\S+) -->\s*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex SourceComment();

    [GeneratedRegex(
        @"<!-- from evidence: (?<name>[\w-]+) -->\n(?<content>.*?)<!-- end -->", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex FiguresBlock();
}
