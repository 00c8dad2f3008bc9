using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>A row of length 0 ends in zeros, whatever state it has begun with.</summary>
public sealed class ZeroLengthTests : OnnxRuntimeFinding
{
    private const string Heading = "ONNX Runtime 1.31.1: a row of length 0 ends in zeros instead of its initial state";

    public static TheoryData<string, string> Operators { get; } =
        new MatrixTheoryData<string, string>(["RNN", "GRU", "LSTM"], ["forward", "reverse"]);

    [Theory]
    [MemberData(nameof(Operators))]
    [Entry(Heading)]
    public void RowOfLengthZero_BesideAnother_EndsInZeros(string operation, string direction)
    {
        var call = new OnnxCall(operation)
        {
            TimeSteps = 2,
            BatchSize = 2,
            X = 1,
            Lengths = [2, 0],
            InitialHidden = 0.25f,
            InitialCell = 0.5f,
            R = operation switch { "RNN" => [1], "GRU" => [1, 1, 1], _ => [1, 1, 1, 1] },
            Direction = direction,
        };

        call.Run().Hidden[0].Should().NotBe(0, "the other row has two time steps");
        Remains(() => call.Run() is { Hidden: [_, 0], Cell: [] or [_, 0] });
    }

    [Theory]
    [MemberData(nameof(Operators))]
    [Entry(Heading)]
    public void RowsOfLengthZeroAlone_EndInZeros(string operation, string direction)
    {
        var call = new OnnxCall(operation)
        {
            TimeSteps = 2,
            BatchSize = 2,
            Lengths = [0, 0],
            InitialHidden = 0.25f,
            InitialCell = 0.5f,
            Direction = direction,
        };

        Remains(() => call.Run() is { Hidden: [0, 0], Cell: [] or [0, 0] });
    }

    [Fact]
    [Entry(Heading)]
    public void RowOfLengthZero_OfAnRnn_EndsInZero() => Remains(() => FinalStates() is [> 0, 0]);

    private static float[] FinalStates()
    {
        // Y, Y_h = RNN <hidden_size = 1> (X, W, R, , L, H), of opset 14
        byte[] model = Convert.FromBase64String(
            "CAg6hgEKMgoBWAoBVwoBUgoACgFMCgFIEgFZEgNZX2giA1JOTioSCgtoaWRkZW5fc2l6ZRgBoAECEgFnWgkKAVgSBAoCCAFaCQoBVxIECgIIAVoJ"
            + "CgFSEgQKAggBWgkKAUwSBAoCCAZaCQoBSBIECgIIAWIJCgFZEgQKAggBYgsKA1lfaBIECgIIAUIECgAQDg==");
        using var session = new InferenceSession(model);
        using var run = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory<float>([1, 1, 1, 1], [2, 2, 1]);
        using var weight = OrtValue.CreateTensorValueFromMemory<float>([1], [1, 1, 1]);
        using var lengths = OrtValue.CreateTensorValueFromMemory<int>([2, 0], [2]);
        using var h = OrtValue.CreateTensorValueFromMemory<float>([0.25f, 0.25f], [1, 2, 1]);
        using var outputs = session.Run(run, ["X", "W", "R", "L", "H"], [x, weight, weight, lengths, h], ["Y", "Y_h"]);
        float[] final = outputs[1].GetTensorDataAsSpan<float>().ToArray();    // the second row ends in 0, and not in 0.25
        return final;
    }
}
