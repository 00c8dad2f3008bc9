using System.Runtime.InteropServices;
using FluentAssertions;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Backends.TorchSharp.Natives;
using Xunit;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>TorchSharp's native library asks for a newer libstdc++ than it uses, which keeps it from loading on older systems.</summary>
public sealed class NativeLibraryTests : TorchSharpFinding
{
    private const string Heading = "TorchSharp 0.107.0: the native library does not load on Debian 12 or Ubuntu 22.04";

    public static bool HasLibrary => File.Exists(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"));

    /// <summary>On whatever system: what the file says of itself.</summary>
    [Fact(Skip = "Only on Linux, where the library is an ELF file.", SkipUnless = nameof(HasLibrary))]
    [Entry(Heading)]
    public void NativeLibrary_AsksForAVersionThatNoSymbolIsBoundTo()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");
        var library = new ElfLibrary(path, File.ReadAllBytes(path));

        Remains(() => library.VersionsNeededOf(OlderStandardLibrary.FileName)
            .Any(version => version.Name == "GLIBCXX_3.4.32" && library.SymbolsUsedOf(version).Count == 0));
    }

    [Fact(Skip = "Only on Linux, where the library is an ELF file.", SkipUnless = nameof(HasLibrary))]
    [Entry(Heading)]
    public void NativeLibrary_OnASystemWithoutThatVersion_IsRefused()
    {
        Assert.SkipUnless(TorchSharpLoader.IsAdapted, "This system's libstdc++ has all that the library asks for.");

        Action load = static () => Load();

        load.Should().Throw<DllNotFoundException>().Which.Message.Should().Contain("version `GLIBCXX_3.4.32' not found");
    }

    private static void Load()
    {
        NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"));
    }
}
