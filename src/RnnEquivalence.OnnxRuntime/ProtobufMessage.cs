using Google.Protobuf;

namespace RnnEquivalence.Backends.OnnxRuntime;

/// <summary>A message in the wire format of Protocol Buffers, field by field. A field that is added again is repeated.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<byte> _bytes = [];

    /// <summary>An integer or an enumerated value.</summary>
    public ProtobufMessage Add(int field, long value) => Add(field, WireFormat.WireType.Varint, output => output.WriteInt64(value));

    /// <summary>A single-precision number.</summary>
    public ProtobufMessage Add(int field, float value) => Add(field, WireFormat.WireType.Fixed32, output => output.WriteFloat(value));

    /// <summary>A text, which is also how a field of bytes holds one.</summary>
    public ProtobufMessage Add(int field, string text) =>
        Add(field, WireFormat.WireType.LengthDelimited, output => output.WriteString(text));

    /// <summary>A message within this one.</summary>
    public ProtobufMessage Add(int field, ProtobufMessage message) => Add(field, message._bytes.ToArray());

    /// <summary>Bytes.</summary>
    public ProtobufMessage Add(int field, byte[] bytes) =>
        Add(field, WireFormat.WireType.LengthDelimited, output => output.WriteBytes(UnsafeByteOperations.UnsafeWrap(bytes)));

    /// <summary>The message so far.</summary>
    public byte[] ToArray() => _bytes.ToArray();

    private ProtobufMessage Add(int field, WireFormat.WireType type, Action<CodedOutputStream> write)
    {
        using var written = new MemoryStream();
        using (var output = new CodedOutputStream(written, bufferSize: 64, leaveOpen: true))
        {
            output.WriteTag(field, type);
            write(output);
        }

        _bytes.AddRange(written.ToArray());
        return this;
    }
}
