using Google.Protobuf;
using RnnEquivalence.Tests.Fixtures;

namespace RnnEquivalence.Tests.Golden.Onnx;

/// <summary>A message in the wire format of Protocol Buffers, read field by field; the numbers of the fields are the schema's.</summary>
internal sealed class ProtobufFields
{
    private readonly string _file;
    private readonly string _path;
    private readonly List<(int Field, ByteString? Bytes, long Number)> _fields = [];

    private ProtobufFields(string file, string path, byte[] message)
    {
        _file = file;
        _path = path;
        try
        {
            Read(message);
        }
        catch (InvalidProtocolBufferException damaged)
        {
            throw new FixtureException(file, path, "a message of Protocol Buffers", $"damage ({damaged.Message})");
        }
    }

    /// <summary>Reads a message.</summary>
    /// <param name="file">What the file is called in messages.</param>
    /// <param name="message">Its bytes.</param>
    /// <exception cref="FixtureException">The bytes are no message.</exception>
    public static ProtobufFields Of(string file, byte[] message) => new(file, "$", message);

    /// <summary>The only message in a field.</summary>
    public ProtobufFields Message(int field, string name) => Messages(field, name) is [var only]
        ? only
        : throw Mismatch(name, "one message", $"{Messages(field, name).Count}");

    /// <summary>The messages in a repeated field.</summary>
    public IReadOnlyList<ProtobufFields> Messages(int field, string name) =>
        [.. Chunks(field, name).Select((bytes, index) => new ProtobufFields(_file, $"{_path}.{name}[{index}]", bytes.ToByteArray()))];

    /// <summary>The texts in a repeated field.</summary>
    public IReadOnlyList<string> Texts(int field, string name) => [.. Chunks(field, name).Select(bytes => bytes.ToStringUtf8())];

    /// <summary>The text in a field, which is empty where the field is missing.</summary>
    public string Text(int field, string name) => Texts(field, name) is [.., var last] ? last : "";

    /// <summary>The bytes in a field, or null where it is missing.</summary>
    public byte[]? Bytes(int field, string name) => Chunks(field, name).LastOrDefault()?.ToByteArray();

    /// <summary>The integers in a repeated field, whether packed into one or not.</summary>
    public IReadOnlyList<long> Integers(int field)
    {
        var numbers = new List<long>();
        foreach ((int _, ByteString? bytes, long number) in _fields.Where(each => each.Field == field))
        {
            if (bytes is null)
            {
                numbers.Add(number);
                continue;
            }

            using var packed = new CodedInputStream(bytes.ToByteArray());
            while (!packed.IsAtEnd)
            {
                numbers.Add(packed.ReadInt64());
            }
        }

        return numbers;
    }

    /// <summary>The integer in a field, which is zero where the field is missing.</summary>
    public long Integer(int field) => Integers(field) is [.., var last] ? last : 0;

    /// <summary>What is wrong with a part of the message.</summary>
    public FixtureException Mismatch(string name, string expected, string found) => new(_file, $"{_path}.{name}", expected, found);

    private IEnumerable<ByteString> Chunks(int field, string name) => _fields.Where(each => each.Field == field)
        .Select(each => each.Bytes ?? throw Mismatch(name, "bytes", $"the number {each.Number}"));

    private void Read(byte[] message)
    {
        using var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            int field = WireFormat.GetTagFieldNumber(tag);
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.Varint:
                    _fields.Add((field, null, input.ReadInt64()));
                    break;
                case WireFormat.WireType.LengthDelimited:
                    _fields.Add((field, input.ReadBytes(), 0));
                    break;
                default:
                    // Single numbers of fixed length, which nothing here asks for.
                    input.SkipLastField();
                    break;
            }
        }
    }
}
