using FluentAssertions;
using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using Xunit;

namespace RnnEquivalence.SelfTests.Formulas;

/// <summary>The LSTM's formula against values worked out by hand.</summary>
public sealed class LstmFormulaTests
{
    private static readonly double Ln2 = Math.Log(2);
    private static readonly double Ln3 = Math.Log(3);

    /// <summary>
    /// One unit, one input. With σ(ln 3) = 3/4, σ(−ln 3) = 1/4, σ(0) = 1/2 and tanh(ln 2) = 3/5:
    /// c' = 1/4 · 2 + 3/4 · 3/5 = 19/20 and h' = 1/2 · tanh(19/20).
    /// </summary>
    [Fact]
    public void Unit_WithGatesOfKnownValue_IsWhatTheHandSays()
    {
        var lstm = new Lstm(OneStep.Arithmetic, Layer(), Parameters(i: Ln3, f: -Ln3, g: Ln2, o: 0));

        LstmUnit unit = Unit(lstm, c: 2);

        unit.I.Value.Should().BeApproximately(0.75, 1e-15);
        unit.F.Value.Should().BeApproximately(0.25, 1e-15);
        unit.G.Value.Should().BeApproximately(0.6, 1e-15);
        unit.O.Value.Should().Be(0.5);
        unit.C.Value.Should().BeApproximately(0.95, 1e-15);
        unit.H.Value.Should().BeApproximately(0.5 * 0.7397830512740043, 1e-15, "tanh(0.95) = (e^1.9 − 1)/(e^1.9 + 1)");
    }

    [Fact]
    public void Unit_WithForgetBias_AddsItToTheForgetGateAlone()
    {
        CellParameters zeros = Parameters(0, 0, 0, 0);
        var lstm = new Lstm(OneStep.Arithmetic, Layer() with { ForgetBias = Ln3 }, zeros);

        LstmUnit unit = Unit(lstm, c: 2);

        unit.F.Value.Should().BeApproximately(0.75, 1e-15);
        unit.I.Value.Should().Be(0.5);
        unit.O.Value.Should().Be(0.5);
        unit.C.Value.Should().BeApproximately(1.5, 1e-15);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(-1000)]
    public void Unit_FarBeyondSaturation_IsFinite(double z)
    {
        var lstm = new Lstm(OneStep.Arithmetic, Layer(), Parameters(z, z, z, z));

        LstmUnit unit = Unit(lstm, c: 2);

        unit.I.Value.Should().Be(z > 0 ? 1 : 0);
        unit.G.Value.Should().Be(Math.Sign(z));
        unit.C.Value.Should().Be(z > 0 ? 3 : 0);
        unit.H.Radius.Should().BeLessThan(1e-9);
    }

    /// <summary>
    /// With c = 2, p_i = ½·ln 3 and p_f = −½·ln 3 the old c gives i = 3/4 and f = 1/4; c' = 19/20, and p_o makes ln 3 of the new c.
    /// </summary>
    [Fact]
    public void Peepholes_OfInputAndForgetGateSeeTheOldCellStateAndThatOfTheOutputGateTheNew()
    {
        CellParameters parameters = Parameters(0, 0, g: Ln2, 0).Map((gate, own) => own with
        {
            Peephole = gate switch { Gate.Input => [Ln3 / 2], Gate.Forget => [-Ln3 / 2], Gate.Output => [Ln3 / 0.95], _ => null },
        });
        var lstm = new Lstm(OneStep.Arithmetic, Layer() with { HasPeepholes = true }, parameters);

        LstmUnit unit = Unit(lstm, c: 2);

        unit.I.Value.Should().BeApproximately(0.75, 1e-15);
        unit.F.Value.Should().BeApproximately(0.25, 1e-15);
        unit.C.Value.Should().BeApproximately(0.95, 1e-15);
        unit.O.Value.Should().BeApproximately(0.75, 1e-15);
        unit.H.Value.Should().BeApproximately(0.75 * Math.Tanh(0.95), 1e-15);
    }

    /// <summary>A unit sees its own cell state and no other.</summary>
    [Fact]
    public void Peepholes_OfTwoUnits_AreDiagonal()
    {
        RecurrentArchitecture layer = Layer() with { HiddenSize = 2, HasPeepholes = true };
        var parameters = new CellParameters(layer.Gates, gate => new GateParameters(
            new Matrix(2, 1), new Matrix(2, 2), [0, 0], null, gate.HasPeephole() ? [gate == Gate.Forget ? Ln3 : 0, 0] : null));

        (_, double[] c) = OneStep.Of(layer, parameters, [1], [0, 0], [1, 8]);

        c[0].Should().BeApproximately(0.75, 1e-15, "f = σ(ln 3 · 1)");
        c[1].Should().BeApproximately(4, 1e-15, "f = σ(0)");
    }

    /// <summary>f = 1 − i = 1/4, without parameters of its own.</summary>
    [Fact]
    public void CoupledGates_ForgetWhatTheInputGateLetsIn()
    {
        RecurrentArchitecture layer = Layer() with { CouplesGates = true };
        CellParameters all = Parameters(i: Ln3, f: 1000, g: Ln2, o: 0);
        var lstm = new Lstm(OneStep.Arithmetic, layer, new CellParameters(layer.Gates, gate => all[gate]));

        LstmUnit unit = Unit(lstm, c: 2);

        unit.I.Value.Should().BeApproximately(0.75, 1e-15);
        unit.F.Value.Should().BeApproximately(0.25, 1e-15);
        unit.C.Value.Should().BeApproximately(0.95, 1e-15);
    }

    /// <summary>c' = ±19/20 is cut to ±1/2 before the peephole of o, tanh and the caller see it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void CellClip_CutsTheNewCellStateBeforeAnythingSeesIt(double sign)
    {
        CellParameters parameters = Parameters(i: Ln3, f: -Ln3, g: sign * Ln2, o: 0).Map((gate, own) =>
            gate.HasPeephole() ? own with { Peephole = [gate == Gate.Output ? sign * 2 * Ln3 : 0] } : own);
        var lstm = new Lstm(OneStep.Arithmetic, Layer() with { HasPeepholes = true, CellClip = 0.5 }, parameters);

        LstmUnit unit = Unit(lstm, c: sign * 2);

        unit.C.Value.Should().Be(sign * 0.5);
        unit.O.Value.Should().BeApproximately(0.75, 1e-15);
        unit.H.Value.Should().BeApproximately(sign * 0.75 * Math.Tanh(0.5), 1e-15);
    }

    [Fact]
    public void CellClip_BeyondTheCellState_ChangesNothing()
    {
        var lstm = new Lstm(OneStep.Arithmetic, Layer() with { CellClip = 1 }, Parameters(i: Ln3, f: -Ln3, g: Ln2, o: 0));

        LstmUnit unit = Unit(lstm, c: 2);

        unit.C.Value.Should().BeApproximately(0.95, 1e-15);
    }

    /// <summary>
    /// ±5 is cut to ±ln 2: i = 2/3, f = 1/3, g = 3/5. c' = 1/3 · 20 + 2/3 · 3/5 goes on as it is, but for tanh it is cut like
    /// every argument, so that h' = 1/2 · 3/5.
    /// </summary>
    [Fact]
    public void ActivationClip_CutsEveryArgumentButNotTheCellStateItself()
    {
        var lstm = new Lstm(OneStep.Arithmetic, Layer() with { ActivationClip = Ln2 }, Parameters(i: 5, f: -5, g: 5, o: 0));

        LstmUnit unit = Unit(lstm, c: 20);

        unit.I.Value.Should().BeApproximately(2.0 / 3, 1e-15);
        unit.F.Value.Should().BeApproximately(1.0 / 3, 1e-15);
        unit.G.Value.Should().BeApproximately(0.6, 1e-15);
        unit.C.Value.Should().BeApproximately((20.0 / 3) + 0.4, 1e-14);
        unit.H.Value.Should().BeApproximately(0.3, 1e-15);
    }

    /// <summary>
    /// Two units, one projected feature h = 3, which W_hr = (2, −4) makes and R_g = (1, −1) reads. i = 1, f = 0, o = 1/2 and
    /// g = (3/5, 4/5) make c' = g and h' = 2 · ½ tanh(3/5) − 4 · ½ tanh(4/5).
    /// </summary>
    [Fact]
    public void Projection_MixesTheUnitsAndFeedsTheNextStep()
    {
        RecurrentArchitecture layer = Layer() with { HiddenSize = 2, ProjectionSize = 1 };
        var parameters = new CellParameters(
            layer.Gates,
            gate => new GateParameters(
                new Matrix(2, 1),
                gate == Gate.Candidate ? new Matrix(2, 1, [1, -1]) : new Matrix(2, 1),
                gate switch
                {
                    Gate.Input => [1000, 1000],
                    Gate.Forget => [-1000, -1000],
                    Gate.Candidate => [Ln2 - 3, Ln3 + 3],
                    _ => [0, 0],
                },
                null),
            new Matrix(1, 2, [2, -4]));

        (double[] h, double[] c) = OneStep.Of(layer, parameters, [1], [3], [7, 8]);

        c[0].Should().BeApproximately(0.6, 1e-14);
        c[1].Should().BeApproximately(0.8, 1e-14);
        h.Should().ContainSingle().Which.Should().BeApproximately(Math.Tanh(0.6) - (2 * Math.Tanh(0.8)), 1e-14);
    }

    /// <summary>HardSigmoid(1/5, 1/2) of 1, −1 and 0, max(0, 2), and c'/(1 + |c'|): c' = 3/10 · 10 + 7/10 · 2 = 22/5.</summary>
    [Fact]
    public void OtherActivations_StandAtTheGatesTheCandidateAndTheState()
    {
        var functions = new CellActivations(
            new Activation(ActivationFunction.HardSigmoid, 0.2, 0.5), Activation.Relu, new Activation(ActivationFunction.Softsign));
        var lstm = new Lstm(OneStep.Arithmetic, Layer() with { Activations = functions }, Parameters(i: 1, f: -1, g: 2, o: 0));

        LstmUnit unit = Unit(lstm, c: 10);

        unit.I.Value.Should().BeApproximately(0.7, 1e-15);
        unit.F.Value.Should().BeApproximately(0.3, 1e-15);
        unit.G.Value.Should().Be(2);
        unit.O.Value.Should().Be(0.5);
        unit.C.Value.Should().BeApproximately(4.4, 1e-15);
        unit.H.Value.Should().BeApproximately(0.5 * 4.4 / 5.4, 1e-15);
    }

    private static LstmUnit Unit(Lstm lstm, double c) =>
        lstm.Unit(0, new BoundedVector([1.0]), new BoundedVector([0.0]), new BoundedVector([c]));

    private static RecurrentArchitecture Layer() => new()
    {
        Cell = RecurrentCell.Lstm,
        ElementType = ElementType.Float64,
        InputSize = 1,
        HiddenSize = 1,
        HasInputBias = true,
    };

    /// <summary>Each gate's pre-activation is its bias.</summary>
    private static CellParameters Parameters(double i, double f, double g, double o) => new(RecurrentCell.Lstm.Gates(), gate =>
    {
        double bias = gate switch { Gate.Input => i, Gate.Forget => f, Gate.Candidate => g, _ => o };
        return new GateParameters(new Matrix(1, 1), new Matrix(1, 1), [bias], null);
    });
}
