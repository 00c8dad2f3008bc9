using FluentAssertions;
using RnnEquivalence.Conventions;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Documents;

/// <summary>Code that documents show and that stands nowhere else.</summary>
public sealed class SnippetTests
{
    /// <summary>i, f, g, o in the one, i, o, f, g in the other.</summary>
    [Fact]
    public void PyTorchToOnnx_InTwoLines_MovesTheGates()
    {
        var architecture = new RecurrentArchitecture
        {
            Cell = RecurrentCell.Lstm,
            ElementType = ElementType.Float32,
            InputSize = 1,
            HiddenSize = 1,
            HasInputBias = true,
            HasRecurrentBias = true,
        };
        (Matrix weightIh, Matrix weightHh) = (new Matrix(4, 1, [1, 2, 3, 4]), new Matrix(4, 1, [5, 6, 7, 8]));
        (double[] biasIh, double[] biasHh) = ([9, 10, 11, 12], [13, 14, 15, 16]);

        CellParameters cell = new PyTorchWeights(weightIh, weightHh, biasIh, biasHh).ToCell(architecture, layer: 0);
        OnnxWeights onnx = OnnxWeights.FromCells(architecture, [cell]);

        onnx.W.Values.ToArray().Should().Equal(1, 4, 2, 3);
        onnx.B!.Values.ToArray().Should().Equal(9, 12, 10, 11, 13, 16, 14, 15);
    }
}
