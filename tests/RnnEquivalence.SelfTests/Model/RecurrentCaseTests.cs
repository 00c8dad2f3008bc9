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

    private static readonly RecurrentArchitecture Stacked = Layer with { Layers = 2, Direction = Direction.Bidirectional };

    private static readonly RecurrentArchitecture Projected = Layer with { ProjectionSize = 1 };

    [Fact]
    public void FittingShapes_AreAccepted() => Creating(Layer).Should().NotThrow();

    [Fact]
    public void FittingShapesOfSeveralCells_AreAccepted() =>
        Creating(Stacked with { HasPeepholes = true, ProjectionSize = 2 }).Should().NotThrow();

    [Fact]
    public void InputWeightsOfAnotherShape_AreRefused() =>
        Creating(Layer, gate => gate with { InputWeights = new Matrix(2, 3) })
            .Should().Throw<ShapeException>()
            .WithMessage("The input weight W of gate i has the shape (2, 3), but (3, 2) is required: (H, I).");

    [Fact]
    public void RecurrentWeightsOfAnotherShape_AreRefused() =>
        Creating(Layer, gate => gate with { RecurrentWeights = new Matrix(3, 2) })
            .Should().Throw<ShapeException>()
            .WithMessage("The recurrent weight R of gate i has the shape (3, 2), but (3, 3) is required: (H, H).");

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
        Creating(Layer, input: new RecurrentInput(new Sequence(4, 1, 2), RecurrentState.Zero(Layer, 2)))
            .Should().Throw<ShapeException>().WithMessage("The initial hidden state has the shape (2, 3), but (1, 3) is required: (N, H).");

    [Fact]
    public void MissingInitialCellState_StandsForZeros()
    {
        var input = new RecurrentInput(new Sequence(4, 1, 2), new RecurrentState(new Matrix(1, 3, [1, 2, 3]), null));
        RecurrentCase trial = Case(Layer, gate => gate, input);

        trial.InitialStateOrZero.Single.Hidden.Values.ToArray().Should().Equal(1, 2, 3);
        trial.InitialStateOrZero.Single.Cell!.Values.ToArray().Should().Equal(0, 0, 0);
    }

    [Fact]
    public void MissingFinalCellState_IsRefused()
    {
        var output = new RecurrentOutput(new Sequence(4, 1, 3), new RecurrentState(new Matrix(1, 3), null));

        new Action(() => output.Validate(Layer, new RecurrentInput(new Sequence(4, 1, 2), null)))
            .Should().Throw<ArgumentException>()
            .WithMessage("The final state has no cell state, but the cell Lstm needs one of shape (1, 3).");
    }

    [Fact]
    public void NumberThatTheTypeLacks_IsRefused() =>
        Creating(Layer, gate => gate with { InputBias = [0, 0.1, 0] })
            .Should().Throw<ArgumentException>()
            .WithMessage("0.1 in b_x of gate i is not a number of the type Float32; the nearest is 0.10000000149011612.");

    [Fact]
    public void ForgetBiasOfACellWithoutForgetGate_IsRefused() =>
        new Action(() => (Layer with { Cell = RecurrentCell.Rnn, ForgetBias = 1 }).Validate())
            .Should().Throw<ArgumentException>().WithMessage("The forget bias is 1, but the cell Rnn has no forget gate.");

    [Fact]
    public void Case_PrintsEveryNumber()
    {
        string text = Case(Layer, gate => gate with { InputBias = [(float)0.1, 2, -3] }, input: null).ToString();

        text.Should().StartWith("Lstm, Float32, T=4 N=1 I=2 H=3, time first, input bias, no initial state")
            .And.Contain("bx_i = [0.1, 2, -3]")
            .And.Contain("x3   = [[0, 0]]")
            .And.NotContain("System.");
    }

    [Fact]
    public void ParametersOfAnotherNumberOfLayersAndDirections_AreRefused() =>
        Creating(Stacked, Zeros(Layer))
            .Should().Throw<ShapeException>().WithMessage("The list of cells has the shape (1, 1), but (2, 2) is required: (L, D).");

    [Fact]
    public void StatesOfAnotherNumberOfLayersAndDirections_AreRefused() =>
        Creating(Stacked, input: new RecurrentInput(new Sequence(4, 1, 2), RecurrentState.Zero(Layer, 1)))
            .Should().Throw<ShapeException>()
            .WithMessage("The list of initial states has the shape (1, 1), but (2, 2) is required: (L, D).");

    [Fact]
    public void UpstreamGradientOfAnotherShape_IsRefused() =>
        WithLoss(Layer, new UpstreamGradients(new Sequence(4, 1, 2), null, null))
            .Should().Throw<ShapeException>()
            .WithMessage("The upstream gradient dy has the shape (4, 1, 2), but (4, 1, 3) is required: (T, N, D·H).");

    [Fact]
    public void UpstreamGradientsOfAnotherNumberOfCells_AreRefused() =>
        WithLoss(Stacked, new UpstreamGradients(null, [new Matrix(1, 3)], null))
            .Should().Throw<ShapeException>()
            .WithMessage("The list of upstream gradients dh_n has the shape (1,), but (4,) is required: (L·D,).");

    [Fact]
    public void UpstreamGradientOfAFinalCellStateOfAnotherBatch_IsRefused() =>
        WithLoss(Layer, new UpstreamGradients(null, null, [new Matrix(2, 3)]))
            .Should().Throw<ShapeException>()
            .WithMessage("The upstream gradient dc_n has the shape (2, 3), but (1, 3) is required: (N, H).");

    [Fact]
    public void UpstreamGradientOfAFinalCellStateThatThereIsNot_IsRefused() =>
        WithLoss(Layer with { Cell = RecurrentCell.Gru }, new UpstreamGradients(null, null, [new Matrix(1, 3)]))
            .Should().Throw<ArgumentException>().WithMessage("There are upstream gradients dc_n, but the cell Gru has no cell state.");

    /// <summary>The upper layer reads both directions of the lower one, 2·3 features.</summary>
    [Fact]
    public void UpperLayerOfAnotherWidth_IsRefusedByName()
    {
        RecurrentParameters fitting = Zeros(Stacked);

        Creating(Stacked, new RecurrentParameters(2, 2, (layer, direction) => direction == 1 ? fitting[0, 1] : fitting[layer, 0]))
            .Should().Throw<ShapeException>()
            .WithMessage("The input weight W of gate i of layer 1, reverse has the shape (3, 2), but (3, 6) is required: (H, I).");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void LengthOutOfRange_IsRefused(int length) =>
        Creating(Layer, input: new RecurrentInput(new Sequence(4, 2, 2), null, [4, length]))
            .Should().Throw<ArgumentException>().WithMessage($"Row 1 has the length {length}, but must have one of 0 to T = 4.");

    [Fact]
    public void LengthsOfAnotherNumber_AreRefused() =>
        Creating(Layer, input: new RecurrentInput(new Sequence(4, 1, 2), null, [4, 4]))
            .Should().Throw<ShapeException>().WithMessage("The list of lengths has the shape (2,), but (1,) is required: (N,).");

    [Fact]
    public void LengthsFromZeroToT_WithPaddingThatIsNoNumber_AreAccepted() =>
        Creating(Layer, input: new RecurrentInput(new Sequence(1, 2, 2, [double.NaN, double.PositiveInfinity, 1, 2]), null, [0, 1]))
            .Should().NotThrow();

    [Fact]
    public void MissingPeephole_IsRefused() =>
        Creating(Layer with { HasPeepholes = true }, Zeros(Layer))
            .Should().Throw<ArgumentException>().WithMessage("The peephole p of gate i is missing, but the architecture has one.");

    [Fact]
    public void PeepholeOfTheCandidate_IsRefused() =>
        Creating(Layer with { HasPeepholes = true }, Zeros(Layer).MapGates((_, gate) => gate with { Peephole = new double[3] }))
            .Should().Throw<ArgumentException>().WithMessage("The peephole p of gate g is given, but the architecture has none.");

    [Fact]
    public void PeepholeOfAnotherLength_IsRefused() =>
        Creating(Layer with { HasPeepholes = true }, Zeros(Layer).MapGates((_, gate) => gate with { Peephole = new double[2] }))
            .Should().Throw<ShapeException>().WithMessage("The peephole p of gate i has the shape (2,), but (3,) is required: (H,).");

    [Fact]
    public void MissingProjection_IsRefused() =>
        Creating(Projected, Zeros(Projected).Map(cell => cell.WithProjection(null)))
            .Should().Throw<ArgumentException>().WithMessage("The projection is missing, but the architecture has one.");

    [Fact]
    public void SuperfluousProjection_IsRefused() =>
        Creating(Layer, Zeros(Layer).Map(cell => cell.WithProjection(new Matrix(1, 3))))
            .Should().Throw<ArgumentException>().WithMessage("The projection is given, but the architecture has none.");

    [Fact]
    public void ProjectionOfAnotherShape_IsRefused() =>
        Creating(Projected, Zeros(Projected).Map(cell => cell.WithProjection(new Matrix(3, 1))))
            .Should().Throw<ShapeException>().WithMessage("The projection has the shape (3, 1), but (1, 3) is required: (P, H).");

    /// <summary>The hidden state is projected and the cell state is not.</summary>
    [Theory]
    [InlineData(1, 3, null)]
    [InlineData(3, 3, "The initial hidden state has the shape (1, 3), but (1, 1) is required: (N, H).")]
    [InlineData(1, 1, "The initial cell state has the shape (1, 1), but (1, 3) is required: (N, H).")]
    public void StateOfAProjectedCell_HasProjectedFeaturesInTheHiddenStateAlone(int hidden, int cell, string? message)
    {
        var state = new RecurrentState(new Matrix(1, hidden), new Matrix(1, cell));
        Action create = Creating(Projected, input: new RecurrentInput(new Sequence(4, 1, 2), state));

        if (message is null)
        {
            create.Should().NotThrow();
        }
        else
        {
            create.Should().Throw<ShapeException>().WithMessage(message);
        }
    }

    [Fact]
    public void GatesOfAnotherCell_AreRefused() =>
        Creating(Layer, Zeros(Layer with { Cell = RecurrentCell.Gru }))
            .Should().Throw<ArgumentException>()
            .WithMessage(
                "The cell Lstm has the gates Input, Forget, Candidate, Output, but there are parameters of Candidate, Reset, Update.");

    [Fact]
    public void ForgetGateOfCoupledGates_IsRefused() =>
        Creating(Layer with { CouplesGates = true }, Zeros(Layer))
            .Should().Throw<ArgumentException>()
            .WithMessage(
                "The cell Lstm has the gates Input, Candidate, Output, but there are parameters of Input, Forget, Candidate, Output.");

    [Fact]
    public void CellStateOfACellWithoutOne_IsRefused() =>
        Creating(Layer with { Cell = RecurrentCell.Gru }, input: new RecurrentInput(new Sequence(4, 1, 2), RecurrentState.Zero(Layer, 1)))
            .Should().Throw<ArgumentException>().WithMessage("The initial state has a cell state, but the cell Gru has none.");

    public static TheoryData<string, RecurrentArchitecture> Impossible { get; } = new()
    {
        {
            "Input, hidden and projection size and the number of layers must be at least 1, but are 2, 3, 0 and 1.",
            Layer with { ProjectionSize = 0 }
        },
        {
            "Input, hidden and projection size and the number of layers must be at least 1, but are 2, 3, none and 0.",
            Layer with { Layers = 0 }
        },
        {
            "The forget bias is 1, but the cell Lstm with coupled gates has no forget gate.",
            Layer with { CouplesGates = true, ForgetBias = 1 }
        },
        { "Peepholes, * belong to an LSTM, but the cell is Gru.", Layer with { Cell = RecurrentCell.Gru, HasPeepholes = true } },
        {
            "Peepholes, coupled gates, * belong to an LSTM, but the cell is Rnn.",
            Layer with { Cell = RecurrentCell.Rnn, CouplesGates = true }
        },
        { "*a clipped cell state* belong to an LSTM, but the cell is Gru.", Layer with { Cell = RecurrentCell.Gru, CellClip = 1 } },
        { "*a projection belong to an LSTM, but the cell is Gru.", Layer with { Cell = RecurrentCell.Gru, ProjectionSize = 1 } },
        { "A clip bound must be positive, but they are none and -0.5.", Layer with { CellClip = -0.5 } },
        { "A clip bound must be positive, but they are NaN and none.", Layer with { ActivationClip = double.NaN } },
        {
            "Activations are given for the reverse cells, but the direction is Reverse.",
            Layer with { Direction = Direction.Reverse, ReverseActivations = CellActivations.Usual }
        },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void ImpossibleArchitecture_IsRefused(string message, RecurrentArchitecture architecture) =>
        new Action(architecture.Validate).Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void CaseOfSeveralCells_PrintsEveryOneUnderItsName()
    {
        RecurrentArchitecture network = Stacked with
        {
            HasPeepholes = true,
            CellClip = 0.5,
            ReverseActivations = CellActivations.Usual with { Gates = new Activation(ActivationFunction.HardSigmoid, 0.25, 0.5) },
        };
        RecurrentParameters parameters =
            Zeros(network).MapGates((_, gate) => gate with { Peephole = gate.Peephole is null ? null : [1, -2, 0.25] });
        var state = new RecurrentState(2, 2, (layer, direction) =>
            new CellState(new Matrix(1, 3, [layer, direction, 7]), new Matrix(1, 3)));

        var input = new RecurrentInput(new Sequence(2, 1, 2, [5, 6, 7, 8]), state, [1]);
        string text = new RecurrentCase(network, parameters, input).ToString();

        text.Should()
            .StartWith("Lstm, Float32, T=2 N=1 I=2 H=3, 2 layers, bidirectional, time first, input bias, "
                + "in reverse gates through HardSigmoid(0.25, 0.5), cell state clipped at 0.5, lengths [1]")
            .And.MatchRegex("(?s)  layer 0, forward:.*  layer 0, reverse:.*  layer 1, forward:.*  layer 1, reverse:.*  input:")
            .And.Contain("p_o  = [1, -2, 0.25]").And.NotContain("p_g")
            .And.Contain("h0   = [[1, 0, 7]]")
            .And.Contain("x1   = [[7, 8]]")
            .And.NotContain("System.").And.NotContain("no initial state");
    }

    [Fact]
    public void CaseOfAProjectedCell_PrintsTheProjection() =>
        Case(Projected with { ActivationClip = 2, Direction = Direction.Reverse }, gate => gate, input: null).ToString()
            .Should().StartWith("Lstm, Float32, T=4 N=1 I=2 H=3, reverse, time first, input bias, "
                + "arguments of activations clipped at 2, projected to P=1, no initial state")
            .And.Contain("R_i  = [[0], [0], [0]]")
            .And.Contain("W_hr = [[0, 0, 0]]");

    /// <summary>
    /// An RNN has one function, whatever stands where those of gates would be, and its constants have the digits of the type.
    /// </summary>
    [Fact]
    public void CaseOfOtherFunctions_PrintsThoseThatTheCellHas()
    {
        CellActivations functions = new(Activation.Relu, Activation.Tanh, new Activation(ActivationFunction.Elu, (float)0.3));

        First(Layer with { Cell = RecurrentCell.Rnn, Activations = functions })
            .Should().EndWith("input bias, state through Elu(0.3), no initial state");
        First(Layer with { Cell = RecurrentCell.Gru, Activations = functions })
            .Should().EndWith("input bias, gates through Relu, no initial state");
        First(Layer with { Activations = functions })
            .Should().EndWith("input bias, gates through Relu and state through Elu(0.3), no initial state");

        static string First(RecurrentArchitecture layer) => Case(layer, gate => gate, input: null).ToString().Split('\n')[0].TrimEnd('\r');
    }

    private static Action Creating(RecurrentArchitecture network, RecurrentParameters parameters) =>
        () => _ = new RecurrentCase(network, parameters, new RecurrentInput(new Sequence(4, 1, 2), null));

    private static Action WithLoss(RecurrentArchitecture network, UpstreamGradients upstream) =>
        () => _ = Case(network, gate => gate, input: null).With(upstream);

    /// <summary>Parameters that fit.</summary>
    private static RecurrentParameters Zeros(RecurrentArchitecture network) =>
        new(network.Layers, network.Directions, (layer, _) => new CellParameters(
            network.Gates,
            gate => new GateParameters(
                new Matrix(network.HiddenSize, network.InputSizeOf(layer)),
                new Matrix(network.HiddenSize, network.StateSize),
                network.HasInputBias ? new double[network.HiddenSize] : null,
                null,
                network.HasPeepholes && gate.HasPeephole() ? new double[network.HiddenSize] : null),
            network.ProjectionSize is { } features ? new Matrix(features, network.HiddenSize) : null));

    private static Action Creating(
        RecurrentArchitecture layer, Func<GateParameters, GateParameters>? change = null, RecurrentInput? input = null) =>
        () => Case(layer, change ?? (gate => gate), input);

    private static RecurrentCase Case(
        RecurrentArchitecture layer, Func<GateParameters, GateParameters> change, RecurrentInput? input) => new(
        layer,
        Zeros(layer).MapGates((_, gate) => change(gate)),
        input ?? new RecurrentInput(new Sequence(4, 1, 2), null));
}
