using System.Buffers.Binary;
using FluentAssertions;
using RnnEquivalence.Backends.TorchSharp.Natives;
using Xunit;

namespace RnnEquivalence.SelfTests.Natives;

/// <summary>The reader of ELF files, on a small library and on damaged ones.</summary>
public sealed class ElfLibraryTests
{
    private const string Overlap = "its tables overlap, or lead back to where they began";

    [Fact]
    public void SoundFile_IsReadInFull()
    {
        var library = new ElfLibrary("library.so", SmallLibrary.Create());

        IReadOnlyList<NeededVersion> first = library.VersionsNeededOf("libfirst.so");
        first.Select(version => (version.Name, version.Index)).Should().Equal(("V_1", 2), ("V_2", 3));
        first[1].FlagsOffset.Should().Be(SmallLibrary.Version + 16 + 4);
        library.VersionsNeededOf("libsecond.so").Select(version => version.Name).Should().Equal("V_3");
        library.VersionsNeededOf("libthird.so").Should().BeEmpty();
        library.VersionsProvided().Should().BeEquivalentTo("W_1", "W_2");
        library.SymbolsUsedOf(first[0]).Should().Equal("used");
        library.SymbolsUsedOf(first[1]).Should().BeEmpty("no relocation refers to it");
    }

    [Theory]
    [InlineData(-48)]
    [InlineData(-16)]
    [InlineData(int.MinValue)]
    public void NextNeededLibrary_ThatLiesBehind_IsRefused(int next)
    {
        byte[] file = SmallLibrary.With(SmallLibrary.Need + 48 + SmallLibrary.NextNeed, (uint)next);

        Bounded.ShouldRefuse(file, library => library.VersionsNeededOf("libfirst.so"), $"it refers to byte *, but has only {file.Length}");
    }

    [Theory]
    [InlineData(-28)]
    [InlineData(-1)]
    public void NextProvidedVersion_ThatLiesBehind_IsRefused(int next)
    {
        byte[] file = SmallLibrary.With(SmallLibrary.Definition + 28 + SmallLibrary.NextDefinition, (uint)next);

        Bounded.ShouldRefuse(file, library => library.VersionsProvided(), $"it refers to byte *, but has only {file.Length}");
    }

    [Fact]
    public void ListOfVersions_ThatEndsEarly_IsRefused()
    {
        byte[] file = SmallLibrary.With(SmallLibrary.Version + SmallLibrary.NextVersion, 0);

        Bounded.ShouldRefuse(file, library => library.VersionsNeededOf("libfirst.so"), "it announces 2 versions at byte 64, but has 1");
    }

    [Fact]
    public void TableOfSymbolVersions_ThatIsTooShort_IsRefused()
    {
        byte[] file = SmallLibrary.With(SmallLibrary.SizeOfSection(5), 4);

        Bounded.ShouldRefuse(
            file,
            library => library.SymbolsUsedOf(library.VersionsNeededOf("libfirst.so")[0]),
            "it has 3 symbols, but the versions of only 2");
    }

    [Fact]
    public void SectionsWithoutNumber_OfTheSameBytes_AreRefused()
    {
        // 65 535 tables of relocations, each of which is the whole file.
        byte[] file = [.. SmallLibrary.Create(), .. new byte[1_000_000]];
        file.AsSpan(SmallLibrary.SizeOfSection(0) - 32, 64).Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(SmallLibrary.SizeOfSection(0) - 28), 4);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(SmallLibrary.SizeOfSection(0)), file.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(0x3a), 0xffff_0000);

        Bounded.ShouldRefuse(file, library => library.SymbolsUsedOf(default), Overlap);
    }

    [Fact]
    public void NamesWithoutNumber_OfTheSameBytes_AreRefused()
    {
        // 65 535 versions, each of which is called by the same million letters.
        const int versions = ushort.MaxValue;
        byte[] file = [.. SmallLibrary.Create(), .. new byte[16 * versions], .. Enumerable.Repeat((byte)'V', 1_000_000), 0];
        int first = file.Length - 1_000_001 - (16 * versions);
        for (int version = first; version < first + (16 * versions); version += 16)
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(version + 8), first + (16 * versions) - SmallLibrary.Names);
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(version + 12), 16);
        }

        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(SmallLibrary.Need + 2), versions);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(SmallLibrary.Need + 8), first - SmallLibrary.Need);

        Bounded.ShouldRefuse(file, library => library.VersionsNeededOf("libfirst.so"), Overlap);
    }

    [Fact]
    public void DamagedFiles_AreReadOrRefused_QuicklyAndInBoundedMemory()
    {
        const int files = 200_000;
        byte[] sound = SmallLibrary.Create();
        var random = new Random(20180801);

        int refused = Bounded.Refused(files, () =>
        {
            byte[] file = sound[..^(random.Next(8) == 0 ? random.Next(sound.Length) : 0)];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                Damage(file, random);
            }

            return file;
        });

        refused.Should().BeInRange(files / 4, files * 3 / 4, "much damage is noticed, and much is where nobody looks");
    }

    private static void Damage(Span<byte> file, Random random)
    {
        Span<byte> from = file[random.Next(file.Length)..];
        Span<byte> place = file[random.Next(file.Length)..];
        int length = Math.Min(1 << random.Next(4), Math.Min(from.Length, place.Length));
        place = place[..length];
        switch (random.Next(4))
        {
            case 0:
                random.NextBytes(place);
                break;
            case 1:
                place.Fill(0xff);
                break;
            case 2:
                place.Clear();
                break;
            default:
                from[..length].CopyTo(place);
                break;
        }
    }
}
