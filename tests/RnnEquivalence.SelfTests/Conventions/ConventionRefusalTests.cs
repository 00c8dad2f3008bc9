using FluentAssertions;
using RnnEquivalence.Conventions;
using RnnEquivalence.Model;
using Xunit;
using static RnnEquivalence.SelfTests.Conventions.ConventionCases;

namespace RnnEquivalence.SelfTests.Conventions;

/// <summary>What a convention, or the model, has no place for is refused by name, and so is what does not fit.</summary>
public sealed class ConventionRefusalTests
{
    private static readonly RecurrentArchitecture Lstm = new()
    {
        Cell = RecurrentCell.Lstm, ElementType = ElementType.Float64, InputSize = 2, HiddenSize = 3, Layers = 2,
        Direction = Direction.Bidirectional,
    };

    private static readonly RecurrentArchitecture Gru = Lstm with { Cell = RecurrentCell.Gru };

    public static TheoryData<string> Conventions { get; } = ["PyTorch", "Keras", "ONNX"];

    [Theory]
    [InlineData("PyTorch", "peepholes")]
    [InlineData("PyTorch", "coupled gates")]
    [InlineData("Keras", "peepholes")]
    [InlineData("Keras", "coupled gates")]
    [InlineData("Keras", "a projection")]
    [InlineData("ONNX", "a projection")]
    public void Option_WithoutAPlace_IsRefusedBothWays(string convention, string option)
    {
        RecurrentArchitecture network = option switch
        {
            "peepholes" => Lstm with { HasPeepholes = true },
            "coupled gates" => Lstm with { CouplesGates = true },
            _ => Lstm with { ProjectionSize = 2 },
        };

        ShouldBeRefused(() => From(convention, network), $"{convention} has no place for {option}.");
        ShouldBeRefused(() => To(convention, network, layer: 0), $"{convention} has no place for {option}.");
    }

    [Theory]
    [MemberData(nameof(Conventions))]
    public void ForgetBias_IsRefusedBothWays(string convention)
    {
        RecurrentArchitecture network = Lstm with { ForgetBias = 1 };

        ShouldBeRefused(
            () => From(convention, network),
            $"{convention} has no place for the forget bias 1; Biases.AbsorbForgetBias adds it to b_h.");
        ShouldBeRefused(
            () => To(convention, network, layer: 0),
            $"{convention} has no place for the forget bias 1; Biases.AbsorbForgetBias adds it to b_h.");
    }

    [Fact]
    public void GruWhoseResetGateComesBefore_IsNoneOfPyTorch()
    {
        RecurrentArchitecture network = Gru with { Cell = RecurrentCell.GruResetBefore };

        ShouldBeRefused(() => From("PyTorch", network), "PyTorch has no cell GruResetBefore, only Rnn, Lstm, Gru.*");
        ShouldBeRefused(() => To("PyTorch", network, layer: 0), "PyTorch has no cell GruResetBefore, only Rnn, Lstm, Gru.*");
    }

    [Theory]
    [MemberData(nameof(Conventions))]
    public void LayerThatIsNotThere_IsRefused(string convention)
    {
        ShouldBeRefused(() => To(convention, Lstm, layer: 2), "The architecture has the layers 0 to 1.*");
        ShouldBeRefused(() => To(convention, Lstm, layer: -1), "The architecture has the layers 0 to 1.*");
    }

    [Theory]
    [MemberData(nameof(Conventions))]
    public void ParametersOfAnotherArchitecture_AreRefused(string convention)
    {
        RecurrentArchitecture biased = Lstm with { HasInputBias = true };
        CellParameters[] unbiased = [Cell(Lstm), Cell(Lstm)];

        ShouldBeRefused(() => From(convention, biased, unbiased), "The input bias b_x of gate i is missing, but the architecture has one.");
        ShouldBeRefused(
            () => From(convention, Lstm with { HiddenSize = 4 }, unbiased),
            "The input weight W of gate i has the shape (3, 2), but (4, 2) is required: (H, I).");
        ShouldBeRefused(
            () => From(convention, Gru, unbiased),
            "The cell Gru has the gates Reset, Update, Candidate, but there are parameters of *");
    }

    /// <summary>Layer 1 reads both directions of layer 0, 2·H = 6 features.</summary>
    [Theory]
    [InlineData(0, 12, 2, 12, 3, 12, null)]
    [InlineData(1, 12, 6, 12, 3, 12, null)]
    [InlineData(0, 9, 2, 12, 3, 12,
        "weight_ih has the shape (9, 2), but (12, 2) is required: (4·H, I), one block of H rows for each of i, f, g, o.")]
    [InlineData(1, 12, 2, 12, 3, 12, "weight_ih has the shape (12, 2), but (12, 6) is required: *")]
    [InlineData(0, 12, 2, 3, 12, 12,
        "weight_hh has the shape (3, 12), but (12, 3) is required: (4·H, H), one block of H rows for each of i, f, g, o.")]
    [InlineData(0, 12, 2, 12, 3, 3, "bias_ih has the shape (3,), but (12,) is required: (4·H,).")]
    public void ShapesOfPyTorch_OtherThanTheArchitecture_AreRefused(
        int layer, int ihRows, int ihColumns, int hhRows, int hhColumns, int bias, string? message)
    {
        RecurrentArchitecture network = Lstm with { HasInputBias = true, HasRecurrentBias = true };
        var weights = new PyTorchWeights(Numbered(ihRows, ihColumns), Numbered(hhRows, hhColumns), Numbers(bias), Numbers(12));

        ShouldBeRefused(() => weights.ToCell(network, layer), message);
    }

    [Theory]
    [InlineData(2, 2, 3, true, null)]
    [InlineData(null, 2, 3, true, "weight_hr is missing, but the architecture has a projection.")]
    [InlineData(2, 2, 3, false, "weight_hr is given, but the architecture has no projection.")]
    [InlineData(2, 3, 2, true, "weight_hr has the shape (3, 2), but (2, 3) is required: (P, H).")]
    public void ProjectionOfPyTorch_OtherThanTheArchitecture_IsRefused(int? given, int rows, int columns, bool wanted, string? message)
    {
        RecurrentArchitecture network = Lstm with { ProjectionSize = wanted ? 2 : null };
        var weights = new PyTorchWeights(
            Numbered(12, 2), Numbered(12, network.StateSize), weightHr: given is null ? null : Numbered(rows, columns));

        ShouldBeRefused(() => weights.ToCell(network, layer: 0), message);
    }

    [Fact]
    public void BiasOfPyTorch_MissingOrLost_IsRefused()
    {
        RecurrentArchitecture one = Lstm with { HasInputBias = true };
        var zeros = new double[12];

        ShouldBeRefused(() => Weights(null, null).ToCell(one, 0), "bias_ih is missing, but the architecture has b_x.");
        ShouldBeRefused(
            () => Weights(zeros, null).ToCell(Lstm with { HasRecurrentBias = true }, 0),
            "bias_hh is missing, but the architecture has b_h.");
        ShouldBeRefused(
            () => Weights(zeros, Numbers(12)).ToCell(one, 0),
            "bias_hh must be zero, but holds 1: the architecture has no b_h.");
        ShouldBeRefused(
            () => Weights(Numbers(12), zeros).ToCell(Lstm, 0),
            "bias_ih must be zero, but holds 1: the architecture has no b_x.");
        ShouldBeRefused(() => Weights(Numbers(12), zeros).ToCell(one, 0), null);
        ShouldBeRefused(() => Weights(zeros, zeros).ToCell(Lstm, 0), null);

        static PyTorchWeights Weights(double[]? input, double[]? recurrent) => new(Numbered(12, 2), Numbered(12, 3), input, recurrent);
    }

    [Theory]
    [InlineData(0, 2, 12, 3, 12, null)]
    [InlineData(1, 6, 12, 3, 12, null)]
    [InlineData(1, 2, 12, 3, 12,
        "kernel has the shape (2, 12), but (6, 12) is required: (I, 4·H), one block of H columns for each of i, f, g, o.")]
    [InlineData(0, 12, 2, 3, 12, "kernel has the shape (12, 2), but (2, 12) is required: *")]
    [InlineData(0, 2, 12, 12, 3,
        "recurrent_kernel has the shape (12, 3), but (3, 12) is required: (H, 4·H), one block of H columns for each of i, f, g, o.")]
    public void ShapesOfKeras_OtherThanTheArchitecture_AreRefused(
        int layer, int rows, int columns, int recurrentRows, int recurrentColumns, string? message)
    {
        var weights = new KerasWeights(Numbered(rows, columns), Numbered(recurrentRows, recurrentColumns));

        ShouldBeRefused(() => weights.ToCell(Lstm, layer), message);
    }

    [Fact]
    public void BiasOfKeras_MissingOrLost_IsRefused()
    {
        RecurrentArchitecture one = Lstm with { HasInputBias = true };
        RecurrentArchitecture both = Gru with { HasInputBias = true, HasRecurrentBias = true };

        ShouldBeRefused(() => OfLstm(null).ToCell(one, 0), "bias is missing, but the architecture has b_x.");
        ShouldBeRefused(() => OfLstm(Numbered(1, 12)).ToCell(Lstm, 0), "bias must be zero, but holds 1: the architecture has no b_x.");
        ShouldBeRefused(
            () => OfLstm(Numbered(1, 12)).ToCell(one with { HasRecurrentBias = true }, 0),
            "The cell Lstm has one bias in Keras, which becomes b_x, but the architecture has b_h.");
        ShouldBeRefused(
            () => OfLstm(Numbered(2, 12)).ToCell(one, 0),
            "bias has the shape (2, 12), but (1, 12) is required: one row of 4·H, which only a GRU with reset_after=True has two of.");
        ShouldBeRefused(() => OfLstm(Numbered(1, 12)).ToCell(one, 0), null);
        ShouldBeRefused(
            () => OfGru(Numbered(1, 9)).ToCell(both, 0),
            "bias has the shape (1, 9), but (2, 9) is required: a GRU's two biases cannot be summed, *");
        ShouldBeRefused(
            () => OfGru(Numbered(2, 9)).ToCell(both with { HasRecurrentBias = false }, 0),
            "Row 1 of bias must be zero, but holds 10: the architecture has no b_h.");
        ShouldBeRefused(
            () => OfGru(Numbered(2, 9)).ToCell(both with { HasInputBias = false }, 0),
            "Row 0 of bias must be zero, but holds 1: the architecture has no b_x.");
        ShouldBeRefused(
            () => OfGru(null).ToCell(both with { HasInputBias = false }, 0),
            "Row 1 of bias is missing, but the architecture has b_h.");
        ShouldBeRefused(() => OfGru(Numbered(2, 9)).ToCell(both, 0), null);

        static KerasWeights OfLstm(Matrix? bias) => new(Numbered(2, 12), Numbered(3, 12), bias);

        static KerasWeights OfGru(Matrix? bias) => new(Numbered(2, 9), Numbered(3, 9), bias);
    }

    [Theory]
    [InlineData(0, 2, 12, 2, 3, 24, 9, null)]
    [InlineData(0, 1, 12, 2, 3, 24, 9,
        "W has the shape (1, 12, 2), but (2, 12, 2) is required: (D, 4·H, I), one block of H for each of i, o, f, g.")]
    [InlineData(1, 2, 12, 2, 3, 24, 9, "W has the shape (2, 12, 2), but (2, 12, 6) is required: *")]
    [InlineData(0, 2, 12, 2, 6, 24, 9,
        "R has the shape (2, 12, 6), but (2, 12, 3) is required: (D, 4·H, H), one block of H for each of i, o, f, g.")]
    [InlineData(0, 2, 12, 2, 3, 12, 9,
        "B has the shape (2, 12), but (2, 24) is required: (D, 8·H), "
        + "for the input one block of H for each of i, o, f, g, and then likewise for the state.")]
    [InlineData(0, 2, 12, 2, 3, 24, 12, "P has the shape (2, 12), but (2, 9) is required: (D, 3·H), one block of H for each of i, o, f.")]
    public void ShapesOfOnnx_OtherThanTheArchitecture_AreRefused(
        int layer, int directions, int rows, int inputs, int units, int biases, int peepholes, string? message)
    {
        RecurrentArchitecture network = Lstm with { HasInputBias = true, HasRecurrentBias = true, HasPeepholes = true };
        var weights = new OnnxWeights(
            Numbered([directions, rows, inputs]),
            Numbered([directions, rows, units]),
            Numbered([directions, biases]),
            Numbered([directions, peepholes]));

        ShouldBeRefused(() => weights.ToCells(network, layer), message);
    }

    [Fact]
    public void PartOfOnnx_MissingOrLost_IsRefused()
    {
        RecurrentArchitecture one = Lstm with { HasInputBias = true };
        WeightTensor ofInputs = new([2, 24], [.. Numbers(12), .. new double[12], .. Numbers(12), .. new double[12]]);

        ShouldBeRefused(() => Weights(null, null).ToCells(one, 0), "Wb in B of direction 0 is missing, but the architecture has b_x.");
        ShouldBeRefused(
            () => Weights(Numbered([2, 24]), null).ToCells(one, 0),
            "Rb in B of direction 0 must be zero, but holds 13: the architecture has no b_h.");
        ShouldBeRefused(
            () => Weights(null, null).ToCells(Lstm with { HasPeepholes = true }, 0),
            "P of direction 0 is missing, but the architecture has peepholes.");
        ShouldBeRefused(
            () => Weights(null, Numbered([2, 9])).ToCells(Lstm, 0),
            "P of direction 0 must be zero, but holds 1: the architecture has no peepholes.");
        ShouldBeRefused(() => Weights(ofInputs, null).ToCells(one, 0), null);

        static OnnxWeights Weights(WeightTensor? b, WeightTensor? p) => new(Numbered([2, 12, 2]), Numbered([2, 12, 3]), b, p);
    }

    /// <summary>The blocks are i, o, f, c: with H = 3 rows of 2 features, f begins in direction 1 at (12 + 6)·2.</summary>
    [Theory]
    [InlineData("W", (12 + 6) * 2,
        "The block of f in W of direction 1 must be zero, but holds 5: the gates are coupled, so that f has no parameters of its own.")]
    [InlineData("R", (12 + 8) * 3, "The block of f in R of direction 1 must be zero, but holds 5: *")]
    [InlineData("B", 24 + 6, "The block of f in Wb in B of direction 1 must be zero, but holds 5: *")]
    [InlineData("B", 24 + 12 + 6, "The block of f in Rb in B of direction 1 must be zero, but holds 5: *")]
    [InlineData("P", 9 + 6, "The block of f in P of direction 1 must be zero, but holds 5: *")]
    [InlineData("W", (12 + 9) * 2, null)]
    [InlineData("P", 9 + 5, null)]
    public void ForgetGateOfCoupledGates_IsRefusedUnlessZero(string tensor, int index, string? message)
    {
        RecurrentArchitecture network =
            Lstm with { CouplesGates = true, HasInputBias = true, HasRecurrentBias = true, HasPeepholes = true };
        var weights = new OnnxWeights(Zeros("W", 2, 12, 2), Zeros("R", 2, 12, 3), Zeros("B", 2, 24), Zeros("P", 2, 9));

        ShouldBeRefused(() => weights.ToCells(network, layer: 0), message);

        WeightTensor Zeros(string name, params int[] shape)
        {
            var values = new double[shape.Aggregate((a, b) => a * b)];
            values[name == tensor ? index : 0] = name == tensor ? 5 : 0;
            return new WeightTensor(shape, values);
        }
    }

    [Fact]
    public void DirectionsOfOnnx_OtherThanTheArchitecture_AreRefused()
    {
        RecurrentArchitecture wider = Lstm with { InputSize = 4 };

        ShouldBeRefused(
            () => OnnxWeights.FromCells(Lstm, [Cell(Lstm)]),
            "The list of directions has the shape (1,), but (2,) is required: (D,).");
        ShouldBeRefused(
            () => OnnxWeights.FromCells(Lstm, [Cell(Lstm), Cell(wider)]),
            "The stack of input weights of a direction has the shape (12, 4), but (12, 2) is required: "
            + "all directions read the same input.");
    }

    [Fact]
    public void TensorOfTooFewValues_IsRefused() => ShouldBeRefused(
        () => _ = new WeightTensor([2, 3], new double[5]),
        "The array behind a tensor has the shape (5,), but (6,) is required: the tensor is 2 by 3.");

    private static CellParameters Cell(RecurrentArchitecture network) => new(network.Gates, gate => new GateParameters(
        new Matrix(network.HiddenSize, network.InputSize),
        new Matrix(network.HiddenSize, network.StateSize),
        network.HasInputBias ? new double[network.HiddenSize] : null,
        network.HasRecurrentBias ? new double[network.HiddenSize] : null,
        network.HasPeepholes && gate.HasPeephole() ? new double[network.HiddenSize] : null),
        network.ProjectionSize is { } features ? new Matrix(features, network.HiddenSize) : null);

    private static void From(string convention, RecurrentArchitecture network) => From(convention, network, [Cell(network), Cell(network)]);

    private static void From(string convention, RecurrentArchitecture network, CellParameters[] cells) => _ = convention switch
    {
        "PyTorch" => PyTorchWeights.FromCell(network, cells[0]),
        "Keras" => KerasWeights.FromCell(network, cells[0]),
        _ => (object)OnnxWeights.FromCells(network, cells),
    };

    private static void To(string convention, RecurrentArchitecture network, int layer) => _ = convention switch
    {
        "PyTorch" => new PyTorchWeights(new Matrix(12, 2), new Matrix(12, 3)).ToCell(network, layer),
        "Keras" => new KerasWeights(new Matrix(2, 12), new Matrix(3, 12)).ToCell(network, layer),
        _ => (object)new OnnxWeights(new WeightTensor([2, 12, 2], new double[48]), new WeightTensor([2, 12, 3], new double[72]))
            .ToCells(network, layer),
    };

    /// <summary>Demands an error with the message; or, without a message, that there is none.</summary>
    private static void ShouldBeRefused(Action action, string? message)
    {
        if (message is null)
        {
            action.Should().NotThrow();
        }
        else
        {
            action.Should().Throw<ArgumentException>().WithMessage(message);
        }
    }
}
