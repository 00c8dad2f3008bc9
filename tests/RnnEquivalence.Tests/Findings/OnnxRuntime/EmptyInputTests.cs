using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>Sequences without time steps and batches without rows: the process ends, or the initial state is lost.</summary>
public sealed class EmptyInputTests : OnnxRuntimeFinding
{
    private const string FatalHeading = "ONNX Runtime 1.31.1: a `GRU` with T = 0 or N = 0, and an `LSTM` with N = 0, end the process";

    private const string StateHeading =
        "ONNX Runtime 1.31.1: without time steps, the `LSTM`'s Y_c is never written, and the initial state is lost";

    [Fact]
    [Entry(FatalHeading)]
    public Task Gru_WithoutTimeSteps_EndsTheProcess() =>
        RemainsFatal<OnnxRuntimeFatalCalls>(nameof(OnnxRuntimeFatalCalls.GruWithoutTimeSteps));

    [Fact]
    [Entry(FatalHeading)]
    public Task Gru_WithoutRows_EndsTheProcess() =>
        RemainsFatal<OnnxRuntimeFatalCalls>(nameof(OnnxRuntimeFatalCalls.GruWithoutRows));

    [Fact]
    [Entry(FatalHeading)]
    public Task Lstm_WithoutRows_EndsTheProcess() =>
        RemainsFatal<OnnxRuntimeFatalCalls>(nameof(OnnxRuntimeFatalCalls.LstmWithoutRows));

    [Theory]
    [InlineData("RNN")]
    [InlineData("LSTM")]
    [Entry(StateHeading)]
    public void FinalState_WithoutTimeSteps_IsNotTheInitialOne(string operation)
    {
        new OnnxCall(operation) { TimeSteps = 0, BatchSize = 2 }.Run().Y.Should().BeEmpty();

        // What stands in memory that nobody wrote may be the initial state of an earlier call, but not of this one each time.
        Remains(() => Enumerable.Range(1, 20).Any(number => !KeepsItsState(number / 32f)));

        bool KeepsItsState(float state)
        {
            OnnxAnswer answer = new OnnxCall(operation) { TimeSteps = 0, BatchSize = 2, InitialHidden = state, InitialCell = -state }.Run();
            return answer.Hidden.All(value => value == state) && answer.Cell.All(value => value == -state);
        }
    }

    [Fact]
    [Entry(StateHeading)]
    public void CellState_WithoutTimeStepsAfterACallWithOne_IsWhatStoodInMemory()
    {
        // Zeros would be a choice, as they are in Y_h; a number that is neither zero nor the initial state is none.
        Remains(() => FinalStates() is (0, not 0 and not 0.75f));
    }

    private static (float Hidden, float Cell) FinalStates()
    {
        // Y, Y_h, Y_c = LSTM <hidden_size = 1> (X, W, R, , , H, C), of opset 14
        byte[] model = Convert.FromBase64String(
            "CAg6mwEKOgoBWAoBVwoBUgoACgAKAUgKAUMSAVkSA1lfaBIDWV9jIgRMU1RNKhIKC2hpZGRlbl9zaXplGAGgAQISAWdaCQoBWBIECgIIAVoJCgFX"
            + "EgQKAggBWgkKAVISBAoCCAFaCQoBSBIECgIIAVoJCgFDEgQKAggBYgkKAVkSBAoCCAFiCwoDWV9oEgQKAggBYgsKA1lfYxIECgIIAUIECgAQDg==");
        using var session = new InferenceSession(model);
        using var run = new RunOptions();
        using var ones = OrtValue.CreateTensorValueFromMemory<float>([1, 1, 1, 1], [1, 4, 1]);
        using var h = OrtValue.CreateTensorValueFromMemory<float>([0.25f], [1, 1, 1]);
        using var c = OrtValue.CreateTensorValueFromMemory<float>([0.75f], [1, 1, 1]);
        using var oneStep = OrtValue.CreateTensorValueFromMemory<float>([7], [1, 1, 1]);
        using var noSteps = OrtValue.CreateTensorValueFromMemory<float>([], [0, 1, 1]);
        session.Run(run, ["X", "W", "R", "H", "C"], [oneStep, ones, ones, h, c], ["Y", "Y_h", "Y_c"]).Dispose();
        using var outputs = session.Run(run, ["X", "W", "R", "H", "C"], [noSteps, ones, ones, h, c], ["Y", "Y_h", "Y_c"]);
        float hidden = outputs[1].GetTensorDataAsSpan<float>()[0];    // 0
        float cell = outputs[2].GetTensorDataAsSpan<float>()[0];    // 0.94056594, which is what Y_h was in the first call
        return (hidden, cell);
    }
}
