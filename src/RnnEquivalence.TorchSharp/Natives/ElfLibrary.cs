using System.Buffers.Binary;
using System.Text;

namespace RnnEquivalence.Backends.TorchSharp.Natives;

/// <summary>
/// The part of a 64-bit little-endian ELF shared library that decides which symbol versions of other libraries it
/// asks for (System V ABI, gABI chapter 5; <i>Linux Standard Base</i>, "Symbol versioning").
/// </summary>
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

    private readonly byte[] _file;
    private readonly string _name;
    private readonly List<Section> _sections = [];

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

        int headers = At(U64(0x28), 64);
        int size = U16(0x3a);
        int count = U16(0x3c);
        for (int index = 0; index < count; index++)
        {
            int header = At((long)headers + ((long)index * size), 64);
            bool inFile = U32(header + 4) != NoBits;
            int length = inFile ? At(U64(header + 32), 0) : 0;
            _sections.Add(new Section(U32(header + 4), inFile ? At(U64(header + 24), length) : 0, length, (int)U32(header + 40)));
        }
    }

    /// <summary>The versions that the library asks of one other library, each with where its flags stand in the file.</summary>
    public IReadOnlyList<NeededVersion> VersionsNeededOf(string library)
    {
        var needed = new List<NeededVersion>();
        foreach (Section section in _sections.Where(section => section.Type == VersionNeeds))
        {
            int entry = section.Offset;
            while (true)
            {
                int count = U16(entry + 2);
                bool wanted = Text(section.Link, U32(entry + 4)) == library;
                int version = entry + (int)U32(entry + 8);
                for (int index = 0; index < count; index++)
                {
                    if (wanted)
                    {
                        needed.Add(new NeededVersion(Text(section.Link, U32(version + 8)), U16(version + 6), version + 4));
                    }

                    version += (int)U32(version + 12);
                }

                int next = (int)U32(entry + 12);
                if (next == 0)
                {
                    break;
                }

                entry += next;
            }
        }

        return needed;
    }

    /// <summary>The versions that the library itself provides.</summary>
    public IReadOnlySet<string> VersionsProvided()
    {
        var provided = new HashSet<string>();
        foreach (Section section in _sections.Where(section => section.Type == VersionDefinitions))
        {
            int entry = section.Offset;
            while (true)
            {
                int name = entry + (int)U32(entry + 12);
                provided.Add(Text(section.Link, U32(name)));
                int next = (int)U32(entry + 16);
                if (next == 0)
                {
                    break;
                }

                entry += next;
            }
        }

        return provided;
    }

    /// <summary>The symbols bound to a version that the library really uses: those that some relocation refers to.</summary>
    public IReadOnlyList<string> SymbolsUsedOf(NeededVersion version)
    {
        Section symbols = Single(DynamicSymbols, "dynamic symbol table");
        Section versions = Single(SymbolVersions, "table of symbol versions");
        HashSet<uint> relocated = [];
        foreach (Section section in _sections.Where(section => section.Type == RelocationsWithAddends))
        {
            for (long offset = 0; offset < section.Size; offset += RelocationSize)
            {
                relocated.Add(U32(At(section.Offset + offset + 12, 4)));
            }
        }

        var used = new List<string>();
        for (uint index = 0; index < symbols.Size / SymbolSize; index++)
        {
            if (U16(versions.Offset + (int)(2 * index)) == version.Index && relocated.Contains(index))
            {
                used.Add(Text(symbols.Link, U32(symbols.Offset + (int)(index * SymbolSize))));
            }
        }

        return used;
    }

    /// <summary>Marks a needed version as weak: the dynamic loader no longer refuses the library where it is missing.</summary>
    public void MakeOptional(NeededVersion version) =>
        BinaryPrimitives.WriteUInt16LittleEndian(_file.AsSpan(version.FlagsOffset), Weak);

    private Section Single(uint type, string what)
    {
        List<Section> found = [.. _sections.Where(section => section.Type == type)];
        return found.Count == 1 ? found[0] : throw Unexpected($"it has {found.Count} sections that hold a {what}, where one is expected");
    }

    private string Text(int section, uint offset)
    {
        if (section < 0 || section >= _sections.Count)
        {
            throw Unexpected($"it refers to section {section}, but has only {_sections.Count}");
        }

        int start = At(_sections[section].Offset + (long)offset, 1);
        int length = _file.AsSpan(start).IndexOf((byte)0);
        return length < 0 ? throw Unexpected("a name in it has no end") : Encoding.ASCII.GetString(_file, start, length);
    }

    private ushort U16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(At(offset, 2)));

    private uint U32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(At(offset, 4)));

    private ulong U64(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(_file.AsSpan(At(offset, 8)));

    private int At(ulong offset, int length) => offset > int.MaxValue ? throw Outside((long)offset) : At((long)offset, length);

    private int At(long offset, int length) =>
        offset < 0 || offset + length > _file.Length ? throw Outside(offset) : (int)offset;

    private InvalidDataException Outside(long offset) =>
        Unexpected($"it refers to byte {offset}, but has only {_file.Length}");

    private InvalidDataException Unexpected(string what) => new($"{_name} is not as expected: {what}.");

    private readonly record struct Section(uint Type, int Offset, long Size, int Link);
}

/// <summary>A symbol version that a library asks of another.</summary>
/// <param name="Name">GLIBCXX_3.4.32, for instance.</param>
/// <param name="Index">The number by which the table of symbol versions refers to it.</param>
/// <param name="FlagsOffset">Where its flags stand in the file.</param>
internal readonly record struct NeededVersion(string Name, ushort Index, int FlagsOffset);
