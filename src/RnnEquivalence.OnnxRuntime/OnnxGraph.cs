using System.Runtime.InteropServices;

namespace RnnEquivalence.Backends.OnnxRuntime;

/// <summary>A graph of ONNX operators that becomes a model in memory. The numbers of the fields are those of <c>onnx.proto3</c>.</summary>
internal sealed class OnnxGraph
{
    private const long IrVersion = 10;

    /// <summary>The newest opset that changes RNN, GRU and LSTM.</summary>
    private const long Opset = 22;

    private const long Float = 1;
    private const long Int32 = 6;
    private const long Int64 = 7;

    // GraphProto: node = 1, name = 2, initializer = 5, input = 11, output = 12.
    private readonly ProtobufMessage _graph = new ProtobufMessage().Add(2, "network");

    /// <summary>An input of float32, of whatever shape.</summary>
    public void AddInput(string name) => _graph.Add(11, Value(name, Float));

    /// <summary>An input of int32, of whatever shape.</summary>
    public void AddIntegerInput(string name) => _graph.Add(11, Value(name, Int32));

    /// <summary>An output of float32, of whatever shape.</summary>
    public void AddOutput(string name) => _graph.Add(12, Value(name, Float));

    /// <summary>A constant of float32.</summary>
    public void AddConstant(string name, IEnumerable<long> shape, ReadOnlySpan<float> values) =>
        _graph.Add(5, Tensor(name, Float, shape, MemoryMarshal.AsBytes(values).ToArray()));

    /// <summary>A list of constant integers.</summary>
    public void AddConstant(string name, ReadOnlySpan<long> values) =>
        _graph.Add(5, Tensor(name, Int64, [values.Length], MemoryMarshal.AsBytes(values).ToArray()));

    /// <summary>An operator.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="inputs">The names of its inputs; the empty name leaves one out.</param>
    /// <param name="outputs">The names of its outputs.</param>
    /// <param name="attributes">Its attributes.</param>
    public void AddNode(string operation, IEnumerable<string> inputs, IEnumerable<string> outputs, IEnumerable<ProtobufMessage> attributes)
    {
        // NodeProto: input = 1, output = 2, op_type = 4, attribute = 5.
        var node = new ProtobufMessage();
        node = inputs.Aggregate(node, (message, name) => message.Add(1, name));
        node = outputs.Aggregate(node, (message, name) => message.Add(2, name));
        node = attributes.Aggregate(node.Add(4, operation), (message, attribute) => message.Add(5, attribute));
        _graph.Add(1, node);
    }

    /// <summary>The whole as a model: ModelProto with ir_version = 1, graph = 7, opset_import = 8.</summary>
    public byte[] ToModel() => new ProtobufMessage()
        .Add(1, IrVersion)
        .Add(7, _graph)
        .Add(8, new ProtobufMessage().Add(1, "").Add(2, Opset))
        .ToArray();

    /// <summary>ValueInfoProto: name = 1, type = 2 (TypeProto: tensor_type = 1 (Tensor: elem_type = 1)).</summary>
    private static ProtobufMessage Value(string name, long type) =>
        new ProtobufMessage().Add(1, name).Add(2, new ProtobufMessage().Add(1, new ProtobufMessage().Add(1, type)));

    /// <summary>
    /// TensorProto: dims = 1, data_type = 2, name = 8, raw_data = 9, which is little-endian as every host that .NET runs on.
    /// </summary>
    private static ProtobufMessage Tensor(string name, long type, IEnumerable<long> shape, byte[] values) =>
        shape.Aggregate(new ProtobufMessage(), (tensor, size) => tensor.Add(1, size)).Add(2, type).Add(8, name).Add(9, values);
}
