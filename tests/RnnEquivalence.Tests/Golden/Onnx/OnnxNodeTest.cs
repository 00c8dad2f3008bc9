using RnnEquivalence.Conventions;
using RnnEquivalence.Model;

namespace RnnEquivalence.Tests.Golden.Onnx;

/// <summary>
/// One of ONNX' tests of its operators RNN, GRU and LSTM: a model of one node, and the tensors that go in and come out. The numbers
/// of the fields are those of <c>onnx.proto</c>.
/// </summary>
internal sealed class OnnxNodeTest
{
    private static readonly string[] KnownAttributes = ["hidden_size", "layout", "linear_before_reset"];

    private readonly string _name;
    private readonly ProtobufFields _node;
    private readonly Dictionary<string, OnnxTestTensor> _tensors = [];
    private readonly Dictionary<string, long> _attributes;

    private OnnxNodeTest(string name)
    {
        _name = name;

        // ModelProto: graph = 7. GraphProto: node = 1, input = 11, output = 12. ValueInfoProto: name = 1.
        ProtobufFields graph = ProtobufFields.Of($"{name}/model.onnx", OnnxTestData.Bytes(name, "model.onnx")).Message(7, "graph");
        _node = graph.Message(1, "node");
        ReadTensors(graph.Messages(11, "input"), "input");
        ReadTensors(graph.Messages(12, "output"), "output");
        _attributes = ReadAttributes();
    }

    /// <summary>Reads a test.</summary>
    /// <exception cref="Fixtures.FixtureException">A file is damaged, or the test has what the reader does not know.</exception>
    public static GoldenVector Read(string name) => new OnnxNodeTest(name).ToVector();

    private GoldenVector ToVector()
    {
        string operation = _node.Text(4, "op_type");
        bool isLstm = operation == "LSTM";
        bool isBatchFirst = Attribute("layout") == 1;
        int units = (int)Attribute("hidden_size");
        OnnxTestTensor x = Input(0) ?? throw _node.Mismatch("input", "an input X", "none");
        (int time, int batch, int inputs) = isBatchFirst
            ? (x.Size(1, 3), x.Size(0, 3), x.Size(2, 3))
            : (x.Size(0, 3), x.Size(1, 3), x.Size(2, 3));
        OnnxTestTensor? biases = Input(3);
        OnnxTestTensor? peepholes = isLstm ? Input(7) : null;
        var network = new RecurrentArchitecture
        {
            Cell = operation switch
            {
                "RNN" => RecurrentCell.Rnn,
                "LSTM" => RecurrentCell.Lstm,
                "GRU" => Attribute("linear_before_reset") == 1 ? RecurrentCell.Gru : RecurrentCell.GruResetBefore,
                _ => throw _node.Mismatch("op_type", "RNN, LSTM or GRU", operation),
            },
            ElementType = ElementType.Float32,
            InputSize = inputs,
            HiddenSize = units,
            HasInputBias = biases is not null,
            HasRecurrentBias = biases is not null,
            HasPeepholes = peepholes is not null,
            BatchFirst = isBatchFirst,
        };
        int rows = network.Gates.Length * units;
        var weights = new OnnxWeights(
            Required(1, "W").Tensor(1, rows, inputs),
            Required(2, "R").Tensor(1, rows, units),
            biases?.Tensor(1, 2 * rows),
            peepholes?.Tensor(1, 3 * units));
        Matrix? h0 = State(Input(5));
        Matrix? c0 = isLstm ? State(Input(6)) : null;
        return new GoldenVector(
            GoldenLibrary.OnnxReference(OnnxTestData.Version!),
            $"onnx/{_name}",
            new RecurrentCase(
                network,
                new RecurrentParameters(weights.ToCells(network, layer: 0)[0]),
                new RecurrentInput(Sequence(x, inputs), h0 is null ? null : new RecurrentState(h0, c0), Input(4)?.Integers(batch))),
            new GoldenOutput(
                Output(0) is { } y ? Sequence(y, units, directions: 1) : null,
                new RecurrentState(
                    State(Output(1)) ?? throw _node.Mismatch("output", "an output Y_h", "none"),
                    isLstm ? State(Output(2)) : null)));

        OnnxTestTensor Required(int position, string name) => Input(position) ?? throw _node.Mismatch("input", $"an input {name}", "none");

        // (D, N, H), or (N, D, H) where the batch comes first, with D = 1.
        Matrix? State(OnnxTestTensor? tensor) => isBatchFirst
            ? tensor?.Matrix(batch, units, batch, 1, units)
            : tensor?.Matrix(batch, units, 1, batch, units);

        // (T, N, I), or (N, T, I) where the batch comes first; an output has D = 1 before N, or before H.
        Sequence Sequence(OnnxTestTensor tensor, int features, int? directions = null)
        {
            int[] shape = (isBatchFirst, directions) switch
            {
                (false, null) => [time, batch, features],
                (false, { } d) => [time, d, batch, features],
                (true, null) => [batch, time, features],
                (true, { } d) => [batch, time, d, features],
            };
            double[] values = tensor.Singles(shape);
            return isBatchFirst ? GoldenLayout.Transposed(new(batch, time, features, values)) : new(time, batch, features, values);
        }
    }

    private long Attribute(string name) => _attributes.GetValueOrDefault(name);

    /// <summary>NodeProto: input = 1; the empty name leaves one out.</summary>
    private OnnxTestTensor? Input(int position) => At(_node.Texts(1, "input"), position);

    /// <summary>NodeProto: output = 2.</summary>
    private OnnxTestTensor? Output(int position) => At(_node.Texts(2, "output"), position);

    private OnnxTestTensor? At(IReadOnlyList<string> names, int position) =>
        position >= names.Count || names[position].Length == 0 ? null
        : _tensors.TryGetValue(names[position], out OnnxTestTensor? tensor) ? tensor
        : throw _node.Mismatch("input", $"a tensor {names[position]} in the graph", $"only {string.Join(", ", _tensors.Keys)}");

    private void ReadTensors(IReadOnlyList<ProtobufFields> values, string kind)
    {
        for (int index = 0; index < values.Count; index++)
        {
            string[] path = ["test_data_set_0", $"{kind}_{index}.pb"];
            _tensors.Add(
                values[index].Text(1, "name"),
                new OnnxTestTensor($"{_name}/{string.Join('/', path)}", OnnxTestData.Bytes(_name, path)));
        }
    }

    /// <summary>
    /// NodeProto: attribute = 5. AttributeProto: name = 1, i = 3. An attribute that is not known here would change the network.
    /// </summary>
    private Dictionary<string, long> ReadAttributes()
    {
        var attributes = _node.Messages(5, "attribute").ToDictionary(each => each.Text(1, "name"), each => each.Integer(3));
        return attributes.Keys.Except(KnownAttributes).FirstOrDefault() is { } unknown
            ? throw _node.Mismatch("attribute", $"only {string.Join(", ", KnownAttributes)}", unknown)
            : attributes;
    }
}
