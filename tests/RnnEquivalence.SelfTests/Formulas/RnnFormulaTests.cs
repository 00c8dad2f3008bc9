using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using Xunit;

namespace RnnEquivalence.SelfTests.Formulas;

/// <summary>The RNN's formula against values worked out by hand.</summary>
public sealed class RnnFormulaTests
{
    private static readonly Arithmetic Arithmetic = new(new BackendTraits
    {
        ElementType = ElementType.Float64,
        Cells = new HashSet<RecurrentCell> { RecurrentCell.TanhRnn },
        Tanh = new(1),
        Sigmoid = new(1),
    });

    /// <summary>tanh(ln 2) = 3/5: the pre-activation of unit 0 is made ln 2 out of every kind of term.</summary>
    [Fact]
    public void Step_AddsInputRecurrentAndBothBiases()
    {
        var layer = new RecurrentArchitecture
        {
            Cell = RecurrentCell.TanhRnn,
            ElementType = ElementType.Float64,
            InputSize = 2,
            HiddenSize = 2,
            HasInputBias = true,
            HasRecurrentBias = true,
        };
        var parameters = new RecurrentParameters(RecurrentCell.TanhRnn, _ => new GateParameters(
            new Matrix(2, 2, [2, 3, 5, 7]),
            new Matrix(2, 2, [11, 13, 17, 19]),
            [Math.Log(2), 0.5],
            [-2 - 6 - 33 - 52, 0.25]));

        var rnn = new TanhRnn(Arithmetic, layer, parameters);
        UnitState first = rnn.Step(0, [1, 2], new BoundedVector([3.0, 4.0]), Arithmetic.Exact(0));
        UnitState second = rnn.Step(1, [-0.25, 0.125], new BoundedVector([0.125, -0.125]), Arithmetic.Exact(0));

        first.Hidden.Value.Should().BeApproximately(0.6, 1e-13, "2·1 + 3·2 + 11·3 + 13·4 + ln 2 − 93 = ln 2");
        second.Hidden.Value.Should().BeApproximately(Math.Tanh(0.125), 1e-15, "−1.25 + 0.875 + 2.125 − 2.375 + 0.75 = 0.125");
    }
}
