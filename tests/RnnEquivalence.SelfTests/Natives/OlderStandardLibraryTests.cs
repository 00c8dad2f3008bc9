using System.Buffers.Binary;
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

        adapt.Should().Throw<DllNotFoundException>().WithMessage(
            "library calls *condition_variable* of GLIBCXX_3.4.30*Install the libstdc++ of GCC 13.2 or newer*");
    }

    [Fact]
    public void FileOfAnotherKind_IsRefused()
    {
        byte[] file = "MZ, and then some more, but no ELF header as far as the eye can see ..."u8.ToArray();

        Bounded.ShouldRefuse(file, _ => { }, "it is not a 64-bit little-endian ELF file");
    }

    [Fact(Skip = "Only on Linux, where the library is an ELF file.", SkipUnless = nameof(HasLibrary))]
    public void TruncatedFile_IsRefused()
    {
        byte[] file = File.ReadAllBytes(Original)[..100_000];

        Bounded.ShouldRefuse(file, _ => { }, "it refers to byte *, but has only 100000");
    }

    [Fact(Skip = "Only on Linux, where the library is an ELF file.", SkipUnless = nameof(HasLibrary))]
    public void DamagedFile_IsReadOrRefused_QuicklyAndInBoundedMemory()
    {
        const int files = 1_000;
        byte[] file = File.ReadAllBytes(Original);
        int needs = new ElfLibrary(Original, file).VersionsNeededOf(OlderStandardLibrary.FileName)[0].FlagsOffset;
        int sections = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(0x28));
        var random = new Random(20180801);
        (int At, int Value) before = default;

        int refused = Bounded.Refused(
            files,
            () =>
            {
                // Where the versions stand, or the headers.
                int at = random.Next(2) == 0 ? random.Next(needs - 0xd4, needs + 0x140) : random.Next(sections, file.Length - 4);
                before = (at, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at)));
                int value = random.Next(4) == 0 ? random.Next(-64, 64) : random.Next(file.Length);
                BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
                return file;
            },
            _ => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(before.At), before.Value));

        refused.Should().BeInRange(files / 10, files * 9 / 10, "much damage is noticed, and much is where nobody looks");
    }

    private static ElfLibrary Read(out byte[] file)
    {
        file = File.ReadAllBytes(Original);
        return new ElfLibrary(Original, file);
    }
}
