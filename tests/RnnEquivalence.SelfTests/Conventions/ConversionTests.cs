using RnnEquivalence.Conventions;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using Xunit;
using static RnnEquivalence.SelfTests.Conventions.ConventionCases;

namespace RnnEquivalence.SelfTests.Conventions;

/// <summary>
/// From one convention to another: what goes through the model is what moving the blocks by hand gives, and every way round ends alike.
/// </summary>
public sealed class ConversionTests
{
    private static readonly CellVariant[] InAll = [.. OfPyTorch.Intersect(OfKeras)];

    /// <summary>i, f, g, o become i, o, f, c, and r, z, n become z, r, h.</summary>
    [Fact]
    public void PyTorch_ToOnnx_MovesTheBlocks() => ForManyCells(InAll, (network, layer, cell) =>
    {
        network = network with
        {
            Direction = Direction.Forward, Layers = 1, InputSize = network.InputSizeOf(layer), ReverseActivations = null,
        };
        var from = PyTorchWeights.FromCell(network, cell);

        var to = OnnxWeights.FromCells(network, [from.ToCell(network, layer: 0)]);

        int[] rows = Rows(network, network.Cell switch { RecurrentCell.Rnn => [0], RecurrentCell.Lstm => [0, 3, 1, 2], _ => [1, 0, 2] });
        ShouldBeSame(to.W.Values.ToArray(), from.WeightIh.KeepRows(rows).Values.ToArray());
        ShouldBeSame(to.R.Values.ToArray(), from.WeightHh.KeepRows(rows).Values.ToArray());
        ShouldBeSame(
            to.B?.Values.ToArray(),
            from.BiasIh is null ? null : [.. rows.Select(row => from.BiasIh[row]), .. rows.Select(row => from.BiasHh![row])]);
    });

    /// <summary>The kernels are transposed; r, z, n become z, r, h; the biases become two rows, or one sum.</summary>
    [Fact]
    public void PyTorch_ToKeras_TransposesTheBlocks() => ForManyCells(InAll, (network, layer, cell) =>
    {
        var from = PyTorchWeights.FromCell(network, cell);

        var to = KerasWeights.FromCell(network, from.ToCell(network, layer));

        int[] rows = Rows(network, network.Cell switch { RecurrentCell.Rnn => [0], RecurrentCell.Lstm => [0, 1, 2, 3], _ => [1, 0, 2] });
        ShouldBeSame(to.Kernel, Transposed(from.WeightIh.KeepRows(rows)));
        ShouldBeSame(to.RecurrentKernel, Transposed(from.WeightHh.KeepRows(rows)));
        if (from.BiasIh is null)
        {
            ShouldBeSame(to.Bias, null);
        }
        else if (network.Cell == RecurrentCell.Gru)
        {
            ShouldBeSame(to.Bias, Matrix.Create(2, rows.Length, (row, column) => (row == 0 ? from.BiasIh : from.BiasHh!)[rows[column]]));
        }
        else
        {
            ShouldBeSame(to.Bias, Matrix.Create(1, rows.Length, (_, column) =>
                network.ElementType.Round(from.BiasIh[rows[column]] + from.BiasHh![rows[column]])));
        }
    });

    /// <summary>TensorFlow's kernel of I + H rows and blocks i, j, f, o becomes Keras' two kernels of blocks i, f, c, o.</summary>
    [Fact]
    public void TensorFlow_ToKeras_SplitsTheKernelAndMovesTheBlocks() => ForManyCells([CellVariant.Lstm], (network, layer, _) =>
    {
        network = network with { HasInputBias = true, HasRecurrentBias = false };
        (int units, int inputs) = (network.HiddenSize, network.InputSizeOf(layer));
        var from = new TensorFlowBasicLstmKernel(Numbered(inputs + units, 4 * units), Numbers(4 * units), forgetBias: 0);

        var to = KerasWeights.FromCell(network, from.ToParameters());

        int[] columns = Rows(network, [0, 2, 1, 3]);
        ShouldBeSame(to.Kernel, from.Kernel.Select([.. Enumerable.Range(0, inputs)], columns));
        ShouldBeSame(to.RecurrentKernel, from.Kernel.Select([.. Enumerable.Range(inputs, units)], columns));
        ShouldBeSame(to.Bias, new Matrix(1, columns.Length, [.. columns.Select(column => from.Bias[column])]));
    });

    /// <summary>By way of all conventions, and straight to the last.</summary>
    [Fact]
    public void EveryWayRound_EndsAlike() => ForManyNetworks(InAll, (network, parameters) =>
    {
        for (int layer = 0; layer < network.Layers; layer++)
        {
            CellParameters[] cells = LayerOf(parameters, layer);
            IReadOnlyList<CellParameters> onnx = OnnxWeights.FromCells(
                network, [.. cells.Select(cell => PyTorchWeights.FromCell(network, cell).ToCell(network, layer))]).ToCells(network, layer);
            for (int direction = 0; direction < cells.Length; direction++)
            {
                KerasWeights straight = KerasWeights.FromCell(network, cells[direction]);
                KerasWeights round = KerasWeights.FromCell(network, onnx[direction]);
                ShouldBeSame(round.Kernel, straight.Kernel);
                ShouldBeSame(round.RecurrentKernel, straight.RecurrentKernel);
                ShouldBeSame(round.Bias, straight.Bias);

                // And back: what Keras holds goes through PyTorch unchanged.
                RecurrentArchitecture held = network.Cell == RecurrentCell.Gru
                    ? network
                    : Biases.Sum(network, cells[direction]).Architecture;
                CellParameters back = straight.ToCell(held, layer);
                ShouldBeSame(PyTorchWeights.FromCell(held, back).ToCell(held, layer), back);
            }
        }
    });

    private static int[] Rows(RecurrentArchitecture network, int[] blocks) =>
        [.. blocks.SelectMany(block => Enumerable.Range(block * network.HiddenSize, network.HiddenSize))];

    private static Matrix Transposed(Matrix matrix) => Matrix.Create(matrix.Columns, matrix.Rows, (row, column) => matrix[column, row]);
}
