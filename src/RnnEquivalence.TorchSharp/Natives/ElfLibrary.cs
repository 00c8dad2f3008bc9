using System.Buffers.Binary;
using System.Text;

namespace RnnEquivalence.Backends.TorchSharp.Natives;

/// <summary>
/// The part of a 64-bit little-endian ELF shared library that decides which symbol versions of other libraries it
/// asks for (System V ABI, gABI chapter 5; <i>Linux Standard Base</i>, "Symbol versioning").
/// </summary>
/// <remarks>Whatever the file holds, reading it ends, in a time and with memory that are bounded by its length.</remarks>
internal sealed class ElfLibrary
{
    private const uint RelocationsWithAddends = 4;
    private const uint NoBits = 8;
    private const uint DynamicSymbols = 11;
    private const uint VersionDefinitions = 0x6ffffffd;
    private const uint VersionNeeds = 0x6ffffffe;
    private const uint SymbolVersions = 0x6fffffff;
    private const ushort Weak = 2;
    private const int SymbolSize = 24;
    private const int RelocationSize = 24;

    // Nothing in a sound file overlaps, save the ends of names: no question about one reads even as much as the file once.
    private const int MostReadings = 4;

    private readonly byte[] _file;
    private readonly string _name;
    private readonly List<Section> _sections = [];
    private long _readable;

    /// <summary>Reads the section headers.</summary>
    /// <param name="name">What the library is called in messages.</param>
    /// <param name="file">The whole file; <see cref="MakeOptional"/> writes into it.</param>
    /// <exception cref="InvalidDataException">It is no 64-bit little-endian ELF file, or its headers point outside of it.</exception>
    public ElfLibrary(string name, byte[] file)
    {
        _name = name;
        _file = file;
        if (file.Length < 64 || !file.AsSpan(0, 6).SequenceEqual<byte>([0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
        {
            throw Unexpected("it is not a 64-bit little-endian ELF file");
        }

        BeginReading();
        long headers = At(U64(0x28), 64);
        int size = U16(0x3a);
        int count = U16(0x3c);
        for (int index = 0; index < count; index++)
        {
            int header = At(headers + ((long)index * size), 64);
            bool inFile = U32(header + 4) != NoBits;
            int length = inFile ? At(U64(header + 32), 0) : 0;
            _sections.Add(new Section(U32(header + 4), inFile ? At(U64(header + 24), length) : 0, length, U32(header + 40)));
        }
    }

    /// <summary>The versions that the library asks of one other library, each with where its flags stand in the file.</summary>
    /// <exception cref="InvalidDataException">The tables of versions are damaged.</exception>
    public IReadOnlyList<NeededVersion> VersionsNeededOf(string library)
    {
        BeginReading();
        var needed = new List<NeededVersion>();
        foreach (Section section in SectionsOf(VersionNeeds))
        {
            foreach (long entry in Chain(section.Offset, nextAt: 12))
            {
                // Read in any case, so that a damaged name is noticed.
                bool wanted = Text(section.Link, U32(entry + 4)) == library;
                int count = U16(entry + 2);
                List<long> versions = count == 0 ? [] : [.. Chain(entry + U32(entry + 8), nextAt: 12).Take(count)];
                if (versions.Count < count)
                {
                    throw Unexpected($"it announces {count} versions at byte {entry}, but has {versions.Count}");
                }

                if (wanted)
                {
                    needed.AddRange(versions.Select(
                        version => new NeededVersion(Text(section.Link, U32(version + 8)), U16(version + 6), At(version + 4, 2))));
                }
            }
        }

        return needed;
    }

    /// <summary>The versions that the library itself provides.</summary>
    /// <exception cref="InvalidDataException">The tables of versions are damaged.</exception>
    public IReadOnlySet<string> VersionsProvided()
    {
        BeginReading();
        var provided = new HashSet<string>();
        foreach (Section section in SectionsOf(VersionDefinitions))
        {
            foreach (long entry in Chain(section.Offset, nextAt: 16))
            {
                provided.Add(Text(section.Link, U32(entry + U32(entry + 12))));
            }
        }

        return provided;
    }

    /// <summary>The symbols bound to a version that the library really uses: those that some relocation refers to.</summary>
    /// <exception cref="InvalidDataException">The tables of symbols or relocations are damaged.</exception>
    public IReadOnlyList<string> SymbolsUsedOf(NeededVersion version)
    {
        BeginReading();
        Section symbols = Single(DynamicSymbols, "dynamic symbol table");
        Section versions = Single(SymbolVersions, "table of symbol versions");
        if (versions.Size / 2 < symbols.Size / SymbolSize)
        {
            throw Unexpected($"it has {symbols.Size / SymbolSize} symbols, but the versions of only {versions.Size / 2}");
        }

        HashSet<uint> relocated = [];
        foreach (Section section in SectionsOf(RelocationsWithAddends))
        {
            for (long offset = 0; offset < section.Size; offset += RelocationSize)
            {
                relocated.Add(U32(section.Offset + offset + 12));
            }
        }

        var used = new List<string>();
        for (uint index = 0; index < symbols.Size / SymbolSize; index++)
        {
            if (U16(versions.Offset + (2L * index)) == version.Index && relocated.Contains(index))
            {
                used.Add(Text(symbols.Link, U32(symbols.Offset + ((long)index * SymbolSize))));
            }
        }

        return used;
    }

    /// <summary>Marks a needed version as weak: the dynamic loader no longer refuses the library where it is missing.</summary>
    public void MakeOptional(NeededVersion version) =>
        BinaryPrimitives.WriteUInt16LittleEndian(_file.AsSpan(version.FlagsOffset), Weak);

    private IEnumerable<Section> SectionsOf(uint type) => _sections.Where(section => section.Type == type);

    private Section Single(uint type, string what)
    {
        List<Section> found = [.. SectionsOf(type)];
        return found.Count == 1 ? found[0] : throw Unexpected($"it has {found.Count} sections that hold a {what}, where one is expected");
    }

    /// <summary>Records that each say how far behind their own start the next one is, until one says 0.</summary>
    private IEnumerable<long> Chain(long first, int nextAt)
    {
        long entry = first;
        for (uint next = uint.MaxValue; next != 0; entry += next)
        {
            yield return entry;
            next = U32(entry + nextAt);
        }
    }

    private string Text(uint section, uint offset)
    {
        if (section >= _sections.Count)
        {
            throw Unexpected($"it refers to section {section}, but has only {_sections.Count}");
        }

        int start = At(_sections[(int)section].Offset + (long)offset, 1);
        int length = _file.AsSpan(start).IndexOf((byte)0);
        return length < 0 ? throw Unexpected("a name in it has no end") : Encoding.ASCII.GetString(_file, At(start, length), length);
    }

    private ushort U16(long offset) => BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(At(offset, 2)));

    private uint U32(long offset) => BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(At(offset, 4)));

    private ulong U64(long offset) => BinaryPrimitives.ReadUInt64LittleEndian(_file.AsSpan(At(offset, 8)));

    private int At(ulong offset, int length) => offset > int.MaxValue ? throw Outside(offset) : At((long)offset, length);

    private int At(long offset, int length)
    {
        if (offset + length > _file.Length)
        {
            throw Outside((ulong)offset);
        }

        _readable -= length;
        return _readable < 0 ? throw Unexpected("its tables overlap, or lead back to where they began") : (int)offset;
    }

    private void BeginReading() => _readable = (long)MostReadings * _file.Length;

    private InvalidDataException Outside(ulong offset) =>
        Unexpected($"it refers to byte {offset}, but has only {_file.Length}");

    private InvalidDataException Unexpected(string what) => new($"{_name} is not as expected: {what}.");

    private readonly record struct Section(uint Type, int Offset, int Size, uint Link);
}

/// <summary>A symbol version that a library asks of another.</summary>
/// <param name="Name">GLIBCXX_3.4.32, for instance.</param>
/// <param name="Index">The number by which the table of symbol versions refers to it.</param>
/// <param name="FlagsOffset">Where its flags stand in the file.</param>
internal readonly record struct NeededVersion(string Name, ushort Index, int FlagsOffset);
