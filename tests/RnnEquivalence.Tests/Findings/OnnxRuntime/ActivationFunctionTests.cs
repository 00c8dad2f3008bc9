using FluentAssertions;
using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>What the activations do that are computed a number at a time.</summary>
public sealed class ActivationFunctionTests : OnnxRuntimeFinding
{
    private const string TanhEntry = "The `RNN`'s tanh loses small arguments";

    private const string ThresholdEntry = "`ThresholdedRelu` is 0 at its threshold";

    [Theory]
    [InlineData("RNN")]
    [InlineData("GRU")]
    [InlineData("LSTM")]
    public void Softplus_Of89_IsInfinite(string operation)
    {
        // The gates of the GRU and the LSTM are ½: half of it arrives in h, and in c.
        Candidate(80).Should().BeApproximately(operation == "RNN" ? 80 : 40, 1e-4f);
        Remains(() => float.IsPositiveInfinity(Candidate(89)), "`Softplus` is infinite from 89 on");

        float Candidate(float argument)
        {
            OnnxAnswer answer = new OnnxCall(operation)
            {
                X = argument,
                W = operation switch { "RNN" => [1], "GRU" => [0, 0, 1], _ => [0, 0, 0, 1] },
                Activations = operation switch
                {
                    "RNN" => ["Softplus"],
                    "GRU" => ["Sigmoid", "Softplus"],
                    _ => ["Sigmoid", "Softplus", "Tanh"],
                },
            }.Run();
            return operation == "LSTM" ? answer.Cell[0] : answer.Y[0];
        }
    }

    [Fact]
    public void RnnTanh_OfAVerySmallArgument_IsZero() => Remains(() => Rnn(1e-9f) == 0, TanhEntry);

    /// <summary>2·σ(2x) − 1 is a multiple of 2^-23 here, and the nearest to 10^-4 is farther from it than that.</summary>
    [Fact]
    public void RnnTanh_OfASmallArgument_LosesDigits() => Remains(() => Math.Abs((Rnn(1e-4f) / 1e-4) - 1) is > 1e-4 and < 1e-2, TanhEntry);

    [Fact]
    public void ThresholdedRelu_AtItsThreshold_IsZero()
    {
        Rnn(0.625f, "ThresholdedRelu", 0.5f).Should().Be(0.625f);
        Remains(() => Rnn(0.5f, "ThresholdedRelu", 0.5f) == 0, ThresholdEntry);
    }

    [Fact]
    public void ThresholdedRelu_WithoutAlpha_HasItsThresholdAtZero()
    {
        Rnn(-0.75f, "ThresholdedRelu").Should().Be(0);
        Remains(() => Rnn(0.75f, "ThresholdedRelu") == 0.75f, ThresholdEntry);
    }

    private static float Rnn(float argument, string function = "Tanh", params float[] alpha) =>
        new OnnxCall("RNN") { X = argument, W = [1], Activations = [function], Alpha = alpha }.Run().Y[0];
}
