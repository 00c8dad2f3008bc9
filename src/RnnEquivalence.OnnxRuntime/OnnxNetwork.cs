using RnnEquivalence.Model;

namespace RnnEquivalence.Backends.OnnxRuntime;

/// <summary>What the graph of a network depends on, parameters aside.</summary>
/// <param name="Architecture">The network.</param>
/// <param name="HasHidden">Whether there is an initial h.</param>
/// <param name="HasCell">Whether there is an initial c.</param>
/// <param name="HasLengths">Whether there are lengths of rows.</param>
internal sealed record OnnxNetwork(RecurrentArchitecture Architecture, bool HasHidden, bool HasCell, bool HasLengths)
{
    /// <summary>The input (T, N, I), or (N, T, I) where the architecture is batch first.</summary>
    public const string Input = "X";

    /// <summary>The lengths of the rows (N,).</summary>
    public const string Lengths = "sequence_lens";

    /// <summary>The output (T, N, D·H), or (N, T, D·H) where the architecture is batch first.</summary>
    public const string Output = "Y";

    private const string Beside = "directions_beside_each_other";

    /// <summary>The initial h of a layer (D, N, H).</summary>
    public static string InitialHidden(int layer) => $"initial_h{layer}";

    /// <summary>The initial c of a layer (D, N, H).</summary>
    public static string InitialCell(int layer) => $"initial_c{layer}";

    /// <summary>The network without what its graph does not tell, so that those with the same graph are equal.</summary>
    public OnnxNetwork Graph()
    {
        bool biased = OnnxPacking.HasBiases(Architecture);
        return this with
        {
            Architecture = Architecture with { InputSize = 1, HasInputBias = biased, HasRecurrentBias = biased, ForgetBias = 0 },
        };
    }

    /// <summary>
    /// The names of the outputs: y, the final h of each layer (D, N, H), and of an LSTM the final c of each layer (D, N, H).
    /// </summary>
    public IReadOnlyList<string> Outputs() =>
    [
        Output,
        .. Enumerable.Range(0, Architecture.Layers).Select(FinalHidden),
        .. Architecture.Cell.HasCellState() ? Enumerable.Range(0, Architecture.Layers).Select(FinalCell) : [],
    ];

    /// <summary>
    /// The model: the layers on top of each other, as other libraries export them. Where the batch comes first it is exchanged with
    /// the time before and after, since ONNX Runtime refuses layout = 1.
    /// </summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="constant">Whether they are part of the model, or else inputs.</param>
    public byte[] ToModel(IReadOnlyList<OnnxTensor> parameters, bool constant)
    {
        var graph = new OnnxGraph();
        graph.AddConstant(Beside, [0, 0, -1]);
        foreach (OnnxTensor parameter in parameters)
        {
            if (constant)
            {
                graph.AddConstant(parameter.Name, parameter.Shape, parameter.Values);
            }
            else
            {
                graph.AddInput(parameter.Name);
            }
        }

        graph.AddInput(Input);
        if (HasLengths)
        {
            graph.AddIntegerInput(Lengths);
        }

        string x = Architecture.BatchFirst ? Transpose(graph, Input, "X_time_first", [1, 0, 2]) : Input;
        for (int layer = 0; layer < Architecture.Layers; layer++)
        {
            bool isLast = layer == Architecture.Layers - 1;
            x = AddLayer(graph, layer, x, isLast && !Architecture.BatchFirst ? Output : $"Y_beside{layer}");
        }

        if (Architecture.BatchFirst)
        {
            Transpose(graph, x, Output, [1, 0, 2]);
        }

        foreach (string output in Outputs())
        {
            graph.AddOutput(output);
        }

        return graph.ToModel();
    }

    /// <summary>One layer, whose Y (T, D, N, H) becomes (T, N, D·H).</summary>
    private string AddLayer(OnnxGraph graph, int layer, string x, string output)
    {
        bool isLstm = Architecture.Cell == RecurrentCell.Lstm;
        string y = $"Y{layer}";
        string[] inputs =
        [
            x, $"W{layer}", $"R{layer}", OnnxPacking.HasBiases(Architecture) ? $"B{layer}" : "", HasLengths ? Lengths : "",
            Given(HasHidden, InitialHidden(layer)),
        ];
        string[] ofLstm = [Given(HasCell, InitialCell(layer)), Architecture.HasPeepholes ? $"P{layer}" : ""];
        graph.AddNode(
            OperatorOf(Architecture.Cell),
            isLstm ? [.. inputs, .. ofLstm] : inputs,
            isLstm ? [y, FinalHidden(layer), FinalCell(layer)] : [y, FinalHidden(layer)],
            Attributes());
        string byRow = Transpose(graph, y, $"Y_by_row{layer}", [0, 2, 1, 3]);
        graph.AddNode("Reshape", [byRow, Beside], [output], []);
        return output;

        string Given(bool given, string name)
        {
            if (given)
            {
                graph.AddInput(name);
            }

            return given ? name : "";
        }
    }

    private static string OperatorOf(RecurrentCell cell) => cell switch
    {
        RecurrentCell.Rnn => "RNN",
        RecurrentCell.Lstm => "LSTM",
        RecurrentCell.Gru or RecurrentCell.GruResetBefore => "GRU",
        _ => throw new ArgumentOutOfRangeException(nameof(cell), cell, "ONNX has no such operator."),
    };

    private IEnumerable<ProtobufMessage> Attributes() =>
    [
        OnnxAttribute.Of("hidden_size", Architecture.HiddenSize),
        OnnxAttribute.Of("direction", Architecture.Direction switch
        {
            Direction.Forward => "forward",
            Direction.Reverse => "reverse",
            Direction.Bidirectional => "bidirectional",
            var other => throw new ArgumentOutOfRangeException(nameof(Architecture), other, "ONNX has no such direction."),
        }),
        .. Architecture.Cell == RecurrentCell.Gru ? new[] { OnnxAttribute.Of("linear_before_reset", 1) } : [],
        .. Architecture.CouplesGates ? new[] { OnnxAttribute.Of("input_forget", 1) } : [],
        .. Architecture.ActivationClip is { } clip ? new[] { OnnxAttribute.Of("clip", (float)clip) } : [],
        .. OnnxActivations.AttributesOf(Architecture),
    ];

    private static string FinalHidden(int layer) => $"Y_h{layer}";

    private static string FinalCell(int layer) => $"Y_c{layer}";

    private static string Transpose(OnnxGraph graph, string input, string output, long[] permutation)
    {
        graph.AddNode("Transpose", [input], [output], [OnnxAttribute.Of("perm", permutation)]);
        return output;
    }
}
