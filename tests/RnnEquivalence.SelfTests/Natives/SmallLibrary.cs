using System.Buffers.Binary;
using System.Text;

namespace RnnEquivalence.SelfTests.Natives;

/// <summary>
/// A shared library with nothing in it but the tables that are read: it uses <c>used</c> of V_1 and mentions <c>unused</c> of V_2, both
/// of libfirst.so, asks libsecond.so for V_3, and provides W_1 and W_2.
/// </summary>
internal static class SmallLibrary
{
    /// <summary>Where the first needed library stands, and its first version.</summary>
    public const int Need = 0x40;
    public const int Version = Need + 16;

    /// <summary>Where the first provided version stands.</summary>
    public const int Definition = 0xb0;

    /// <summary>How far behind the start of each of these it says where the next one is.</summary>
    public const int NextNeed = 12;
    public const int NextVersion = 12;
    public const int NextDefinition = 16;

    public const int Names = 0x158;
    private const int Symbols = 0xf0;
    private const int Versions = 0x138;
    private const int Relocations = 0x140;
    private const int Headers = 0x1a0;
    private const int Sections = 7;

    private const string AllNames = "\0libfirst.so\0libsecond.so\0V_1\0V_2\0V_3\0W_1\0W_2\0used\0unused\0";

    public static byte[] Create()
    {
        byte[] file = new byte[Headers + (Sections * 64)];
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1 }.CopyTo(file, 0);
        Put64(file, 0x28, Headers);
        Put16(file, 0x3a, 64);
        Put16(file, 0x3c, Sections);
        Encoding.ASCII.GetBytes(AllNames, file.AsSpan(Names));

        PutNeed(file, Need, "libfirst.so", versions: 2, next: 48);
        PutVersion(file, Version, "V_1", index: 2, next: 16);
        PutVersion(file, Version + 16, "V_2", index: 3, next: 0);
        PutNeed(file, Need + 48, "libsecond.so", versions: 1, next: 0);
        PutVersion(file, Need + 64, "V_3", index: 4, next: 0);

        PutDefinition(file, Definition, "W_1", next: 28);
        PutDefinition(file, Definition + 28, "W_2", next: 0);

        Put32(file, Symbols + 24, NameOf("used"));
        Put32(file, Symbols + 48, NameOf("unused"));
        Put16(file, Versions + 2, 2);
        Put16(file, Versions + 4, 3);
        Put32(file, Relocations + 12, 1);

        PutSection(file, 1, type: 3, Names, AllNames.Length, link: 0);
        PutSection(file, 2, type: 0x6ffffffe, Need, Definition - Need, link: 1);
        PutSection(file, 3, type: 0x6ffffffd, Definition, Symbols - Definition, link: 1);
        PutSection(file, 4, type: 11, Symbols, Versions - Symbols, link: 1);
        PutSection(file, 5, type: 0x6fffffff, Versions, 6, link: 4);
        PutSection(file, 6, type: 4, Relocations, Names - Relocations, link: 4);
        return file;
    }

    /// <summary>The same with 32 bits changed.</summary>
    public static byte[] With(int offset, uint value)
    {
        byte[] file = Create();
        Put32(file, offset, value);
        return file;
    }

    /// <summary>Where the header of a section says how long that is.</summary>
    public static int SizeOfSection(int index) => Headers + (index * 64) + 32;

    private static void PutNeed(byte[] file, int at, string library, ushort versions, uint next)
    {
        Put16(file, at, 1);
        Put16(file, at + 2, versions);
        Put32(file, at + 4, NameOf(library));
        Put32(file, at + 8, 16);
        Put32(file, at + 12, next);
    }

    private static void PutVersion(byte[] file, int at, string name, ushort index, uint next)
    {
        Put16(file, at + 6, index);
        Put32(file, at + 8, NameOf(name));
        Put32(file, at + 12, next);
    }

    private static void PutDefinition(byte[] file, int at, string name, uint next)
    {
        Put16(file, at, 1);
        Put16(file, at + 6, 1);
        Put32(file, at + 12, 20);
        Put32(file, at + 16, next);
        Put32(file, at + 20, NameOf(name));
    }

    private static void PutSection(byte[] file, int index, uint type, int offset, int size, uint link)
    {
        int header = Headers + (index * 64);
        Put32(file, header + 4, type);
        Put64(file, header + 24, (ulong)offset);
        Put64(file, header + 32, (ulong)size);
        Put32(file, header + 40, link);
    }

    private static uint NameOf(string name) => (uint)AllNames.IndexOf($"\0{name}\0", StringComparison.Ordinal) + 1;

    private static void Put16(byte[] file, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), value);

    private static void Put32(byte[] file, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);

    private static void Put64(byte[] file, int at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(at), value);
}
