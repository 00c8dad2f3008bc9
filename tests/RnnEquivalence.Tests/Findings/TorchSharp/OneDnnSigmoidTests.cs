using System.Globalization;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>The sigmoid of oneDNN's LSTM is 1/(1 + e⁻ˣ) with an exponential of its own.</summary>
public sealed class OneDnnSigmoidTests : TorchSharpFinding
{
    private const string SmallestHeading = "oneDNN 3.7.1 (libtorch 2.10.0): the LSTM's sigmoid loses its smallest values";

    private const string PlainHeading =
        "oneDNN 3.7.1 (libtorch 2.10.0): without fused multiply-add, the LSTM's sigmoid is off by some 0.9·|x| units";

    // The measurement of a child process begins here, and not in a test.
    static OneDnnSigmoidTests() => TorchSharpLoader.EnsureLoadable();

    public OneDnnSigmoidTests() => Assert.SkipUnless(
        System.Runtime.Intrinsics.X86.Sse41.IsSupported, "oneDNN compiles this kernel for x86-64 processors only.");

    [Fact]
    [Entry(SmallestHeading)]
    public void Sigmoid_BelowMinus87_IsZero() => Remains(() => Sigmoid(-87.25f) == 0);

    [Fact]
    [Entry(SmallestHeading)]
    public void Sigmoid_OfVerySmallArguments_IsOffByMoreThanFourUnits() =>
        Remains(() => Enumerable.Range(0, 64).Max(step => Units(-67 - (step / 64f))) > 4);

    [Fact]
    [Entry(PlainHeading)]
    public async Task Sigmoid_WithoutFusedMultiplyAdd_IsOffByMoreThanThirtyUnits()
    {
        ChildOutcome child = await ChildProcess.RunAsync(
            typeof(OneDnnCalls), nameof(OneDnnCalls.LargestErrorNearMinus72), ("ONEDNN_MAX_CPU_ISA", "SSE41"));

        double units = double.Parse(child.Announcements.Single(), CultureInfo.InvariantCulture);
        Remains(() => units > 30);
    }

    /// <summary>How far the sigmoid is off, in units of roundoff relative to itself.</summary>
    internal static double Units(float argument)
    {
        double exact = 1 / (1 + Math.Exp(-argument));
        return Math.Abs(Sigmoid(argument) - exact) / exact / ElementType.Float32.UnitRoundoff();
    }

    private static float Sigmoid(float argument)
    {
        using IDisposable noGradients = torch.no_grad();
        using LSTM lstm = torch.nn.LSTM(1, 1);
        foreach (Parameter parameter in lstm.parameters())
        {
            parameter.zero_();
        }

        // The gates are i, f, g, o: c' is 1·20 + ½·0, and h is o·tanh(20) = o = σ(argument).
        lstm.get_parameter("bias_ih_l0")!.copy_(torch.tensor([0, 100, 0, argument]));
        torch.Tensor zero = torch.zeros(1, 1, 1), twenty = torch.full(1, 1, 1, 20f);
        float sigmoid = lstm.call(zero, (zero, twenty)).Item1.item<float>();
        return sigmoid;
    }
}
