using FluentAssertions;
using RnnEquivalence.Evidence;
using Xunit;

namespace RnnEquivalence.SelfTests.Architecture;

public sealed class LineTests
{
    private const int Longest = 140;

    private static readonly string[] Folders = ["src", "tests", "samples", "benchmarks", "build", ".ci", ".github"];

    private static readonly string[] Kinds = [".cs", ".csproj", ".props", ".targets", ".yml", ""];

    /// <summary>Two windows beside each other show two files whole.</summary>
    [Fact]
    public void Lines_AreNoLongerThanAScreenShows()
    {
        string? root = EvidenceFolder.InRepository();
        Assert.SkipWhen(root is null, "The sources are not here.");

        var tooLong = from folder in Folders
                      from file in Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
                      where Kinds.Contains(Path.GetExtension(file)) && !IsMade(Path.GetRelativePath(root, file))
                      from line in File.ReadLines(file).Index()
                      where line.Item.Length > Longest
                      select $"{Path.GetRelativePath(root, file)}:{line.Index + 1}";
        tooLong.Should().BeEmpty();
    }

    private static bool IsMade(string path) =>
        path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules");
}
