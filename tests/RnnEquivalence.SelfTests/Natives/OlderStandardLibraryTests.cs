using FluentAssertions;
using RnnEquivalence.Backends.TorchSharp.Natives;
using Xunit;

namespace RnnEquivalence.SelfTests.Natives;

/// <summary>The adaptation of TorchSharp's native library to an older libstdc++, on the library itself.</summary>
public sealed class OlderStandardLibraryTests
{
    private static readonly string Original = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");

    public static bool HasLibrary => File.Exists(Original);

    [Fact(Skip = "Only on Linux, where the library is an ELF file.", SkipUnless = nameof(HasLibrary))]
    public void NewestVersionItAsksFor_IsUsedByNoSymbol()
    {
        ElfLibrary library = Read(out _);

        NeededVersion newest = library.VersionsNeededOf(OlderStandardLibrary.FileName).Single(version => version.Name == "GLIBCXX_3.4.32");

        library.SymbolsUsedOf(newest).Should().BeEmpty();
        library.SymbolsUsedOf(library.VersionsNeededOf(OlderStandardLibrary.FileName).Single(version => version.Name == "GLIBCXX_3.4"))
            .Should().NotBeEmpty("the table of symbol versions is read at the right place");
    }

    [Fact(Skip = "Only on Linux, where the library is an ELF file.", SkipUnless = nameof(HasLibrary))]
    public void MakeOptional_ChangesTheFlagsOfThatVersionAndNothingElse()
    {
        byte[] before = File.ReadAllBytes(Original);
        ElfLibrary library = Read(out byte[] after);
        NeededVersion newest = library.VersionsNeededOf(OlderStandardLibrary.FileName).Single(version => version.Name == "GLIBCXX_3.4.32");

        OlderStandardLibrary.MakeOptional(library, [newest], "library");

        Enumerable.Range(0, before.Length).Where(index => before[index] != after[index]).Should().Equal(newest.FlagsOffset);
        after[newest.FlagsOffset].Should().Be(2, "VER_FLG_WEAK");
    }

    [Fact(Skip = "Only on Linux, where the library is an ELF file.", SkipUnless = nameof(HasLibrary))]
    public void VersionThatIsReallyUsed_IsNotMadeOptional()
    {
        ElfLibrary library = Read(out _);
        NeededVersion used = library.VersionsNeededOf(OlderStandardLibrary.FileName).Single(version => version.Name == "GLIBCXX_3.4.30");

        Action adapt = () => OlderStandardLibrary.MakeOptional(library, [used], "library");

        adapt.Should().Throw<DllNotFoundException>().WithMessage("library calls *condition_variable* of GLIBCXX_3.4.30*Install the libstdc++ of GCC 13.2 or newer*");
    }

    [Fact]
    public void FileOfAnotherKind_IsRefused()
    {
        Action read = () => _ = new ElfLibrary("library.so", "MZ, and then some more, but no ELF header as far as the eye can see ..."u8.ToArray());

        read.Should().Throw<InvalidDataException>().WithMessage("library.so is not as expected: it is not a 64-bit little-endian ELF file.");
    }

    [Fact(Skip = "Only on Linux, where the library is an ELF file.", SkipUnless = nameof(HasLibrary))]
    public void TruncatedFile_IsRefused()
    {
        Action read = () => _ = new ElfLibrary("library.so", File.ReadAllBytes(Original)[..100_000]);

        read.Should().Throw<InvalidDataException>().WithMessage("library.so is not as expected: it refers to byte *, but has only 100000.");
    }

    private static ElfLibrary Read(out byte[] file)
    {
        file = File.ReadAllBytes(Original);
        return new ElfLibrary(Original, file);
    }
}
