using FluentAssertions;
using RnnEquivalence.Conventions;
using RnnEquivalence.Model;
using Xunit;
using static RnnEquivalence.SelfTests.Conventions.ConventionCases;

namespace RnnEquivalence.SelfTests.Conventions;

/// <summary>Nothing is lost on the way into a convention and back, nor from a convention into the model and back.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Parameters_ToPyTorchAndBack_AreTheSame() => ForManyCells(OfPyTorch, (network, layer, cell) =>
        ShouldBeSame(PyTorchWeights.FromCell(network, cell).ToCell(network, layer), cell));

    [Fact]
    public void Parameters_ToOnnxAndBack_AreTheSame() => ForManyNetworks(OfOnnx, (network, parameters) =>
    {
        for (int layer = 0; layer < network.Layers; layer++)
        {
            CellParameters[] cells = LayerOf(parameters, layer);
            IReadOnlyList<CellParameters> back = OnnxWeights.FromCells(network, cells).ToCells(network, layer);

            back.Should().HaveCount(cells.Length);
            for (int direction = 0; direction < cells.Length; direction++)
            {
                ShouldBeSame(back[direction], cells[direction]);
            }
        }
    });

    /// <summary>Where Keras has one bias, what comes back is the cell with the sum.</summary>
    [Fact]
    public void Parameters_ToKerasAndBack_AreTheSameButForSummedBiases() => ForManyCells(OfKeras, (network, layer, cell) =>
    {
        (RecurrentArchitecture held, CellParameters expected) =
            network.Cell == RecurrentCell.Gru ? (network, cell) : Biases.Sum(network, cell);

        ShouldBeSame(KerasWeights.FromCell(network, cell).ToCell(held, layer), expected);
    });

    [Fact]
    public void WeightsOfPyTorch_ToParametersAndBack_AreTheSame() => ForManyCells(OfPyTorch, (drawn, layer, _) =>
    {
        bool biased = drawn.HasInputBias;
        RecurrentArchitecture network = drawn with { HasRecurrentBias = biased };
        int rows = network.Gates.Length * network.HiddenSize;
        var weights = new PyTorchWeights(
            Numbered(rows, network.InputSizeOf(layer)),
            Numbered(rows, network.StateSize, first: -500_000),
            biased ? Numbers(rows, first: 1_000_000) : null,
            biased ? Numbers(rows, first: 2_000_000) : null,
            network.ProjectionSize is { } features ? Numbered(features, network.HiddenSize, first: 3_000_000) : null);

        var back = PyTorchWeights.FromCell(network, weights.ToCell(network, layer));

        ShouldBeSame(back.WeightIh, weights.WeightIh);
        ShouldBeSame(back.WeightHh, weights.WeightHh);
        ShouldBeSame(back.BiasIh, weights.BiasIh);
        ShouldBeSame(back.BiasHh, weights.BiasHh);
        ShouldBeSame(back.WeightHr, weights.WeightHr);
    });

    [Fact]
    public void WeightsOfKeras_ToParametersAndBack_AreTheSame() => ForManyCells(OfKeras, (drawn, layer, _) =>
    {
        bool biased = drawn.HasInputBias;
        int rowsOfBias = drawn.Cell == RecurrentCell.Gru ? 2 : 1;
        RecurrentArchitecture network = drawn with { HasRecurrentBias = biased && rowsOfBias == 2 };
        int columns = network.Gates.Length * network.HiddenSize;
        var weights = new KerasWeights(
            Numbered(network.InputSizeOf(layer), columns),
            Numbered(network.HiddenSize, columns, first: -500_000),
            biased ? Numbered(rowsOfBias, columns, first: 1_000_000) : null);

        var back = KerasWeights.FromCell(network, weights.ToCell(network, layer));

        ShouldBeSame(back.Kernel, weights.Kernel);
        ShouldBeSame(back.RecurrentKernel, weights.RecurrentKernel);
        ShouldBeSame(back.Bias, weights.Bias);
    });

    /// <summary>Coupled gates have zeros in the place of f and are left out here; those that start from parameters have them.</summary>
    [Fact]
    public void WeightsOfOnnx_ToParametersAndBack_AreTheSame() => ForManyCells(OfOnnx, (drawn, layer, _) =>
    {
        bool biased = drawn.HasInputBias;
        RecurrentArchitecture network = drawn with { HasRecurrentBias = biased, CouplesGates = false };
        (int directions, int units) = (network.Directions, network.HiddenSize);
        int rows = network.Gates.Length * units;
        var weights = new OnnxWeights(
            Numbered([directions, rows, network.InputSizeOf(layer)]),
            Numbered([directions, rows, units], first: -500_000),
            biased ? Numbered([directions, 2 * rows], first: 1_000_000) : null,
            network.HasPeepholes ? Numbered([directions, 3 * units], first: 2_000_000) : null);

        var back = OnnxWeights.FromCells(network, weights.ToCells(network, layer));

        ShouldBeSame(back.W, weights.W);
        ShouldBeSame(back.R, weights.R);
        ShouldBeSame(back.B, weights.B);
        ShouldBeSame(back.P, weights.P);
    });
}
