using RnnEquivalence.Conventions;
using RnnEquivalence.Model;
using RnnEquivalence.Tests.Fixtures;

namespace RnnEquivalence.Tests.Golden;

/// <summary>What PyTorch returned: <c>fixtures/golden/pytorch.json</c>, in PyTorch's names and layouts.</summary>
internal static class PyTorchGolden
{
    public const string File = "golden/pytorch.json";

    private static readonly Dictionary<string, RecurrentCell> Modules = new()
    {
        ["RNN"] = RecurrentCell.Rnn,
        ["LSTM"] = RecurrentCell.Lstm,
        ["GRU"] = RecurrentCell.Gru,
    };

    private static readonly Dictionary<string, CellActivations> NonLinearities = new()
    {
        ["tanh"] = CellActivations.Usual,
        ["relu"] = CellActivations.Rectified,
    };

    public static GoldenVector[] Load() => Load(File, Fixture.Bytes(File));

    public static GoldenVector[] Load(string file, ReadOnlyMemory<byte> json) =>
        FixtureReader.Read(file, json, "rnn-equivalence/golden-pytorch/1", root =>
        {
            GoldenLibrary library = GoldenLibrary.PyTorch(root);
            return root.Objects("cases", found => Read(library, found));
        });

    private static GoldenVector Read(GoldenLibrary library, FixtureReader root)
    {
        FixtureReader found = root.Of(root.Choice("dtype", PyTorchTensors.Types));
        RecurrentArchitecture network = ReadArchitecture(found);
        var at = new PyTorchTensors(found, network, found.Count("time_steps"), found.Count("batch"));
        bool hasCell = network.Cell.HasCellState();
        bool hasState = found.IsGiven("h_0");
        bool hasGradients = found.IsGiven("gradients");
        int[]? lengths = found.Optional("lengths", found.IsGiven("lengths"), name => found.Counts(name, at.Batch));
        RecurrentState? initial = at.State("h_0", "c_0", hasState, hasState && hasCell);

        return new GoldenVector(
            library,
            $"pytorch/{found.Text("name")}",
            new RecurrentCase(
                network,
                found.Object("state_dict", own => Parameters(own, network)),
                new RecurrentInput(at.Sequence("input", network.InputSize), initial, lengths),
                found.Optional("upstream", hasGradients, name => found.Object(name, own =>
                {
                    var upstream = new PyTorchTensors(own, network, at.TimeSteps, at.Batch);
                    return new UpstreamGradients(
                        upstream.Sequence("output", network.OutputSize),
                        upstream.Matrices("h_n", network.StateSize),
                        own.Optional("c_n", hasCell, each => upstream.Matrices(each, network.HiddenSize)));
                }))),
            new GoldenOutput(at.Sequence("output", network.OutputSize), at.State("h_n", "c_n", true, hasCell)!),
            found.Optional("gradients", hasGradients, name => found.Object(name, own =>
            {
                var gradients = new PyTorchTensors(own, network, at.TimeSteps, at.Batch);
                return new RecurrentGradients(
                    own.Object("parameters", each => Parameters(each, network)),
                    gradients.Sequence("input", network.InputSize),
                    gradients.State("h_0", "c_0", hasState, hasState && hasCell));
            })));
    }

    private static RecurrentArchitecture ReadArchitecture(FixtureReader found)
    {
        RecurrentCell cell = found.Choice("module", Modules);
        bool biased = found.Flag("bias");
        int projection = found.CountOrZero("proj_size");
        return new RecurrentArchitecture
        {
            Cell = cell,
            ElementType = found.Choice("dtype", PyTorchTensors.Types),
            InputSize = found.Count("input_size"),
            HiddenSize = found.Count("hidden_size"),
            Layers = found.Count("num_layers"),
            Direction = found.Flag("bidirectional") ? Direction.Bidirectional : Direction.Forward,
            HasInputBias = biased,
            HasRecurrentBias = biased,
            BatchFirst = found.Flag("batch_first"),
            ProjectionSize = projection == 0 ? null : projection,
            Activations = found.Optional("nonlinearity", cell == RecurrentCell.Rnn, name => found.Choice(name, NonLinearities))
                ?? CellActivations.Usual,
        };
    }

    /// <summary>A <c>state_dict</c>, or the gradients of one.</summary>
    private static RecurrentParameters Parameters(FixtureReader at, RecurrentArchitecture network) => new(
        network.Layers, network.Directions, (layer, direction) =>
    {
        string of = direction == 0 ? $"l{layer}" : $"l{layer}_reverse";
        int rows = network.Gates.Length * network.HiddenSize;
        return new PyTorchWeights(
            at.Matrix($"weight_ih_{of}", rows, network.InputSizeOf(layer)),
            at.Matrix($"weight_hh_{of}", rows, network.StateSize),
            network.HasInputBias ? at.Vector($"bias_ih_{of}", rows) : null,
            network.HasRecurrentBias ? at.Vector($"bias_hh_{of}", rows) : null,
            network.ProjectionSize is { } size ? at.Matrix($"weight_hr_{of}", size, network.HiddenSize) : null).ToCell(network, layer);
    });
}
