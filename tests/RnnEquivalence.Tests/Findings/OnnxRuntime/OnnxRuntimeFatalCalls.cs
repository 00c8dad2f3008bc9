using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>Calls of ONNX Runtime that end the process.</summary>
public sealed class OnnxRuntimeFatalCalls : FatalCalls
{
    /// <summary>A GRU with T = 0.</summary>
    [Fact(Explicit = true)]
    public void GruWithoutTimeSteps() => Call(new OnnxCall("GRU") { TimeSteps = 0 });

    /// <summary>A GRU with N = 0.</summary>
    [Fact(Explicit = true)]
    public void GruWithoutRows() => Call(new OnnxCall("GRU") { BatchSize = 0 });

    /// <summary>An LSTM with N = 0.</summary>
    [Fact(Explicit = true)]
    public void LstmWithoutRows() => Call(new OnnxCall("LSTM") { BatchSize = 0 });

    private static void Call(OnnxCall call)
    {
        // Answered, so that it is what is empty that ends the process, and not the model.
        (call with { TimeSteps = 1, BatchSize = 1 }).Run();
        Call(() =>
        {
            call.Run();
            return null;
        });
    }
}
