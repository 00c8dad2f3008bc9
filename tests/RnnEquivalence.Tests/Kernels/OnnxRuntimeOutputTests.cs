using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using RnnEquivalence.Backends.OnnxRuntime;
using Xunit;

namespace RnnEquivalence.Tests.Kernels;

/// <summary>
/// Every output of an operator is optional. The backend always asks for all of them; whoever asks for fewer gets the same bits. And what
/// an operator is given, it leaves as it was: the backend hands in copies, so that no law can tell.
/// </summary>
public sealed class OnnxRuntimeOutputTests
{
    private const int TimeSteps = 5;
    private const int Batch = 3;
    private const int Inputs = 4;
    private const int Units = 2;

    public static TheoryData<string, string, int> Operators =>
    [
        .. from operation in (string[])["RNN", "GRU", "LSTM"]
           from direction in (string[])["forward", "reverse", "bidirectional"]
           from subset in Enumerable.Range(1, Subsets(operation) - 1)
           select (operation, direction, subset),
    ];

    [Theory]
    [MemberData(nameof(Operators))]
    public void SubsetOfOutputs_HasTheSameBits(string operation, string direction, int subset)
    {
        string[] all = OutputsOf(operation);
        string[] asked = [.. all.Where((_, index) => (subset & (1 << index)) != 0)];

        Dictionary<string, float[]> expected = Run(operation, direction, all);
        Dictionary<string, float[]> found = Run(operation, direction, asked);

        found.Keys.Should().Equal(asked);
        found.Should().AllSatisfy(output => output.Value.Should().NotBeEmpty().And.NotContain(0).And.Equal(expected[output.Key]));
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void Call_WritesToNothingThatItIsGiven(string operation, string direction, int subset)
    {
        string[] asked = [.. OutputsOf(operation).Where((_, index) => (subset & (1 << index)) != 0)];
        float[][] before = [], after = [];

        Run(operation, direction, asked, Read(values => before = values), Read(values => after = values));

        after.Should().HaveCountGreaterThan(4).And.BeEquivalentTo(before, options => options.WithStrictOrdering());

        static Action<NamedValues> Read(Action<float[][]> keep) =>
            given => keep([.. given.Values.Select(value => value.GetTensorDataAsSpan<float>().ToArray())]);
    }

    private static string[] OutputsOf(string operation) => operation == "LSTM" ? ["Y", "Y_h", "Y_c"] : ["Y", "Y_h"];

    /// <summary>The number of subsets of the outputs, the empty one and that of all of them among them.</summary>
    private static int Subsets(string operation) => 1 << OutputsOf(operation).Length;

    private static Dictionary<string, float[]> Run(
        string operation, string direction, string[] asked, Action<NamedValues>? before = null, Action<NamedValues>? after = null)
    {
        (int gates, int directions) = (operation switch { "RNN" => 1, "GRU" => 3, _ => 4 }, direction == "bidirectional" ? 2 : 1);
        var graph = new OnnxGraph();
        using var given = new NamedValues();
        var random = new Random(20180801);
        string[] inputs =
        [
            Add("X", TimeSteps, Batch, Inputs), Add("W", directions, gates * Units, Inputs), Add("R", directions, gates * Units, Units),
            Add("B", directions, 2 * gates * Units), "", Add("initial_h", directions, Batch, Units),
            .. operation == "LSTM" ? new[] { Add("initial_c", directions, Batch, Units) } : [],
        ];
        graph.AddNode(
            operation,
            inputs,
            OutputsOf(operation).Select(output => asked.Contains(output) ? output : ""),
            [OnnxAttribute.Of("hidden_size", Units), OnnxAttribute.Of("direction", direction)]);
        Array.ForEach(asked, graph.AddOutput);

        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(graph.ToModel(), options);
        using var run = new RunOptions();
        before?.Invoke(given);
        using IDisposableReadOnlyCollection<OrtValue> answer = session.Run(run, given.Names, given.Values, asked);
        after?.Invoke(given);
        return asked.Zip(answer).ToDictionary(output => output.First, output => output.Second.GetTensorDataAsSpan<float>().ToArray());

        string Add(string name, params long[] shape)
        {
            var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
            for (int index = 0; index < values.Length; index++)
            {
                values[index] = random.NextSingle() - 0.5f;
            }

            graph.AddInput(name);
            given.Add(new OnnxTensor(name, shape, values));
            return name;
        }
    }
}
