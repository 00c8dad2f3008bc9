using System.Globalization;
using RnnEquivalence.Backends;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>The sigmoid of oneDNN's LSTM is 1/(1 + e⁻ˣ) with an exponential of its own.</summary>
public sealed class OneDnnSigmoidTests : TorchSharpFinding
{
    public OneDnnSigmoidTests() => Assert.SkipUnless(
        System.Runtime.Intrinsics.X86.Sse41.IsSupported, "oneDNN compiles this kernel for x86-64 processors only.");

    [Fact]
    public void Sigmoid_BelowMinus87_IsZero() =>
        Remains(() => Sigmoid(-87.25f) == 0, "the LSTM's sigmoid loses its smallest values");

    [Fact]
    public void Sigmoid_OfVerySmallArguments_IsOffByMoreThanFourUnits() =>
        Remains(() => Enumerable.Range(0, 64).Max(step => Units(-67 - (step / 64f))) > 4, "the LSTM's sigmoid loses its smallest values");

    [Fact]
    public async Task Sigmoid_WithoutFusedMultiplyAdd_IsOffByMoreThanThirtyUnits()
    {
        ChildOutcome child = await ChildProcess.RunAsync(
            typeof(OneDnnCalls), nameof(OneDnnCalls.LargestErrorNearMinus72), ("ONEDNN_MAX_CPU_ISA", "SSE41"));

        double units = double.Parse(child.Announcements.Single(), CultureInfo.InvariantCulture);
        Remains(() => units > 30, "the LSTM's sigmoid is off by some 0.9·|x| units");
    }

    /// <summary>How far the sigmoid is off, in units of roundoff relative to itself.</summary>
    internal static double Units(float argument)
    {
        double exact = 1 / (1 + Math.Exp(-argument));
        return Math.Abs(Sigmoid(argument) - exact) / exact / ElementType.Float32.UnitRoundoff();
    }

    /// <summary>The output gate, with x = 0 and a state that makes tanh(c') 1: h' = o.</summary>
    private static double Sigmoid(float argument)
    {
        var network = new RecurrentArchitecture
        {
            Cell = RecurrentCell.Lstm, ElementType = ElementType.Float32, InputSize = 1, HiddenSize = 1, HasInputBias = true,
        };
        var parameters = new RecurrentParameters(new CellParameters(network.Gates, gate => new GateParameters(
            new Matrix(1, 1), new Matrix(1, 1), [gate switch { Gate.Output => argument, Gate.Forget => 100, _ => 0 }], null)));
        using IRecurrentModule lstm = new TorchSharpFusedFloat32().Create(network, parameters);
        var state = new RecurrentState(new Matrix(1, 1), new Matrix(1, 1, [20]));
        return lstm.Forward(new RecurrentInput(new Sequence(1, 1, 1), state)).Values[0, 0, 0];
    }
}
