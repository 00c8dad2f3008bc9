using FluentAssertions;
using RnnEquivalence.Backends.TorchSharp.Natives;
using Xunit;

namespace RnnEquivalence.SelfTests.Natives;

/// <summary>Where native libraries are looked for.</summary>
public sealed class NativeFoldersTests
{
    public static bool IsLinux => OperatingSystem.IsLinux();

    [Fact]
    public void Folders_AreThoseTheRuntimeWasToldOf_ThenTheProgramsOwn_ThenThoseBelowIt()
    {
        char separator = Path.PathSeparator;

        var folders = new NativeFolders($"told{separator}cache{Path.DirectorySeparatorChar}{separator}", "assembly", "", "program");

        folders.All.Should().Equal(
            "told",
            "cache",
            "assembly",
            "program",
            Path.Combine("assembly", "runtimes", "linux-x64", "native"),
            Path.Combine("program", "runtimes", "linux-x64", "native"),
            Path.Combine("assembly", "cpu"),
            Path.Combine("program", "cpu"));
    }

    [Fact]
    public void FolderMentionedTwice_IsLookedIntoOnce() =>
        new NativeFolders($"program{Path.DirectorySeparatorChar}", "program", "program").All.Should().HaveCount(3).And.StartWith("program");

    [Fact]
    public void Find_ReturnsTheFirstThatExists()
    {
        using var folder = new TemporaryFolder();
        string below = Path.Combine(folder.Path, "runtimes", "linux-x64", "native");
        string leftOver = Path.Combine(folder.Path, "cpu");
        Directory.CreateDirectory(below);
        Directory.CreateDirectory(leftOver);
        var folders = new NativeFolders(told: null, folder.Path);
        folders.Find("library.so").Should().BeNull();

        foreach (string next in new[] { leftOver, below, folder.Path })
        {
            string library = Path.Combine(next, "library.so");
            File.WriteAllText(library, "");
            folders.Find("library.so").Should().Be(library);
        }
    }

    [Fact(Skip = "Only on Linux, where the library is adapted.", SkipUnless = nameof(IsLinux))]
    public void FoldersOfThisProcess_HoldTheLibrary() =>
        NativeFolders.OfProcess(typeof(NativeFoldersTests).Assembly.Location).Find("libLibTorchSharp.so").Should().NotBeNull();
}
