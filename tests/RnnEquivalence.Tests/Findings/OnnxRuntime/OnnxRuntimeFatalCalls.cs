using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>Calls of ONNX Runtime that end the process.</summary>
public sealed class OnnxRuntimeFatalCalls : FatalCalls
{
    /// <summary>A GRU with T = 0.</summary>
    [Fact(Explicit = true)]
    public void GruWithoutTimeSteps() => Call(new OnnxCall("GRU") { TimeSteps = 0 }, CallGruWithoutTimeSteps);

    /// <summary>A GRU with N = 0.</summary>
    [Fact(Explicit = true)]
    public void GruWithoutRows() => Call(new OnnxCall("GRU") { BatchSize = 0 });

    /// <summary>An LSTM with N = 0.</summary>
    [Fact(Explicit = true)]
    public void LstmWithoutRows() => Call(new OnnxCall("LSTM") { BatchSize = 0 });

    private static void Call(OnnxCall call, Action? program = null)
    {
        // Answered, so that it is what is empty that ends the process, and not the model.
        (call with { TimeSteps = 1, BatchSize = 1 }).Run();
        Call(() =>
        {
            program?.Invoke();
            call.Run();
            return null;
        });
    }

    private static void CallGruWithoutTimeSteps()
    {
        // Y = GRU <hidden_size = 1> (X, W, R), of opset 14
        byte[] model = Convert.FromBase64String(
            "CAg6VgolCgFYCgFXCgFSEgFZIgNHUlUqEgoLaGlkZGVuX3NpemUYAaABAhIBZ1oJCgFYEgQKAggBWgkKAVcSBAoCCAFaCQoBUhIECgIIAWIJCgFZ"
            + "EgQKAggBQgQKABAO");
        using var session = new InferenceSession(model);
        using var run = new RunOptions();
        using var weights = OrtValue.CreateTensorValueFromMemory(new float[3], [1, 3, 1]);
        using var oneStep = OrtValue.CreateTensorValueFromMemory<float>([1], [1, 1, 1]);
        using var answer = session.Run(run, ["X", "W", "R"], [oneStep, weights, weights], ["Y"]);    // is answered

        using var noSteps = OrtValue.CreateTensorValueFromMemory<float>([], [0, 1, 1]);
        using var none = session.Run(run, ["X", "W", "R"], [noSteps, weights, weights], ["Y"]);    // ends the process
    }
}
