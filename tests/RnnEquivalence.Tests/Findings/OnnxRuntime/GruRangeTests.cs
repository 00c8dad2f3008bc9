using FluentAssertions;
using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>
/// The GRU's tanh, and the sigmoid of its reset gate, is a rational function that is cut off at ±10, where it is ±(1 + 8 u) before any
/// rounding.
/// </summary>
public sealed class GruRangeTests : OnnxRuntimeFinding
{
    private const string Entry = "The `GRU`'s tanh exceeds 1";

    [Theory]
    [InlineData(1000)]
    [InlineData(-1000)]
    public void Tanh_OfLargeArgument_IsBeyondOne(float argument)
    {
        // z = σ(−1000) = 0, so that h' is the candidate.
        var call = new OnnxCall("GRU") { X = 1000, W = [-1, 0, argument / 1000] };

        Remains(() => Math.Abs(call.Run().Y[0]) is > 1 and < 1.00001f, Entry);
    }

    [Fact]
    public void ResetGate_OfLargeArgument_ExceedsOne() => Remains(() => ResetGate(20) is > 1 and < 1.00001f, Entry);

    [Fact]
    public void ResetGate_OfVerySmallArgument_IsNegative()
    {
        ResetGate(-5).Should().BeApproximately(0.0066928509f, 1e-6f);
        Remains(() => ResetGate(-20) is < 0 and > -0.00001f, Entry);
    }

    /// <summary>z = σ(−64) = 0 and the candidate is r·h0 with h0 = 1, so that h' is r.</summary>
    private static float ResetGate(float argument) => new OnnxCall("GRU")
    {
        X = 1,
        W = [-64, argument, 0],
        R = [0, 0, 1],
        InitialHidden = 1,
        Activations = ["Sigmoid", "Affine"],
        Alpha = [1],
        Beta = [0],
    }.Run().Y[0];
}
