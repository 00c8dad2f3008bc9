using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>The LSTM's tanh is a rational function, which between 8 and 9 rounds to the number after 1 now and then.</summary>
public sealed class LstmRangeTests : OnnxRuntimeFinding
{
    [Fact]
    [Entry("ONNX Runtime 1.31.1: between 8.12 and 9, the `LSTM`'s tanh exceeds 1 now and then")]
    public void Tanh_BetweenEightAndNine_ExceedsOneNowAndThen() => Remains(() => Candidates() is var candidates
        && candidates.Max() is > 1 and < 1.00001f
        && candidates.Count(candidate => candidate <= 1) > candidates.Length / 2);

    /// <summary>c' with an open input gate and a closed forget gate: the candidate.</summary>
    private static float[] Candidates()
    {
        // Y, Y_h, Y_c = LSTM <hidden_size = 1> (X, W, R, B), of opset 14; the gates are i, o, f, c
        byte[] model = Convert.FromBase64String(
            "CAg6iQEKMwoBWAoBVwoBUgoBQhIBWRIDWV9oEgNZX2MiBExTVE0qEgoLaGlkZGVuX3NpemUYAaABAhIBZ1oJCgFYEgQKAggBWgkKAVcSBAoCCAFa"
            + "CQoBUhIECgIIAVoJCgFCEgQKAggBYgkKAVkSBAoCCAFiCwoDWV9oEgQKAggBYgsKA1lfYxIECgIIAUIECgAQDg==");
        using var session = new InferenceSession(model);
        using var run = new RunOptions();
        float[] arguments = [.. Enumerable.Range(0, 20_000).Select(step => 8 + (step / 20_000f))];
        using var x = OrtValue.CreateTensorValueFromMemory(arguments, [1, 20_000, 1]);
        using var w = OrtValue.CreateTensorValueFromMemory<float>([0, 0, 0, 1], [1, 4, 1]);
        using var r = OrtValue.CreateTensorValueFromMemory(new float[4], [1, 4, 1]);
        using var b = OrtValue.CreateTensorValueFromMemory<float>([100, 100, -100, 0, 0, 0, 0, 0], [1, 8]);
        using var outputs = session.Run(run, ["X", "W", "R", "B"], [x, w, r, b], ["Y", "Y_h", "Y_c"]);
        float[] c = outputs[2].GetTensorDataAsSpan<float>().ToArray();    // σ(100)·tanh(x) + σ(−100)·0: now and then 1.0000001
        return c;
    }
}
