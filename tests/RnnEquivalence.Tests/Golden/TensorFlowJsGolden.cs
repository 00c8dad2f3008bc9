using RnnEquivalence.Conventions;
using RnnEquivalence.Model;
using RnnEquivalence.Tests.Fixtures;

namespace RnnEquivalence.Tests.Golden;

/// <summary>
/// What TensorFlow.js returned: <c>fixtures/golden/tensorflow-js.json</c>, in its names and layouts. Sequences are (N, T, features) in
/// Keras layers, and one step after the other in the loop around the basic cell.
/// </summary>
internal static class TensorFlowJsGolden
{
    public const string File = "golden/tensorflow-js.json";

    private static readonly Dictionary<string, RecurrentCell> Layers = new()
    {
        ["simpleRNN"] = RecurrentCell.Rnn,
        ["lstm"] = RecurrentCell.Lstm,
        ["gru"] = RecurrentCell.GruResetBefore,
    };

    /// <summary>The names of <c>tf.layers</c>. Its hard sigmoid is min(1, max(0, 0.2·z + 0.5)), with the single next to 0.2.</summary>
    private static readonly Dictionary<string, Activation> Activations = new()
    {
        ["tanh"] = Activation.Tanh,
        ["sigmoid"] = Activation.Sigmoid,
        ["relu"] = Activation.Relu,
        ["hardSigmoid"] = new(ActivationFunction.HardSigmoid, 0.2f, 0.5),
        ["softsign"] = new(ActivationFunction.Softsign),
        ["softplus"] = new(ActivationFunction.Softplus),
        ["elu"] = new(ActivationFunction.Elu, 1),
        ["linear"] = new(ActivationFunction.Affine, 1, 0),
    };

    /// <summary>The vectors of both kinds.</summary>
    public static GoldenVector[] Load()
    {
        TensorFlowJsVectors all = Load(File, Fixture.Bytes(File));
        return [.. all.BasicLstmCells.Select(own => own.Vector), .. all.Layers];
    }

    public static TensorFlowJsVectors Load(string file, ReadOnlyMemory<byte> json) =>
        FixtureReader.Read(file, json, "rnn-equivalence/golden-tensorflow-js/1", root =>
        {
            GoldenLibrary library = GoldenLibrary.TensorFlowJs(root);
            FixtureReader singles = root.Of(ElementType.Float32);
            return new TensorFlowJsVectors(
                singles.Objects("basicLstmCells", found => BasicLstm(library, found)),
                singles.Objects("layers", found => Layer(library, found)));
        });

    private static BasicLstmVector BasicLstm(GoldenLibrary library, FixtureReader found)
    {
        (int inputs, int units, int time, int batch) = Sizes(found);
        TensorFlowBasicLstmKernel kernel = Kernel(found, found.Number("forgetBias"));
        var network = new RecurrentArchitecture
        {
            Cell = RecurrentCell.Lstm,
            ElementType = ElementType.Float32,
            InputSize = inputs,
            HiddenSize = units,
            HasInputBias = true,
            ForgetBias = kernel.ForgetBias,
        };
        var vector = new GoldenVector(
            library,
            Name(found),
            new RecurrentCase(
                network,
                new RecurrentParameters(kernel.ToParameters()),
                new RecurrentInput(found.Sequence("inputs", time, batch, inputs), State(found, "h", "c")),
                found.Object("upstream", own => new UpstreamGradients(
                    own.Sequence("outputs", time, batch, units), [own.Matrix("newH", batch, units)], [own.Matrix("newC", batch, units)]))),
            new GoldenOutput(found.Sequence("outputs", time, batch, units), State(found, "newH", "newC")),
            found.Object("gradients", own => new RecurrentGradients(
                new RecurrentParameters(Kernel(own, forgetBias: 0).ToParameters()),
                own.Sequence("inputs", time, batch, inputs),
                State(own, "h", "c"))));
        return new BasicLstmVector(kernel, vector);

        TensorFlowBasicLstmKernel Kernel(FixtureReader at, double forgetBias) =>
            new(at.Matrix("kernel", inputs + units, 4 * units), at.Vector("bias", 4 * units), forgetBias);

        RecurrentState State(FixtureReader at, string h, string c) => new(at.Matrix(h, batch, units), at.Matrix(c, batch, units));
    }

    private static GoldenVector Layer(GoldenLibrary library, FixtureReader found)
    {
        (int inputs, int units, int time, int batch) = Sizes(found);
        RecurrentArchitecture network = ReadArchitecture(found, inputs, units);
        bool hasCell = network.Cell.HasCellState();
        bool hasState = found.IsGiven("initialState");
        return new GoldenVector(
            library,
            Name(found),
            new RecurrentCase(
                network,
                found.Object("weights", Weights),
                new RecurrentInput(
                    Read(found, "inputs", inputs),
                    found.Optional("initialState", hasState, name => found.Object(name, State))),
                found.Object("upstream", own => new UpstreamGradients(
                    Computed(own, "outputs"),
                    [own.Matrix("h", batch, units)],
                    own.Optional("c", hasCell, name => new[] { own.Matrix(name, batch, units) })))),
            new GoldenOutput(Computed(found, "outputs"), found.Object("finalState", State)),
            found.Object("gradients", own => new RecurrentGradients(
                Weights(own),
                Read(own, "inputs", inputs),
                ReadState(own, hasState, hasState && hasCell))));

        Sequence Read(FixtureReader at, string name, int features) => GoldenLayout.Transposed(at.Sequence(name, batch, time, features));

        // Outputs stand in the order in which they were computed, inputs in that in which they were given.
        Sequence Computed(FixtureReader at, string name)
        {
            Sequence values = Read(at, name, units);
            return network.Direction == Direction.Reverse ? GoldenLayout.Flipped(values) : values;
        }

        RecurrentState State(FixtureReader at) => ReadState(at, true, hasCell)!;

        RecurrentState? ReadState(FixtureReader at, bool hasHidden, bool hasCellState)
        {
            Matrix? h = at.Optional("h", hasHidden, name => at.Matrix(name, batch, units));
            Matrix? c = at.Optional("c", hasCellState, name => at.Matrix(name, batch, units));
            return h is null ? null : new RecurrentState(h, c);
        }

        RecurrentParameters Weights(FixtureReader at)
        {
            int columns = network.Gates.Length * units;
            double[]? bias = at.Optional("bias", network.HasInputBias, name => at.Vector(name, columns));
            var weights = new KerasWeights(
                at.Matrix("kernel", inputs, columns),
                at.Matrix("recurrentKernel", units, columns),
                bias is null ? null : new Matrix(1, columns, bias));
            return new RecurrentParameters(weights.ToCell(network, layer: 0));
        }
    }

    /// <summary>The one activation of a Keras LSTM is that of the candidate and of the state.</summary>
    private static RecurrentArchitecture ReadArchitecture(FixtureReader found, int inputs, int units)
    {
        RecurrentCell cell = found.Choice("layer", Layers);
        Activation activation = found.Choice("activation", Activations);
        CellActivations usual = CellActivations.Usual;
        if (cell == RecurrentCell.Rnn)
        {
            _ = found.Optional<object>("recurrentActivation", given: false, _ => usual);
        }

        return new RecurrentArchitecture
        {
            Cell = cell,
            ElementType = ElementType.Float32,
            InputSize = inputs,
            HiddenSize = units,
            HasInputBias = found.Flag("useBias"),
            Direction = found.Flag("goBackwards") ? Direction.Reverse : Direction.Forward,
            BatchFirst = true,
            Activations = cell switch
            {
                RecurrentCell.Rnn => usual with { State = activation },
                RecurrentCell.Lstm => new CellActivations(found.Choice("recurrentActivation", Activations), activation, activation),
                _ => usual with { Gates = found.Choice("recurrentActivation", Activations), Candidate = activation },
            },
        };
    }

    private static (int Inputs, int Units, int Time, int Batch) Sizes(FixtureReader found) =>
        (found.Count("inputSize"), found.Count("units"), found.Count("timeSteps"), found.Count("batchSize"));

    private static string Name(FixtureReader found) => $"tensorflow-js/{found.Text("name")}";
}

/// <summary>The vectors of <see cref="TensorFlowJsGolden"/>.</summary>
/// <param name="BasicLstmCells">Those of <c>tf.basicLSTMCell</c>.</param>
/// <param name="Layers">Those of Keras layers.</param>
internal sealed record TensorFlowJsVectors(BasicLstmVector[] BasicLstmCells, GoldenVector[] Layers);

/// <summary>A vector of <c>tf.basicLSTMCell</c> with the kernel as TensorFlow has it.</summary>
internal sealed record BasicLstmVector(TensorFlowBasicLstmKernel Kernel, GoldenVector Vector);
