using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>ONNX says of clip that it is applied to the input of activations; the LSTM leaves out that of h.</summary>
public sealed class LstmClipTests : OnnxRuntimeFinding
{
    [Fact]
    [Entry("ONNX Runtime 1.31.1: `LSTM` with `clip` does not clip c' before its activation")]
    public void Lstm_WithClip_DoesNotClipTheCellStateBeforeItsActivation()
    {
        // c' = ½·10, so that h is ½·tanh(5), where it should be ½·tanh(½).
        var call = new OnnxCall("LSTM") { InitialCell = 10, Clip = 0.5f };

        Remains(() => Math.Abs(call.Run().Y[0] - (Math.Tanh(5) / 2)) < 1e-4 && Math.Abs(HiddenState() - (Math.Tanh(5) / 2)) < 1e-4);
    }

    private static float HiddenState()
    {
        // Y = LSTM <hidden_size = 1, clip = 0.5> (X, W, R, , , , C), of opset 14
        byte[] model = Convert.FromBase64String(
            "CAg6ewo/CgFYCgFXCgFSCgAKAAoACgFDEgFZIgRMU1RNKg4KBGNsaXAVAAAAP6ABASoSCgtoaWRkZW5fc2l6ZRgBoAECEgFnWgkKAVgSBAoCCAFa"
            + "CQoBVxIECgIIAVoJCgFSEgQKAggBWgkKAUMSBAoCCAFiCQoBWRIECgIIAUIECgAQDg==");
        using var session = new InferenceSession(model);
        using var run = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory<float>([0], [1, 1, 1]);
        using var weights = OrtValue.CreateTensorValueFromMemory(new float[4], [1, 4, 1]);
        using var c = OrtValue.CreateTensorValueFromMemory<float>([10], [1, 1, 1]);
        using var outputs = session.Run(run, ["X", "W", "R", "C"], [x, weights, weights, c], ["Y"]);
        float y = outputs[0].GetTensorDataAsSpan<float>()[0];    // 0.49995458 = ½·tanh(½·10), and not 0.23105858 = ½·tanh(½)
        return y;
    }
}
