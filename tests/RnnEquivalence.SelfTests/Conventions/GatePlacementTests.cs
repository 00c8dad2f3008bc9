using FluentAssertions;
using RnnEquivalence.Conventions;
using RnnEquivalence.Model;
using Xunit;
using static RnnEquivalence.SelfTests.Conventions.ConventionCases;

namespace RnnEquivalence.SelfTests.Conventions;

/// <summary>Each gate stands where the documentation of its library says.</summary>
public sealed class GatePlacementTests
{
    [Fact]
    public void Orders_AreThoseOfTheDocumentation()
    {
        Symbols(WeightConvention.PyTorch, RecurrentCell.Lstm).Should().Be("ifgo");
        Symbols(WeightConvention.TensorFlow1, RecurrentCell.Lstm).Should().Be("igfo"); // i, j, f, o
        Symbols(WeightConvention.Keras, RecurrentCell.Lstm).Should().Be("ifgo"); // i, f, c, o
        Symbols(WeightConvention.Onnx, RecurrentCell.Lstm).Should().Be("iofg"); // i, o, f, c
        Symbols(WeightConvention.PyTorch, RecurrentCell.Gru).Should().Be("rzn");
        Symbols(WeightConvention.Keras, RecurrentCell.Gru).Should().Be("zrn"); // z, r, h
        Symbols(WeightConvention.Onnx, RecurrentCell.Gru).Should().Be("zrn"); // z, r, h
        Symbols(WeightConvention.Keras, RecurrentCell.GruResetBefore).Should().Be("zrn");
        Symbols(WeightConvention.Onnx, RecurrentCell.GruResetBefore).Should().Be("zrn");
        WeightConvention.Onnx.Peepholes.Should().Equal(Gate.Input, Gate.Output, Gate.Forget);

        static string Symbols(WeightConvention convention, RecurrentCell cell) =>
            string.Concat(convention.GatesOf(cell).Select(gate => gate.Symbol(cell)));
    }

    /// <summary>
    /// H = 1, I = 1: the gates i, f, g, o are 1, 2, 3, 4, or r, z, n are 1, 2, 3; a recurrent weight is ten times as large.
    /// </summary>
    [Theory]
    [InlineData(RecurrentCell.Rnn, new double[] { 1 }, new double[] { 1 }, new double[] { 1 })]
    [InlineData(RecurrentCell.Lstm, new double[] { 1, 2, 3, 4 }, new double[] { 1, 2, 3, 4 }, new double[] { 1, 4, 2, 3 })]
    [InlineData(RecurrentCell.Gru, new double[] { 1, 2, 3 }, new double[] { 2, 1, 3 }, new double[] { 2, 1, 3 })]
    [InlineData(RecurrentCell.GruResetBefore, null, new double[] { 2, 1, 3 }, new double[] { 2, 1, 3 })]
    public void GatesOfOneUnit_StandInTheOrderWrittenOutHere(RecurrentCell cell, double[]? pyTorch, double[] keras, double[] onnx)
    {
        var network = new RecurrentArchitecture { Cell = cell, ElementType = ElementType.Float64, InputSize = 1, HiddenSize = 1 };
        Gate[] gates = network.Gates.ToArray();
        var parameters = new CellParameters(gates, gate => new GateParameters(
            new Matrix(1, 1, [1.0 + Array.IndexOf(gates, gate)]), new Matrix(1, 1, [10.0 * (1 + Array.IndexOf(gates, gate))]), null, null));

        if (pyTorch is not null)
        {
            var weights = PyTorchWeights.FromCell(network, parameters);
            weights.WeightIh.Values.ToArray().Should().Equal(pyTorch);
            weights.WeightHh.Values.ToArray().Should().Equal(pyTorch.Select(value => 10 * value));
        }

        var ofKeras = KerasWeights.FromCell(network, parameters);
        ofKeras.Kernel.Values.ToArray().Should().Equal(keras);
        ofKeras.RecurrentKernel.Values.ToArray().Should().Equal(keras.Select(value => 10 * value));
        var ofOnnx = OnnxWeights.FromCells(network, [parameters]);
        ofOnnx.W.Values.ToArray().Should().Equal(onnx);
        ofOnnx.R.Values.ToArray().Should().Equal(onnx.Select(value => 10 * value));
    }

    [Fact]
    public void RowsOfPyTorch_AreTheRowsOfTheGates() => ForManyCells(OfPyTorch, (network, _, cell) =>
    {
        int units = network.HiddenSize;
        var weights = PyTorchWeights.FromCell(network, cell);
        foreach ((Gate gate, int block) in Blocks(network, lstm: "ifgo", gru: "rzn"))
        {
            for (int unit = 0; unit < units; unit++)
            {
                int row = (block * units) + unit;
                weights.WeightIh.Row(row).ToArray().Should().Equal(cell[gate].InputWeights.Row(unit).ToArray());
                weights.WeightHh.Row(row).ToArray().Should().Equal(cell[gate].RecurrentWeights.Row(unit).ToArray());
                weights.BiasIh?[row].Should().Be(cell[gate].InputBias?[unit] ?? 0);
                weights.BiasHh?[row].Should().Be(cell[gate].RecurrentBias?[unit] ?? 0);
            }
        }

        ShouldBeSame(weights.WeightHr, cell.Projection);
        (weights.BiasIh is not null, weights.BiasHh is not null).Should().Be((HasBias(network), HasBias(network)));
    });

    [Fact]
    public void ColumnsOfKeras_AreTheRowsOfTheGates() => ForManyCells(OfKeras, (network, _, cell) =>
    {
        int units = network.HiddenSize;
        var weights = KerasWeights.FromCell(network, cell);
        foreach ((Gate gate, int block) in Blocks(network, lstm: "ifgo", gru: "zrn"))
        {
            for (int unit = 0; unit < units; unit++)
            {
                int column = (block * units) + unit;
                Column(weights.Kernel, column).Should().Equal(cell[gate].InputWeights.Row(unit).ToArray());
                Column(weights.RecurrentKernel, column).Should().Equal(cell[gate].RecurrentWeights.Row(unit).ToArray());
                (double x, double h) = (cell[gate].InputBias?[unit] ?? 0, cell[gate].RecurrentBias?[unit] ?? 0);
                if (weights.Bias is not null)
                {
                    bool two = network.Cell == RecurrentCell.Gru;
                    Column(weights.Bias, column).Should().Equal(two ? [x, h] : [network.ElementType.Round(x + h)]);
                }
            }
        }

        (weights.Bias is not null).Should().Be(HasBias(network));
    });

    [Fact]
    public void BlocksOfOnnx_AreTheRowsOfTheGates() => ForManyNetworks(OfOnnx, (network, parameters) =>
    {
        for (int layer = 0; layer < network.Layers; layer++)
        {
            (int units, int inputs) = (network.HiddenSize, network.InputSizeOf(layer));
            int rows = network.Cell.Gates().Length * units;
            var weights = OnnxWeights.FromCells(network, LayerOf(parameters, layer));
            for (int direction = 0; direction < network.Directions; direction++)
            {
                foreach ((Gate gate, int block) in Blocks(network, lstm: "iofg", gru: "zrn"))
                {
                    // With coupled gates f has no parameters, and its place holds zeros.
                    GateParameters? own = parameters[layer, direction].Gates.Contains(gate) ? parameters[layer, direction][gate] : null;
                    for (int unit = 0; unit < units; unit++)
                    {
                        int row = (block * units) + unit;
                        weights.W.Values.Slice(((direction * rows) + row) * inputs, inputs).ToArray()
                            .Should().Equal(own?.InputWeights.Row(unit).ToArray() ?? new double[inputs]);
                        weights.R.Values.Slice(((direction * rows) + row) * units, units).ToArray()
                            .Should().Equal(own?.RecurrentWeights.Row(unit).ToArray() ?? new double[units]);
                        if (weights.B is not null)
                        {
                            weights.B.Values[(direction * 2 * rows) + row].Should().Be(own?.InputBias?[unit] ?? 0);
                            weights.B.Values[(direction * 2 * rows) + rows + row].Should().Be(own?.RecurrentBias?[unit] ?? 0);
                        }

                        int place = "iof".IndexOf(gate.Symbol(network.Cell)[0], StringComparison.Ordinal);
                        if (weights.P is not null && place >= 0)
                        {
                            weights.P.Values[(direction * 3 * units) + (place * units) + unit].Should().Be(own?.Peephole?[unit] ?? 0);
                        }
                    }
                }
            }

            (weights.B is not null, weights.P is not null).Should().Be((HasBias(network), network.HasPeepholes));
        }
    });

    /// <summary>Whichever two gates are exchanged, their blocks change places and nothing else does.</summary>
    [Fact]
    public void ExchangedGates_ExchangeTheirBlocksAlone() => ForManyCells(OfPyTorch, (network, _, cell) =>
    {
        Gate[] gates = network.Gates.ToArray();
        for (int first = 0; first < gates.Length; first++)
        {
            for (int second = first + 1; second < gates.Length; second++)
            {
                (Gate a, Gate b) = (gates[first], gates[second]);
                CellParameters exchanged = cell.Map((gate, own) => gate == a ? cell[b] : gate == b ? cell[a] : own);
                PyTorchWeights before = PyTorchWeights.FromCell(network, cell);
                PyTorchWeights after = PyTorchWeights.FromCell(network, exchanged);
                int[] order = Exchanged(WeightConvention.PyTorch, network, a, b);
                ShouldBeSame(after.WeightIh, before.WeightIh.KeepRows(order));
                ShouldBeSame(after.WeightHh, before.WeightHh.KeepRows(order));
                ShouldBeSame(after.BiasIh, Kept(before.BiasIh, order));
                ShouldBeSame(after.BiasHh, Kept(before.BiasHh, order));

                if (network.ProjectionSize is null)
                {
                    KerasWeights kernel = KerasWeights.FromCell(network, cell);
                    order = Exchanged(WeightConvention.Keras, network, a, b);
                    KerasWeights kernelAfter = KerasWeights.FromCell(network, exchanged);
                    ShouldBeSame(kernelAfter.Kernel, KeepColumns(kernel.Kernel, order));
                    ShouldBeSame(kernelAfter.RecurrentKernel, KeepColumns(kernel.RecurrentKernel, order));
                    ShouldBeSame(kernelAfter.Bias, kernel.Bias is null ? null : KeepColumns(kernel.Bias, order));
                }
            }
        }

        static int[] Exchanged(WeightConvention convention, RecurrentArchitecture network, Gate a, Gate b)
        {
            int[] blocks = [.. convention.GatesOf(network.Cell).Select((_, index) => index)];
            Gate[] order = [.. convention.GatesOf(network.Cell)];
            (int at, int to) = (Array.IndexOf(order, a), Array.IndexOf(order, b));
            (blocks[at], blocks[to]) = (blocks[to], blocks[at]);
            return [.. blocks.SelectMany(block => Enumerable.Range(block * network.HiddenSize, network.HiddenSize))];
        }

        static double[]? Kept(double[]? values, int[] order) => values is null ? null : Array.ConvertAll(order, index => values[index]);

        static Matrix KeepColumns(Matrix matrix, int[] columns) => matrix.Select([.. Enumerable.Range(0, matrix.Rows)], columns);
    });

    private static bool HasBias(RecurrentArchitecture network) => network.HasInputBias || network.HasRecurrentBias;

    private static IEnumerable<(Gate Gate, int Block)> Blocks(RecurrentArchitecture network, string lstm, string gru)
    {
        string order = network.Cell switch { RecurrentCell.Rnn => "h", RecurrentCell.Lstm => lstm, _ => gru };
        return network.Cell.Gates().ToArray().Select(gate => (gate, order.IndexOf(gate.Symbol(network.Cell), StringComparison.Ordinal)));
    }

    private static double[] Column(Matrix matrix, int column) => [.. Enumerable.Range(0, matrix.Rows).Select(row => matrix[row, column])];
}
