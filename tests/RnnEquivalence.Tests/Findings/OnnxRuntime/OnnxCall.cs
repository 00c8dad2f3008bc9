using Microsoft.ML.OnnxRuntime;
using RnnEquivalence.Backends.OnnxRuntime;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>
/// A call of one operator, RNN, GRU or LSTM, with I = H = 1, in a model of its own. Nothing stands between the call and ONNX Runtime:
/// the backend would refuse some of them.
/// </summary>
/// <param name="Operation">The operator.</param>
internal sealed record OnnxCall(string Operation)
{
    /// <summary>T.</summary>
    public int TimeSteps { get; init; } = 1;

    /// <summary>N.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Every number of the input.</summary>
    public float X { get; init; }

    /// <summary>W of each gate, in ONNX' order: that of an RNN; z, r, h of a GRU; i, o, f, c of an LSTM.</summary>
    public float[] W { get; init; } = Operation switch { "RNN" => new float[1], "GRU" => new float[3], _ => new float[4] };

    /// <summary>R of each gate.</summary>
    public float[] R { get; init; } = Operation switch { "RNN" => new float[1], "GRU" => new float[3], _ => new float[4] };

    /// <summary>Whether there is a B, of zeros.</summary>
    public bool HasZeroBias { get; init; }

    /// <summary>The lengths of the rows, or null.</summary>
    public int[]? Lengths { get; init; }

    /// <summary>The initial h of every row, or null.</summary>
    public float? InitialHidden { get; init; }

    /// <summary>The initial c of every row, or null.</summary>
    public float? InitialCell { get; init; }

    /// <summary>forward, reverse or bidirectional.</summary>
    public string Direction { get; init; } = "forward";

    /// <summary>The functions of one direction; empty for the usual ones.</summary>
    public string[] Activations { get; init; } = [];

    /// <summary>α of the functions that have one; empty where none is given.</summary>
    public float[] Alpha { get; init; } = [];

    /// <summary>β of the functions that have one.</summary>
    public float[] Beta { get; init; } = [];

    /// <summary>The attribute clip, or null.</summary>
    public float? Clip { get; init; }

    private int Directions => Direction == "bidirectional" ? 2 : 1;

    private bool IsLstm => Operation == "LSTM";

    /// <summary>Makes the call.</summary>
    public OnnxAnswer Run()
    {
        var graph = new OnnxGraph();
        using var given = new NamedValues();
        string[] inputs =
        [
            Tensor("X", [TimeSteps, BatchSize, 1], X),
            Tensor("W", [Directions, W.Length, 1], W),
            Tensor("R", [Directions, R.Length, 1], R),
            HasZeroBias ? Tensor("B", [Directions, 2 * W.Length], 0) : "",
            Integers("sequence_lens", Lengths),
            InitialHidden is { } hidden ? Tensor("initial_h", [Directions, BatchSize, 1], hidden) : "",
            .. IsLstm && InitialCell is { } cell ? new[] { Tensor("initial_c", [Directions, BatchSize, 1], cell) } : [],
        ];
        string[] outputs = IsLstm ? ["Y", "Y_h", "Y_c"] : ["Y", "Y_h"];
        graph.AddNode(Operation, inputs, outputs, Attributes());
        Array.ForEach(outputs, graph.AddOutput);

        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        using var session = new InferenceSession(graph.ToModel(), options);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> answer = session.Run(run, given.Names, given.Values, outputs);
        return new OnnxAnswer(Read(answer[0]), Read(answer[1]), IsLstm ? Read(answer[2]) : []);

        string Tensor(string name, long[] shape, params float[] repeated)
        {
            var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
            for (int index = 0; index < values.Length; index++)
            {
                values[index] = repeated[index % repeated.Length];
            }

            graph.AddInput(name);
            given.Add(new OnnxTensor(name, shape, values));
            return name;
        }

        string Integers(string name, int[]? values)
        {
            if (values is null)
            {
                return "";
            }

            graph.AddIntegerInput(name);
            given.Add(name, OnnxTensor.ToValue(values));
            return name;
        }
    }

    private IEnumerable<ProtobufMessage> Attributes()
    {
        yield return OnnxAttribute.Of("hidden_size", 1L);
        yield return OnnxAttribute.Of("direction", Direction);
        if (Activations.Length > 0)
        {
            yield return OnnxAttribute.Of("activations", Activations);
        }

        if (Alpha.Length > 0)
        {
            yield return OnnxAttribute.Of("activation_alpha", Alpha);
        }

        if (Beta.Length > 0)
        {
            yield return OnnxAttribute.Of("activation_beta", Beta);
        }

        if (Clip is { } clip)
        {
            // AttributeProto of one number: name = 1, f = 2, type = 20, which is FLOAT = 1.
            yield return new ProtobufMessage().Add(1, "clip").Add(2, clip).Add(20, 1L);
        }
    }

    private static float[] Read(OrtValue value) => value.GetTensorDataAsSpan<float>().ToArray();
}

/// <summary>What an operator answers.</summary>
/// <param name="Y">Y (T, D, N, 1).</param>
/// <param name="Hidden">Y_h (D, N, 1).</param>
/// <param name="Cell">Y_c (D, N, 1); empty where there is none.</param>
internal sealed record OnnxAnswer(float[] Y, float[] Hidden, float[] Cell);
