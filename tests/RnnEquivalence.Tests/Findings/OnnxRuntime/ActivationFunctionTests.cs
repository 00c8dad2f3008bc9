using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>What the activations do that are computed a number at a time.</summary>
public sealed class ActivationFunctionTests : OnnxRuntimeFinding
{
    private const string SoftplusHeading = "ONNX Runtime 1.31.1: `Softplus` in `RNN`, `GRU` and `LSTM` is infinite from 88.73 on";

    private const string TanhHeading = "ONNX Runtime 1.31.1: the `RNN`'s tanh loses small arguments";

    private const string ThresholdHeading = "ONNX Runtime 1.31.1: `ThresholdedRelu` in `RNN`, `GRU` and `LSTM` is 0 at its threshold";

    private const string DefaultHeading =
        "ONNX Runtime 1.31.1: without α, `ThresholdedRelu` in `RNN`, `GRU` and `LSTM` has its threshold at 0";

    [Theory]
    [InlineData("RNN")]
    [InlineData("GRU")]
    [InlineData("LSTM")]
    [Entry(SoftplusHeading)]
    public void Softplus_Of89_IsInfinite(string operation)
    {
        Candidate(operation, "Softplus", 80).Should().BeApproximately(operation == "RNN" ? 80 : 40, 1e-4f);
        Remains(() => float.IsPositiveInfinity(Candidate(operation, "Softplus", 89)));
    }

    [Fact]
    [Entry(SoftplusHeading)]
    public void Softplus_OfSevenNumbers_IsInfiniteFromTheLastOn() =>
        Remains(() => SoftplusOfSevenNumbers() is [0.6931472f, .., 88.72f, float.PositiveInfinity, float.PositiveInfinity]);

    [Fact]
    [Entry(TanhHeading)]
    public void RnnTanh_OfAVerySmallArgument_IsZero() => Remains(() => Rnn(1e-9f) == 0 && TanhOfSmallNumbers() is [_, _, _, 0, 0]);

    /// <summary>2·σ(2x) − 1 is a multiple of 2^-23 here, and the nearest to 10^-4 is farther from it than that.</summary>
    [Fact]
    [Entry(TanhHeading)]
    public void RnnTanh_OfASmallArgument_LosesDigits() => Remains(() => Math.Abs((Rnn(1e-4f) / 1e-4) - 1) is > 1e-4 and < 1e-2);

    [Fact]
    [Entry(ThresholdHeading)]
    public void ThresholdedRelu_AtItsThreshold_IsZero()
    {
        Rnn(0.625f, "ThresholdedRelu", 0.5f).Should().Be(0.625f);
        Remains(() => Rnn(0.5f, "ThresholdedRelu", 0.5f) == 0);
    }

    [Fact]
    [Entry(DefaultHeading)]
    public void ThresholdedRelu_WithoutAlpha_HasItsThresholdAtZero()
    {
        Rnn(-0.75f, "ThresholdedRelu").Should().Be(0);
        Remains(() => Rnn(0.75f, "ThresholdedRelu") == 0.75f && ThresholdedReluWithoutAlpha() == 0.75f);
    }

    [Theory]
    [InlineData("GRU")]
    [InlineData("LSTM")]
    [Entry(DefaultHeading)]
    public void ThresholdedRelu_OfTheOthersWithoutAlpha_HasItsThresholdAtZero(string operation)
    {
        Candidate(operation, "ThresholdedRelu", -0.75f).Should().Be(0);
        Remains(() => Candidate(operation, "ThresholdedRelu", 0.75f) == 0.375f);
    }

    private static float Rnn(float argument, string function = "Tanh", params float[] alpha) =>
        new OnnxCall("RNN") { X = argument, W = [1], Activations = [function], Alpha = alpha }.Run().Y[0];

    /// <summary>The candidate, with its function. The gates of the GRU and the LSTM are ½: half of it arrives in h, and in c.</summary>
    private static float Candidate(string operation, string function, float argument)
    {
        OnnxAnswer answer = new OnnxCall(operation)
        {
            X = argument,
            W = operation switch { "RNN" => [1], "GRU" => [0, 0, 1], _ => [0, 0, 0, 1] },
            Activations = operation switch
            {
                "RNN" => [function],
                "GRU" => ["Sigmoid", function],
                _ => ["Sigmoid", function, "Tanh"],
            },
        }.Run();
        return operation == "LSTM" ? answer.Cell[0] : answer.Y[0];
    }

    private static float[] SoftplusOfSevenNumbers()
    {
        // Y = RNN <hidden_size = 1, activations = ["Softplus"]> (X, W, R), of opset 14
        byte[] model = Convert.FromBase64String(
            "CAg6cgpBCgFYCgFXCgFSEgFZIgNSTk4qGgoLYWN0aXZhdGlvbnNKCFNvZnRwbHVzoAEIKhIKC2hpZGRlbl9zaXplGAGgAQISAWdaCQoBWBIECgII"
            + "AVoJCgFXEgQKAggBWgkKAVISBAoCCAFiCQoBWRIECgIIAUIECgAQDg==");
        using var session = new InferenceSession(model);
        using var run = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory<float>([0, 1, 20, 80, 88.72f, 88.73f, 89], [1, 7, 1]);
        using var w = OrtValue.CreateTensorValueFromMemory<float>([1], [1, 1, 1]);
        using var r = OrtValue.CreateTensorValueFromMemory<float>([0], [1, 1, 1]);
        using var outputs = session.Run(run, ["X", "W", "R"], [x, w, r], ["Y"]);
        float[] y = outputs[0].GetTensorDataAsSpan<float>().ToArray();    // 0.6931472, 1.3132616, 20, 80, 88.72, ∞, ∞
        return y;
    }

    private static float[] TanhOfSmallNumbers()
    {
        // Y = RNN <hidden_size = 1> (X, W, R), of opset 14
        byte[] model = Convert.FromBase64String(
            "CAg6VgolCgFYCgFXCgFSEgFZIgNSTk4qEgoLaGlkZGVuX3NpemUYAaABAhIBZ1oJCgFYEgQKAggBWgkKAVcSBAoCCAFaCQoBUhIECgIIAWIJCgFZ"
            + "EgQKAggBQgQKABAO");
        using var session = new InferenceSession(model);
        using var run = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory<float>([1e-4f, 1e-5f, 1e-6f, 1e-8f, 1e-9f], [1, 5, 1]);
        using var w = OrtValue.CreateTensorValueFromMemory<float>([1], [1, 1, 1]);
        using var r = OrtValue.CreateTensorValueFromMemory<float>([0], [1, 1, 1]);
        using var outputs = session.Run(run, ["X", "W", "R"], [x, w, r], ["Y"]);
        float[] y = outputs[0].GetTensorDataAsSpan<float>().ToArray();    // 1.00016594E-04, 1.001358E-05, 1.0728836E-06, 0, 0
        return y;
    }

    private static float ThresholdedReluWithoutAlpha()
    {
        // Y = RNN <hidden_size = 1, activations = ["ThresholdedRelu"]> (X, W, R), of opset 14
        byte[] model = Convert.FromBase64String(
            "CAg6eQpICgFYCgFXCgFSEgFZIgNSTk4qIQoLYWN0aXZhdGlvbnNKD1RocmVzaG9sZGVkUmVsdaABCCoSCgtoaWRkZW5fc2l6ZRgBoAECEgFnWgkK"
            + "AVgSBAoCCAFaCQoBVxIECgIIAVoJCgFSEgQKAggBYgkKAVkSBAoCCAFCBAoAEA4=");
        using var session = new InferenceSession(model);
        using var run = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory<float>([0.75f], [1, 1, 1]);
        using var w = OrtValue.CreateTensorValueFromMemory<float>([1], [1, 1, 1]);
        using var r = OrtValue.CreateTensorValueFromMemory<float>([0], [1, 1, 1]);
        using var outputs = session.Run(run, ["X", "W", "R"], [x, w, r], ["Y"]);
        float y = outputs[0].GetTensorDataAsSpan<float>()[0];    // 0.75
        return y;
    }
}
