using System.Text;
using System.Text.RegularExpressions;
using RnnEquivalence.Evidence;
using Xunit;

namespace RnnEquivalence.Tests.Documents;

/// <summary>The page of the findings, as it lies among the sources: one section for each finding.</summary>
internal sealed partial class FindingsPage
{
    private FindingsPage(string text)
    {
        string[] parts = text.Split("\n### ");
        Text = text;
        Introduction = parts[0];
        Sections = [.. parts.Skip(1).Select(part => (part[..part.IndexOf('\n')], part[(part.IndexOf('\n') + 1)..]))];
    }

    /// <summary>All of it, with the line ends of Unix.</summary>
    public string Text { get; }

    /// <summary>What stands before the first finding.</summary>
    public string Introduction { get; }

    /// <summary>The findings.</summary>
    public IReadOnlyList<(string Heading, string Body)> Sections { get; }

    /// <summary>The links to files of the repository, relative to the folder of the page.</summary>
    public IEnumerable<string> Files => Link().Matches(Text).Select(link => link.Groups["to"].Value)
        .Where(to => !to.StartsWith('#') && !to.Contains("://", StringComparison.Ordinal));

    /// <summary>The programs, each with the file that it is a part of, relative to the repository, or null if none is named.</summary>
    public IEnumerable<(string? File, string Code)> Programs => Program().Matches(Text)
        .Select(program => (program.Groups["file"] is { Success: true } file ? file.Value : null, program.Groups["code"].Value));

    /// <summary>The links of the table of contents.</summary>
    public IEnumerable<(string Heading, string To)> Contents =>
        Entry().Matches(Introduction).Select(entry => (entry.Groups["heading"].Value, entry.Groups["to"].Value));

    /// <summary>The page; the test that asks for it is skipped where there are no sources.</summary>
    public static FindingsPage Read()
    {
        string? path = EvidenceFolder.InRepository("docs", "findings.md");
        Assert.SkipWhen(path is null, "No folder above the program has the sources, and so the page of the findings.");
        return new FindingsPage(File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    /// <summary>Where GitHub puts a heading: in lower case, without punctuation, with hyphens for spaces.</summary>
    public static string AnchorOf(string heading)
    {
        var anchor = new StringBuilder("#");
        foreach (Rune rune in heading.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_')
            {
                anchor.Append(Rune.ToLowerInvariant(rune));
            }
            else if (rune.Value == ' ')
            {
                anchor.Append('-');
            }
        }

        return anchor.ToString();
    }

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^(<!-- code: (?<file>\S+) -->\n)?```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Program();

    [GeneratedRegex(@"^- \[(?<heading>.+)\]\((?<to>#\S+)\)$", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
