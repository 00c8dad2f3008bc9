using FluentAssertions;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Model;

/// <summary>What does not fit together is refused before any kernel sees it, and the message says what was wrong.</summary>
public sealed class RecurrentCaseTests
{
    private static readonly RecurrentArchitecture Layer = new()
    {
        Cell = RecurrentCell.Lstm,
        ElementType = ElementType.Float32,
        InputSize = 2,
        HiddenSize = 3,
        HasInputBias = true,
    };

    [Fact]
    public void FittingShapes_AreAccepted() => Creating(Layer).Should().NotThrow();

    [Fact]
    public void InputWeightsOfAnotherShape_AreRefused() =>
        Creating(Layer, gate => gate with { InputWeights = new Matrix(2, 3) })
            .Should().Throw<ShapeException>().WithMessage("The input weight W of gate i has the shape (2, 3), but (3, 2) is required: (H, I).");

    [Fact]
    public void RecurrentWeightsOfAnotherShape_AreRefused() =>
        Creating(Layer, gate => gate with { RecurrentWeights = new Matrix(3, 2) })
            .Should().Throw<ShapeException>().WithMessage("The recurrent weight R of gate i has the shape (3, 2), but (3, 3) is required: (H, H).");

    [Fact]
    public void BiasOfAnotherLength_IsRefused() =>
        Creating(Layer, gate => gate with { InputBias = new double[2] })
            .Should().Throw<ShapeException>().WithMessage("The input bias b_x of gate i has the shape (2,), but (3,) is required: (H,).");

    [Fact]
    public void MissingBias_IsRefused() =>
        Creating(Layer, gate => gate with { InputBias = null })
            .Should().Throw<ArgumentException>().WithMessage("The input bias b_x of gate i is missing, but the architecture has one.");

    [Fact]
    public void SuperfluousBias_IsRefused() =>
        Creating(Layer, gate => gate with { RecurrentBias = new double[3] })
            .Should().Throw<ArgumentException>().WithMessage("The recurrent bias b_h of gate i is given, but the architecture has none.");

    [Fact]
    public void InputOfAnotherWidth_IsRefused() =>
        Creating(Layer, input: new RecurrentInput(new Sequence(4, 1, 3), null))
            .Should().Throw<ShapeException>().WithMessage("The input x has the shape (4, 1, 3), but (4, 1, 2) is required: (T, N, I).");

    [Fact]
    public void StateOfAnotherBatch_IsRefused() =>
        Creating(Layer, input: new RecurrentInput(new Sequence(4, 1, 2), RecurrentState.Zero(RecurrentCell.Lstm, 2, 3)))
            .Should().Throw<ShapeException>().WithMessage("The initial hidden state has the shape (2, 3), but (1, 3) is required: (N, H).");

    [Fact]
    public void MissingCellState_IsRefused() =>
        Creating(Layer, input: new RecurrentInput(new Sequence(4, 1, 2), new RecurrentState(new Matrix(1, 3), null)))
            .Should().Throw<ArgumentException>().WithMessage("The initial state has no cell state, but the cell Lstm needs one of shape (1, 3).");

    [Fact]
    public void NumberThatTheTypeLacks_IsRefused() =>
        Creating(Layer, gate => gate with { InputBias = [0, 0.1, 0] })
            .Should().Throw<ArgumentException>().WithMessage("0.1 in b_x of gate i is not a number of the type Float32; the nearest is 0.10000000149011612.");

    [Fact]
    public void ForgetBiasOfACellWithoutForgetGate_IsRefused() =>
        new Action(() => (Layer with { Cell = RecurrentCell.TanhRnn, ForgetBias = 1 }).Validate())
            .Should().Throw<ArgumentException>().WithMessage("The forget bias is 1, but the cell TanhRnn has no forget gate.");

    [Fact]
    public void Case_PrintsEveryNumber()
    {
        string text = Case(Layer, gate => gate with { InputBias = [(float)0.1, 2, -3] }, input: null).ToString();

        text.Should().StartWith("Lstm, Float32, T=4 N=1 I=2 H=3, time first, input bias, no initial state")
            .And.Contain("bx_i = [0.1, 2, -3]")
            .And.Contain("x3   = [[0, 0]]")
            .And.NotContain("System.");
    }

    private static Action Creating(RecurrentArchitecture layer, Func<GateParameters, GateParameters>? change = null, RecurrentInput? input = null) =>
        () => Case(layer, change ?? (gate => gate), input);

    private static RecurrentCase Case(RecurrentArchitecture layer, Func<GateParameters, GateParameters> change, RecurrentInput? input) => new(
        layer,
        new RecurrentParameters(RecurrentCell.Lstm, _ => change(new GateParameters(new Matrix(3, 2), new Matrix(3, 3), new double[3], null))),
        input ?? new RecurrentInput(new Sequence(4, 1, 2), null));
}
