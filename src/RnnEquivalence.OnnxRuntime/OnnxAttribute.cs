namespace RnnEquivalence.Backends.OnnxRuntime;

/// <summary>
/// The attributes of a node: <c>AttributeProto</c> with the fields name = 1, f = 2, i = 3, s = 4, floats = 7, ints = 8, strings = 9,
/// type = 20.
/// </summary>
internal static class OnnxAttribute
{
    public static ProtobufMessage Of(string name, long value) => Named(name, type: 2).Add(3, value);

    public static ProtobufMessage Of(string name, float value) => Named(name, type: 1).Add(2, value);

    public static ProtobufMessage Of(string name, string value) => Named(name, type: 3).Add(4, value);

    public static ProtobufMessage Of(string name, IEnumerable<float> values) =>
        values.Aggregate(Named(name, type: 6), (attribute, value) => attribute.Add(7, value));

    public static ProtobufMessage Of(string name, IEnumerable<long> values) =>
        values.Aggregate(Named(name, type: 7), (attribute, value) => attribute.Add(8, value));

    public static ProtobufMessage Of(string name, IEnumerable<string> values) =>
        values.Aggregate(Named(name, type: 8), (attribute, value) => attribute.Add(9, value));

    private static ProtobufMessage Named(string name, long type) => new ProtobufMessage().Add(1, name).Add(20, type);
}
