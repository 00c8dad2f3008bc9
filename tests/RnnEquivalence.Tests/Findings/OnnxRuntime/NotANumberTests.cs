using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>Pre-activations with a bias are cut off by <c>std::min(b, x)</c>, which is b where x is no number.</summary>
public sealed class NotANumberTests : OnnxRuntimeFinding
{
    private const string Heading = "ONNX Runtime 1.31.1: with a bias, `LSTM` and `GRU` make a number of NaN";

    [Theory]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    [Entry(Heading)]
    public void NotANumber_WithABias_BecomesANumber(string operation)
    {
        var call = new OnnxCall(operation) { X = float.NaN, W = operation == "GRU" ? [1, 1, 1] : [1, 1, 1, 1], HasZeroBias = true };
        var rnn = new OnnxCall("RNN") { X = float.NaN, W = [1], HasZeroBias = true };

        rnn.Run().Y.Should().Equal([float.NaN], "the RNN is not affected");
        (call with { HasZeroBias = false }).Run().Y.Should().Equal([float.NaN], "nor is it without a bias");
        Remains(() => float.IsFinite(call.Run().Y[0]));
    }

    [Fact]
    [Entry(Heading)]
    public void NotANumber_OfAnLstmWithABias_BecomesTanhOf1() => Remains(() => HiddenState() == 0.7615942f);

    private static float HiddenState()
    {
        // Y = LSTM <hidden_size = 1> (X, W, R, B), of opset 14
        byte[] model = Convert.FromBase64String(
            "CAg6ZQopCgFYCgFXCgFSCgFCEgFZIgRMU1RNKhIKC2hpZGRlbl9zaXplGAGgAQISAWdaCQoBWBIECgIIAVoJCgFXEgQKAggBWgkKAVISBAoCCAFa"
            + "CQoBQhIECgIIAWIJCgFZEgQKAggBQgQKABAO");
        using var session = new InferenceSession(model);
        using var run = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory<float>([float.NaN], [1, 1, 1]);
        using var weights = OrtValue.CreateTensorValueFromMemory<float>([1, 1, 1, 1], [1, 4, 1]);
        using var b = OrtValue.CreateTensorValueFromMemory(new float[8], [1, 8]);
        using var outputs = session.Run(run, ["X", "W", "R", "B"], [x, weights, weights, b], ["Y"]);
        float y = outputs[0].GetTensorDataAsSpan<float>()[0];    // 0.7615942: every gate is taken for 1
        return y;
    }
}
