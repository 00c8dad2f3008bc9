using FluentAssertions;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Formulas;

/// <summary>The formulas of the two GRUs against values worked out by hand.</summary>
public sealed class GruFormulaTests
{
    private static readonly double Ln2 = Math.Log(2);
    private static readonly double Ln3 = Math.Log(3);

    /// <summary>
    /// r = (σ(ln 3), σ(−ln 3)) = (3/4, 1/4), z = (1/4, 3/4), h = (1, 2), and R_n exchanges the units. The argument of n is
    /// made (ln 2, −ln 3), so that n = (3/5, −4/5) and h' = (3/4·3/5 + 1/4·1, 1/4·(−4/5) + 3/4·2) = (7/10, 13/10).
    /// </summary>
    [Theory]
    [InlineData(RecurrentCell.Gru, 0.75 * (2 + 4), 0.25 * (1 + 8))] // r ⊙ (R_n·h + b_hn)
    [InlineData(RecurrentCell.GruResetBefore, (0.25 * 2) + 4, (0.75 * 1) + 8)] // R_n·(r ⊙ h) + b_hn
    public void Step_WithGatesOfKnownValue_IsWhatTheHandSays(RecurrentCell cell, double first, double second)
    {
        CellParameters parameters = Parameters(gate => gate switch
        {
            Gate.Reset => Of([Ln3, -Ln3], [0, 0]),
            Gate.Update => Of([-Ln3, Ln3], [0, 0]),
            _ => Of([Ln2 - first, -Ln3 - second], [4, 8]) with { RecurrentWeights = new Matrix(2, 2, [0, 1, 1, 0]) },
        });

        (double[] h, _) = OneStep.Of(Layer(cell), parameters, [0], [1, 2], []);

        h[0].Should().BeApproximately(0.7, 1e-14);
        h[1].Should().BeApproximately(1.3, 1e-14);
    }

    /// <summary>r = σ(1·5 + 3·(−1) + 4·(−1/2) + ln 3) = 3/4 in unit 0; z likewise takes W, R and both biases.</summary>
    [Theory]
    [InlineData(RecurrentCell.Gru)]
    [InlineData(RecurrentCell.GruResetBefore)]
    public void Gates_AddInputRecurrentAndBothBiases(RecurrentCell cell)
    {
        var wide = new GateParameters(new Matrix(2, 1, [5, 1]), new Matrix(2, 2, [-1, -0.5, 1, -1]), [Ln3 - 1, 0], [1, -Ln3]);
        CellParameters parameters = Parameters(gate => gate == Gate.Candidate
            ? Of([0, 0], [0, 0]) with { RecurrentWeights = new Matrix(2, 2, [1, 0, 0, 1]) }
            : wide);

        (double[] h, _) = OneStep.Of(Layer(cell), parameters, [1], [3, 4], []);

        h[0].Should().BeApproximately((0.25 * Math.Tanh(0.75 * 3)) + (0.75 * 3), 1e-14, "r = z = σ(ln 3)");
        h[1].Should().BeApproximately((0.75 * Math.Tanh(0.25 * 4)) + (0.25 * 4), 1e-14, "r = z = σ(1 + 3 − 4 − ln 3)");
    }

    [Fact]
    public void ResetBefore_WithOpenResetGate_EqualsResetAfter() => ShouldAgree(
        Parameters(gate => gate == Gate.Reset
            ? Of([1000, 1000], [0, 0])
            : Of([0.5, -0.25], [1, -2]) with { RecurrentWeights = new Matrix(2, 2, [0.5, -1, 2, 0.25]) }),
        agree: true);

    [Fact]
    public void ResetBefore_WithDiagonalWeightsAndNoRecurrentBias_EqualsResetAfter() => ShouldAgree(
        Parameters(_ => Of([0.5, -0.25], [0, 0]) with { RecurrentWeights = new Matrix(2, 2, [0.5, 0, 0, -2]) }),
        agree: true);

    [Fact]
    public void ResetBefore_WithRecurrentBias_DiffersFromResetAfter() => ShouldAgree(
        Parameters(_ => Of([0.5, -0.25], [1, -2]) with { RecurrentWeights = new Matrix(2, 2, [0.5, 0, 0, -2]) }),
        agree: false);

    /// <summary>
    /// ±5 is cut to ±ln 2: r = σ(ln 2) = 2/3, z = σ(−ln 2) = 1/3. The whole argument of n is cut, not its parts: −3 + 2/3·6 = 1
    /// and −3 + 6 = 3 become ln 2. h' = 2/3 · 3/5 + 1/3 · 3 = 7/5.
    /// </summary>
    [Theory]
    [InlineData(RecurrentCell.Gru)]
    [InlineData(RecurrentCell.GruResetBefore)]
    public void ActivationClip_CutsTheWholeArgument(RecurrentCell cell)
    {
        CellParameters parameters = Parameters(gate => gate switch
        {
            Gate.Reset => Of([5, 5], [0, 0]),
            Gate.Update => Of([-5, -5], [0, 0]),
            _ => Of([-3, -3], [6, 6]),
        });

        (double[] h, _) = OneStep.Of(Layer(cell) with { ActivationClip = Ln2 }, parameters, [0], [3, 3], []);

        h[0].Should().BeApproximately(1.4, 1e-14);
    }

    /// <summary>
    /// HardSigmoid(1/4, 1/2) of 1 is 3/4 and of −1 is 1/4; n = max(0, −1/4 + 3/4·2) = max(0, −3/4 + 2) = 5/4, and
    /// h' = 3/4 · 5/4 + 1/4 · 4.
    /// </summary>
    [Theory]
    [InlineData(RecurrentCell.Gru, -0.25)]
    [InlineData(RecurrentCell.GruResetBefore, -0.75)]
    public void OtherActivations_StandAtTheGatesAndTheCandidate(RecurrentCell cell, double inputBias)
    {
        var functions = new CellActivations(new Activation(ActivationFunction.HardSigmoid, 0.25, 0.5), Activation.Relu, Activation.Sigmoid);
        CellParameters parameters = Parameters(gate => gate switch
        {
            Gate.Reset => Of([1, 1], [0, 0]),
            Gate.Update => Of([-1, -1], [0, 0]),
            _ => Of([inputBias, inputBias], [2, 2]),
        });

        (double[] h, _) = OneStep.Of(Layer(cell) with { Activations = functions }, parameters, [0], [4, 4], []);

        h[0].Should().BeApproximately((0.75 * 1.25) + (0.25 * 4), 1e-14);
    }

    private static void ShouldAgree(CellParameters parameters, bool agree)
    {
        (double[] after, _) = OneStep.Of(Layer(RecurrentCell.Gru), parameters, [0.5], [0.75, -0.5], []);
        (double[] before, _) = OneStep.Of(Layer(RecurrentCell.GruResetBefore), parameters, [0.5], [0.75, -0.5], []);

        (Math.Abs(after[0] - before[0]) < 1e-14).Should().Be(agree);
        (Math.Abs(after[1] - before[1]) < 1e-14).Should().Be(agree);
    }

    private static RecurrentArchitecture Layer(RecurrentCell cell) => new()
    {
        Cell = cell,
        ElementType = ElementType.Float64,
        InputSize = 1,
        HiddenSize = 2,
        HasInputBias = true,
        HasRecurrentBias = true,
    };

    private static CellParameters Parameters(Func<Gate, GateParameters> gates) => new(RecurrentCell.Gru.Gates(), gates);

    private static GateParameters Of(double[] inputBias, double[] recurrentBias) =>
        new(new Matrix(2, 1), new Matrix(2, 2), inputBias, recurrentBias);
}
