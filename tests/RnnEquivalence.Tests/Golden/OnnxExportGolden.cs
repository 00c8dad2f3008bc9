using RnnEquivalence.Conventions;
using RnnEquivalence.Model;
using RnnEquivalence.Tests.Fixtures;

namespace RnnEquivalence.Tests.Golden;

/// <summary>
/// The weights that PyTorch's exporter packed for ONNX' operators, and what PyTorch's own modules returned:
/// <c>fixtures/golden/onnx-export.json</c>.
/// </summary>
internal static class OnnxExportGolden
{
    public const string File = "golden/onnx-export.json";

    private static readonly Dictionary<string, Direction> Directions = new()
    {
        ["forward"] = Direction.Forward,
        ["bidirectional"] = Direction.Bidirectional,
    };

    private static readonly Dictionary<string, RecurrentCell> Operators = new()
    {
        ["RNN"] = RecurrentCell.Rnn,
        ["LSTM"] = RecurrentCell.Lstm,
        ["GRU"] = RecurrentCell.GruResetBefore,
    };

    private static readonly Dictionary<string, CellActivations> Activations = new()
    {
        ["Tanh"] = CellActivations.Usual,
        ["Relu"] = CellActivations.Rectified,
    };

    public static GoldenVector[] Load() => Load(File, Fixture.Bytes(File));

    public static GoldenVector[] Load(string file, ReadOnlyMemory<byte> json) =>
        FixtureReader.Read(file, json, "rnn-equivalence/golden-onnx-export/1", root =>
        {
            GoldenLibrary library = GoldenLibrary.PyTorch(root);
            return root.Objects("cases", found => Read(library, found));
        });

    private static GoldenVector Read(GoldenLibrary library, FixtureReader root)
    {
        FixtureReader found = root.Of(root.Choice("dtype", PyTorchTensors.Types));
        RecurrentArchitecture network = ReadArchitecture(found);
        bool hasCell = network.Cell.HasCellState();
        var at = new PyTorchTensors(found, network, found.Count("time_steps"), found.Count("batch"));
        int next = 0;
        IReadOnlyList<CellParameters>[] layers = found.Objects("parameters", network.Layers, own => Cells(own, network, next++));
        return new GoldenVector(
            library,
            $"onnx-export/{found.Text("name")}",
            new RecurrentCase(
                network,
                new RecurrentParameters(network.Layers, network.Directions, (layer, direction) => layers[layer][direction]),
                new RecurrentInput(at.Sequence("input", network.InputSize), at.State("h_0", "c_0", true, hasCell))),
            new GoldenOutput(at.Sequence("output", network.OutputSize), at.State("h_n", "c_n", true, hasCell)!));
    }

    private static RecurrentArchitecture ReadArchitecture(FixtureReader found)
    {
        RecurrentCell cell = found.Choice("op_type", Operators);
        bool isLinearBeforeReset = found.CountOrZero("linear_before_reset") == 1;
        bool biased = found.Flag("biased");
        Direction direction = found.Choice("direction", Directions);
        int directions = direction == Direction.Bidirectional ? 2 : 1;
        CellActivations[]? activations = found.Optional(
            "activations", cell == RecurrentCell.Rnn, name => found.Choices(name, directions, Activations));
        return new RecurrentArchitecture
        {
            Cell = cell == RecurrentCell.GruResetBefore && isLinearBeforeReset ? RecurrentCell.Gru : cell,
            ElementType = found.Choice("dtype", PyTorchTensors.Types),
            InputSize = found.Count("input_size"),
            HiddenSize = found.Count("hidden_size"),
            Layers = found.Count("layers"),
            Direction = direction,
            HasInputBias = biased,
            HasRecurrentBias = biased,
            Activations = activations?[0] ?? CellActivations.Usual,
            ReverseActivations = activations is [var forward, var reverse] && reverse != forward ? reverse : null,
        };
    }

    private static IReadOnlyList<CellParameters> Cells(FixtureReader at, RecurrentArchitecture network, int layer)
    {
        int rows = network.Gates.Length * network.HiddenSize;
        return new OnnxWeights(
            Tensor("W", rows, network.InputSizeOf(layer)),
            Tensor("R", rows, network.HiddenSize),
            at.Optional("B", network.HasInputBias, name => new WeightTensor(
                [network.Directions, 2 * rows], at.Matrix(name, network.Directions, 2 * rows).Values.ToArray()))).ToCells(network, layer);

        WeightTensor Tensor(string name, int height, int width) => new(
            [network.Directions, height, width],
            [.. at.Matrices(name, network.Directions, height, width).SelectMany(matrix => matrix.Values.ToArray())]);
    }
}
