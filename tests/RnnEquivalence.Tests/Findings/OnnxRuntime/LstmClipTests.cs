using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>ONNX says of clip that it is applied to the input of activations; the LSTM leaves out that of h.</summary>
public sealed class LstmClipTests : OnnxRuntimeFinding
{
    [Fact]
    public void Lstm_WithClip_DoesNotClipTheCellStateBeforeItsActivation()
    {
        // c' = ½·10, so that h is ½·tanh(5), where it should be ½·tanh(½).
        var call = new OnnxCall("LSTM") { InitialCell = 10, Clip = 0.5f };

        Remains(() => Math.Abs(call.Run().Y[0] - (Math.Tanh(5) / 2)) < 1e-4, "`LSTM` with `clip` does not clip c' before its activation");
    }
}
