using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using Xunit;

namespace RnnEquivalence.SelfTests.Formulas;

/// <summary>The LSTM's formula against values worked out by hand.</summary>
public sealed class LstmFormulaTests
{
    private static readonly Arithmetic Arithmetic = new(new BackendTraits
    {
        ElementType = ElementType.Float64,
        Cells = new HashSet<RecurrentCell> { RecurrentCell.Lstm },
        Tanh = new(1),
        Sigmoid = new(1),
    });

    /// <summary>
    /// One unit, one input. With σ(ln 3) = 3/4, σ(−ln 3) = 1/4, σ(0) = 1/2 and tanh(ln 2) = 3/5:
    /// c' = 1/4 · 2 + 3/4 · 3/5 = 19/20 and h' = 1/2 · tanh(19/20).
    /// </summary>
    [Fact]
    public void Unit_WithGatesOfKnownValue_IsWhatTheHandSays()
    {
        var lstm = new Lstm(Arithmetic, Layer(), Parameters(i: Math.Log(3), f: -Math.Log(3), g: Math.Log(2), o: 0));

        LstmUnit unit = lstm.Unit(0, [1], new BoundedVector([0.0]), Arithmetic.Exact(2));

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
        RecurrentParameters zeros = Parameters(0, 0, 0, 0);
        var lstm = new Lstm(Arithmetic, Layer() with { ForgetBias = Math.Log(3) }, zeros);

        LstmUnit unit = lstm.Unit(0, [1], new BoundedVector([0.0]), Arithmetic.Exact(2));

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
        var lstm = new Lstm(Arithmetic, Layer(), Parameters(z, z, z, z));

        LstmUnit unit = lstm.Unit(0, [1], new BoundedVector([0.0]), Arithmetic.Exact(2));

        unit.I.Value.Should().Be(z > 0 ? 1 : 0);
        unit.G.Value.Should().Be(Math.Sign(z));
        unit.C.Value.Should().Be(z > 0 ? 3 : 0);
        unit.H.Radius.Should().BeLessThan(1e-9);
    }

    private static RecurrentArchitecture Layer() => new()
    {
        Cell = RecurrentCell.Lstm,
        ElementType = ElementType.Float64,
        InputSize = 1,
        HiddenSize = 1,
        HasInputBias = true,
    };

    /// <summary>Each gate's pre-activation is its bias.</summary>
    private static RecurrentParameters Parameters(double i, double f, double g, double o) => new(RecurrentCell.Lstm, gate =>
    {
        double bias = gate switch { Gate.Input => i, Gate.Forget => f, Gate.Candidate => g, _ => o };
        return new GateParameters(new Matrix(1, 1), new Matrix(1, 1), [bias], null);
    });
}
