using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using FluentAssertions;
using RnnEquivalence.Evidence;
using RnnEquivalence.Running;
using Xunit;

namespace RnnEquivalence.SelfTests.Architecture;

/// <summary>
/// The folders of the library know each other in one direction: a folder knows those before it, and none beside or behind it.
/// </summary>
public sealed partial class DirectionTests
{
    private const string Root = "RnnEquivalence.";

    private static readonly string[][] Order =
    [
        ["Model", "Memory"],
        ["Backends"],
        ["Rounding", "Conventions", "Generation"],
        ["Formulas"],
        ["Gradients"],
        ["Verdicts"],
        ["Soaks"],
        ["Running"],
        ["Baselines"],
        ["Specifications"],
    ];

    private static readonly Lazy<IReadOnlyList<IType>> Types = new(() =>
    [
        .. new ArchLoader().LoadAssemblies(typeof(LawRunner).Assembly).Build().Types
            .Where(type => type.Namespace?.FullName.StartsWith(Root, StringComparison.Ordinal) == true),
    ]);

    /// <summary>What a type inherits, declares, has in its attributes or uses in the bodies of its methods.</summary>
    [Fact]
    public void Types_KnowOnlyFoldersBeforeTheirOwn()
    {
        HashSet<IType> own = [.. Types.Value];
        var arrows = from type in own
                     from target in type.Dependencies.Select(dependency => dependency.Target).Distinct()
                     where own.Contains(target) && RunsBack(FolderOf(type), FolderOf(target))
                     select Arrow(type.FullName, FolderOf(type), FolderOf(target), target.FullName);

        arrows.Should().BeEmpty();
    }

    /// <summary>What no compiled code shows: a constant, the type of a catch clause, a name in a comment.</summary>
    [Fact]
    public void Sources_UseOnlyFoldersBeforeTheirOwn()
    {
        string? sources = EvidenceFolder.InRepository("src", "RnnEquivalence.Specification");
        Assert.SkipWhen(sources is null, "The sources are not here.");

        var arrows = from folder in Order.SelectMany(level => level)
                     from file in Directory.EnumerateFiles(Path.Combine(sources, folder), "*.cs", SearchOption.AllDirectories)
                     from Match used in UsingDirective().Matches(File.ReadAllText(file))
                     let other = used.Groups["folder"].Value
                     where RunsBack(folder, other)
                     select Arrow(Path.GetFileName(file), folder, other, used.Value.Trim());

        arrows.Should().BeEmpty();
    }

    [Fact]
    public void EveryFolder_HasAPlaceInTheOrder() =>
        Types.Value.Select(FolderOf).Distinct().Should().BeEquivalentTo(Order.SelectMany(level => level));

    private static bool RunsBack(string from, string to) => from != to && LevelOf(to) >= LevelOf(from);

    private static int LevelOf(string folder) => Array.FindIndex(Order, level => level.Contains(folder));

    private static string FolderOf(IType type) => type.Namespace.FullName[Root.Length..].Split('.')[0];

    private static string Arrow(string origin, string from, string to, string target) =>
        $"{origin} in {from} knows {target} in {to}, which has no place before {from}";

    [GeneratedRegex(@"^using (static )?RnnEquivalence\.(?<folder>\w+)[\w.]*;", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex UsingDirective();
}
