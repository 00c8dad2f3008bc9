using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>
/// The GRU's tanh, and the sigmoid of its reset gate, is a rational function that is cut off at ±10, where it is ±(1 + 8 u) before any
/// rounding.
/// </summary>
public sealed class GruRangeTests : OnnxRuntimeFinding
{
    private const string TanhHeading = "ONNX Runtime 1.31.1: the `GRU`'s tanh exceeds 1";

    private const string ResetHeading = "ONNX Runtime 1.31.1: the `GRU`'s reset gate exceeds 1, and is negative for small arguments";

    [Theory]
    [InlineData(1000)]
    [InlineData(-1000)]
    [Entry(TanhHeading)]
    public void Tanh_OfLargeArgument_IsBeyondOne(float argument)
    {
        // z = σ(−1000) = 0, so that h' is the candidate.
        var call = new OnnxCall("GRU") { X = 1000, W = [-1, 0, argument / 1000] };

        Remains(() => Math.Abs(call.Run().Y[0]) is > 1 and < 1.00001f && TanhOfOneThousand() is > 1 and < 1.00001f);
    }

    [Fact]
    [Entry(ResetHeading)]
    public void ResetGate_OfLargeArgument_ExceedsOne() => Remains(() => ResetGate(20) is > 1 and < 1.00001f);

    [Fact]
    [Entry(ResetHeading)]
    public void ResetGate_OfVerySmallArgument_IsNegative()
    {
        ResetGate(-5).Should().BeApproximately(0.0066928509f, 1e-6f);
        Remains(() => ResetGate(-20) is < 0 and > -0.00001f);
    }

    private static float TanhOfOneThousand()
    {
        // Y = GRU <hidden_size = 1> (X, W, R), of opset 14; the gates are z, r, h
        byte[] model = Convert.FromBase64String(
            "CAg6VgolCgFYCgFXCgFSEgFZIgNHUlUqEgoLaGlkZGVuX3NpemUYAaABAhIBZ1oJCgFYEgQKAggBWgkKAVcSBAoCCAFaCQoBUhIECgIIAWIJCgFZ"
            + "EgQKAggBQgQKABAO");
        using var session = new InferenceSession(model);
        using var run = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory<float>([1000], [1, 1, 1]);
        using var w = OrtValue.CreateTensorValueFromMemory<float>([-1, 0, 1], [1, 3, 1]);
        using var r = OrtValue.CreateTensorValueFromMemory(new float[3], [1, 3, 1]);
        using var outputs = session.Run(run, ["X", "W", "R"], [x, w, r], ["Y"]);
        float y = outputs[0].GetTensorDataAsSpan<float>()[0];    // 1.0000005: (1 − σ(−1000))·tanh(1000)
        return y;
    }

    /// <summary>z = σ(−64) = 0 and the candidate is r·h0 with h0 = 1, so that h' is r.</summary>
    private static float ResetGate(float argument)
    {
        // Y = GRU <hidden_size = 1, activations = ["Sigmoid", "Affine"], activation_alpha = [1], activation_beta = [0]>
        //     (X, W, R, , , H), of opset 14; the gates are z, r, h
        byte[] model = Convert.FromBase64String(
            "CAg6wwEKhgEKAVgKAVcKAVIKAAoACgFIEgFZIgNHUlUqGgoQYWN0aXZhdGlvbl9hbHBoYT0AAIA/oAEGKhkKD2FjdGl2YXRpb25fYmV0YT0AAAAA"
            + "oAEGKiEKC2FjdGl2YXRpb25zSgdTaWdtb2lkSgZBZmZpbmWgAQgqEgoLaGlkZGVuX3NpemUYAaABAhIBZ1oJCgFYEgQKAggBWgkKAVcSBAoCCAFa"
            + "CQoBUhIECgIIAVoJCgFIEgQKAggBYgkKAVkSBAoCCAFCBAoAEA4=");
        using var session = new InferenceSession(model);
        using var run = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory<float>([1], [1, 1, 1]);
        using var w = OrtValue.CreateTensorValueFromMemory<float>([-64, argument, 0], [1, 3, 1]);
        using var r = OrtValue.CreateTensorValueFromMemory<float>([0, 0, 1], [1, 3, 1]);
        using var h = OrtValue.CreateTensorValueFromMemory<float>([1], [1, 1, 1]);
        using var outputs = session.Run(run, ["X", "W", "R", "H"], [x, w, r, h], ["Y"]);
        float y = outputs[0].GetTensorDataAsSpan<float>()[0];    // (1 − σ(−64))·(σ(argument)·1) + σ(−64)·1
        return y;
    }
}
