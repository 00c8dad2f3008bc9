using FluentAssertions;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Formulas;

/// <summary>The RNN's formula against values worked out by hand.</summary>
public sealed class RnnFormulaTests
{
    /// <summary>tanh(ln 2) = 3/5: the pre-activation of unit 0 is made ln 2 out of every kind of term.</summary>
    [Fact]
    public void Step_AddsInputRecurrentAndBothBiases()
    {
        var layer = new RecurrentArchitecture
        {
            Cell = RecurrentCell.Rnn,
            ElementType = ElementType.Float64,
            InputSize = 2,
            HiddenSize = 2,
            HasInputBias = true,
            HasRecurrentBias = true,
        };
        var parameters = new CellParameters([Gate.State], _ => new GateParameters(
            new Matrix(2, 2, [2, 3, 5, 7]),
            new Matrix(2, 2, [11, 13, 17, 19]),
            [Math.Log(2), 0.5],
            [-2 - 6 - 33 - 52, 0.25]));

        (double[] first, _) = OneStep.Of(layer, parameters, [1, 2], [3, 4], []);
        (double[] second, _) = OneStep.Of(layer, parameters, [-0.25, 0.125], [0.125, -0.125], []);

        first[0].Should().BeApproximately(0.6, 1e-13, "2·1 + 3·2 + 11·3 + 13·4 + ln 2 − 93 = ln 2");
        second[1].Should().BeApproximately(Math.Tanh(0.125), 1e-15, "−1.25 + 0.875 + 2.125 − 2.375 + 0.75 = 0.125");
    }

    /// <summary>
    /// 2·3 − 1 = 5 and −2·3 − 1 = −7 through the function of the state, whatever those of the gates are, cut to ±4 where there is a bound.
    /// </summary>
    [Theory]
    [InlineData(ActivationFunction.Relu, null, 5, 0)]
    [InlineData(ActivationFunction.Affine, null, 3.5, -2.5)]
    [InlineData(ActivationFunction.LeakyRelu, null, 5, -3.5)]
    [InlineData(ActivationFunction.Relu, 4.0, 4, 0)]
    [InlineData(ActivationFunction.Affine, 4.0, 3, -1)]
    public void Step_GoesThroughTheFunctionOfTheState(ActivationFunction function, double? clip, double first, double second)
    {
        var layer = new RecurrentArchitecture
        {
            Cell = RecurrentCell.Rnn,
            ElementType = ElementType.Float64,
            InputSize = 1,
            HiddenSize = 2,
            HasInputBias = true,
            Activations = CellActivations.Usual with { State = new Activation(function, 0.5, 1) },
            ActivationClip = clip,
        };
        var parameters = new CellParameters(layer.Gates, _ =>
            new GateParameters(new Matrix(2, 1, [2, -2]), new Matrix(2, 2), [-1, -1], null));

        (double[] h, _) = OneStep.Of(layer, parameters, [3], [0, 0], []);

        h.Should().Equal(first, second);
    }
}
