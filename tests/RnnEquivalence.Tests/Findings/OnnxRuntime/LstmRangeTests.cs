using RnnEquivalence.Backends;
using RnnEquivalence.Backends.OnnxRuntime;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>The LSTM's tanh is a rational function, which between 8 and 9 rounds to the number after 1 now and then.</summary>
public sealed class LstmRangeTests : OnnxRuntimeFinding
{
    [Fact]
    public void Tanh_BetweenEightAndNine_ExceedsOneNowAndThen() =>
        Remains(
            () => Tanh([.. Enumerable.Range(0, 20_000).Select(step => 8 + (step / 20_000f))])
                .ContainsAnyInRange(Math.BitIncrement(1.0), 1.00001),
            "the `LSTM`'s tanh exceeds 1");

    /// <summary>c' with an open input gate and a closed forget gate: the candidate.</summary>
    private static ReadOnlySpan<double> Tanh(float[] arguments)
    {
        var network = new RecurrentArchitecture
        {
            Cell = RecurrentCell.Lstm, ElementType = ElementType.Float32, InputSize = 1, HiddenSize = 1, HasInputBias = true,
        };
        var parameters = new RecurrentParameters(new CellParameters(network.Gates, gate => new GateParameters(
            new Matrix(1, 1, [gate == Gate.Candidate ? 1 : 0]),
            new Matrix(1, 1),
            [gate switch { Gate.Input => 100, Gate.Forget => -100, _ => 0 }],
            null)));
        using IRecurrentModule lstm = new OnnxRuntimeFloat32().Create(network, parameters);
        var x = new Sequence(1, arguments.Length, 1, Array.ConvertAll(arguments, argument => (double)argument));
        return lstm.Forward(new RecurrentInput(x, null)).FinalState.Single.Cell!.Values;
    }
}
