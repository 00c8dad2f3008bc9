using System.Runtime.InteropServices;
using RnnEquivalence.Model;
using RnnEquivalence.Specifications;
using static RnnEquivalence.SelfTests.Mutants.Edits;

namespace RnnEquivalence.SelfTests.Mutants;

// What can be wrong with layers, directions, lengths, and the memory of a module.
internal static partial class Catalogue
{
    private static IEnumerable<Fault> Structure()
    {
        yield return Shares("layers-share-parameters", "Every layer above the second reads the second's parameters.",
            (p, layer, direction) => p[Math.Min(layer, 1), direction]) with { Source = "PaddlePaddle/Paddle#55656" };
        yield return Shares("directions-share-parameters", "Both directions read the forward parameters.",
            (p, layer, _) => p[layer, 0]) with { Source = "PaddlePaddle/PaddleSpeech#794" };
        yield return Shares("directions-exchanged", "The parameters of the directions are exchanged.",
            (p, layer, direction) => p[layer, p.Directions - 1 - direction]);
        yield return StateOf("states-of-layers-exchanged", "The initial states of the layers are in reverse.",
            (s, layer, direction) => s[s.Layers - 1 - layer, direction]);
        yield return StateOf("states-of-directions-exchanged", "The initial states of the directions are exchanged.",
            (s, layer, direction) => s[layer, s.Directions - 1 - direction]) with { Source = "microsoft/onnxruntime#1607" };
        yield return StateOf("states-by-direction-first", "The initial states are read direction by direction, not layer by layer.",
            (s, layer, direction) => At(s, (direction * s.Layers) + layer)) with { Source = "onnx/onnx#921" };
        yield return StateOf("states-of-upper-layers-ignored", "Only the first layer starts from the initial state.",
            (s, layer, direction) => layer == 0
                ? s[0, direction]
                : new CellState(Zero(s[layer, direction].Hidden), s[layer, direction].Cell is { } c ? Zero(c) : null));
        yield return StateOf("state-of-reverse-ignored", "The reverse cells start from zeros.",
            (s, layer, direction) => direction == 0
                ? s[layer, 0]
                : new CellState(Zero(s[layer, 1].Hidden), s[layer, 1].Cell is { } c ? Zero(c) : null))
            with { Source = "onnx/onnx-tensorflow#409" };
        yield return OfNetwork("upper-layers-see-forward-twice") with
        {
            Sentence = "The layers above a bidirectional one read its forward half twice.",
            LayerOutput = (_, last, y) => last || y.Features % 2 == 1
                ? y
                : y.KeepFeatures([.. Enumerable.Range(0, y.Features).Select(feature => feature % (y.Features / 2))]),
        };
        yield return OfNetwork("rectifier-between-layers") with
        {
            Sentence = "There is a rectifier between layers.",
            LayerOutput = (_, last, y) => last ? y : y.Map(value => Math.Max(0, value)),
        };
        yield return OfNetwork("dropout-between-layers") with
        {
            Sentence = "Dropout between layers is active.",
            LayerOutput = (_, last, y) => last
                ? y
                : MapAt(y, (time, row, feature, value) => (time + row + feature) % 5 == 0 ? 0 : (float)(value * 1.25)),
        };
        yield return OutputOf("halves-of-output-exchanged", "The reverse half of y stands first.",
            (network, _, output) => network.Directions == 1 ? output : output with
            {
                Values = output.Values.KeepFeatures(
                    [.. Enumerable.Range(0, network.OutputSize).Select(feature => (feature + network.StateSize) % network.OutputSize)]),
            });
        yield return OutputOf("reverse-half-in-processing-order", "The reverse half of y stands in the order in which it was computed.",
            (network, input, output) => network.Directions == 1 ? output : output with
            {
                Values = Rearrangement.Beside(Half(network, output.Values, 0), Rearrangement.Flip(Half(network, output.Values, 1), input)),
            }) with { Source = "webmachinelearning/webnn#801" };
        yield return OutputOf("reverse-output-in-processing-order", "y of a reverse network stands in the order in which it was computed.",
            (network, input, output) => network.Direction != Direction.Reverse ? output : output with
            {
                Values = Rearrangement.Flip(output.Values, input),
            }) with { Source = "onnx/keras-onnx#583" };
        yield return OutputOf("reverse-half-lost", "The reverse half of y is not written.",
            (network, _, output) => network.Directions == 1 ? output : output with
            {
                Values = Rearrangement.Beside(Half(network, output.Values, 0), Half(network, output.Values, 1).Map(_ => 0)),
            });
        yield return OutputOf("final-state-of-reverse-is-at-the-end", "h_n of the reverse cells is y at the last time step.",
            (network, _, output) => network.Directions == 1 || output.Values.TimeSteps == 0 ? output : output with
            {
                FinalState = new RecurrentState(network.Layers, 2, (layer, direction) => direction == 0 || layer < network.Layers - 1
                    ? output.FinalState[layer, direction]
                    : output.FinalState[layer, 1] with { Hidden = Half(network, output.Values, 1).Step(output.Values.TimeSteps - 1) }),
            });
        yield return OutputOf("final-states-of-layers-reversed", "h_n and c_n of the last layer stand first.",
            (network, _, output) => output with
            {
                FinalState = new RecurrentState(network.Layers, network.Directions, (layer, direction) =>
                    output.FinalState[network.Layers - 1 - layer, direction]),
            });
        yield return OutputOf("final-states-by-direction-first", "h_n and c_n stand direction by direction, not layer by layer.",
            (network, _, output) => output with
            {
                FinalState = new RecurrentState(network.Layers, network.Directions, (layer, direction) =>
                    At(output.FinalState, (direction * network.Layers) + layer)),
            });
        yield return OfNetwork("reverse-runs-forward") with
        {
            Sentence = "A reverse network runs forward.",
            Architecture = network => network.Direction == Direction.Reverse ? network with { Direction = Direction.Forward } : network,
        };
        yield return OfNetwork("reverse-half-runs-forward") with
        {
            Sentence = "The reverse cells of a bidirectional network run forward.",
            ReverseTime = (_, _, step) => step,
        };
        yield return OfNetwork("hidden-state-alone-taken-for-ones") with
        {
            Sentence = "c, if left out of the state, is taken for ones.",
            NetworkInput = (network, input) => network.Cell != RecurrentCell.Lstm || input.InitialState is not { HasCell: false } state
                ? input
                : input with
                {
                    InitialState = state.Map(cell => cell with
                    {
                        Cell = new Matrix(input.Values.BatchSize, network.HiddenSize).Map(_ => 1),
                    }),
                },
        };
    }

    private static IEnumerable<Fault> Lengths()
    {
        yield return OfNetwork("lengths-ignored") with
        {
            Sentence = "Every row is taken to be T long.",
            LengthOf = (input, _) => input.Values.TimeSteps,
            Source = "apache/mxnet#19323",
        };
        yield return OfNetwork("lengths-one-too-long") with
        {
            Sentence = "Every row is read one step too far.",
            LengthOf = (input, row) => Math.Min(input.Values.TimeSteps, input.LengthOf(row) + (input.Lengths is null ? 0 : 1)),
        };
        yield return OfNetwork("lengths-one-too-short") with
        {
            Sentence = "The last step of every row is left out.",
            LengthOf = (input, row) => Math.Max(0, input.LengthOf(row) - (input.Lengths is null ? 0 : 1)),
            Source = "openvinotoolkit/openvino#21054",
        };
        yield return OfNetwork("lengths-taken-for-sorted") with
        {
            Sentence = "The lengths are taken to be in descending order.",
            LengthOf = (input, row) => input.Lengths is null ? input.Values.TimeSteps : input.Lengths.OrderDescending().ElementAt(row),
            Source = "microsoft/onnxruntime#1400",
        };
        yield return OfNetwork("lengths-of-first-row") with
        {
            Sentence = "Every row has the length of the first.",
            LengthOf = (input, _) => input.LengthOf(0),
        };
        yield return OfNetwork("zero-length-taken-for-one") with
        {
            Sentence = "A row of length 0 is read for one step.",
            LengthOf = (input, row) => Math.Max(Math.Min(1, input.Values.TimeSteps), input.LengthOf(row)),
            Source = "microsoft/onnxruntime#28052",
        };
        yield return OfNetwork("whole-axis-reversed") with
        {
            Sentence = "Reverse cells start at the end of the longest row.",
            ReverseTime = (_, timeSteps, step) => timeSteps - 1 - step,
            Source = "NervanaSystems/ngraph#3176",
        };
        yield return OutputOf("padding-of-output-unwritten", "y is not zero behind the end of a row.",
            (_, input, output) => output with
            {
                Values = MapAt(output.Values, (time, row, _, value) => time < input.LengthOf(row) ? value : 0.5),
            }) with { Source = "microsoft/onnxruntime#1193" };
        yield return OutputOf("padding-of-output-repeats", "Behind the end of a row, y repeats its last value.",
            (_, input, output) => output with
            {
                Values = MapAt(output.Values, (time, row, feature, value) =>
                    input.LengthOf(row) is var length && (time < length || length == 0) ? value : output.Values[length - 1, row, feature]),
            });
        yield return OutputOf("padding-times-zero", "Padding is multiplied by zero.",
            (_, input, output) => input.Lengths is null ? output : output with
            {
                Values = MapAt(output.Values, (time, row, _, value) => time < input.LengthOf(row) ? value : 0 * input.Values[time, row, 0]),
            }) with { Source = "jax-ml/jax#15183" };
        yield return OutputOf("final-state-of-padded-end", "h_n of a shorter row is zero.",
            (network, input, output) => input.Lengths is null ? output : output with
            {
                FinalState = output.FinalState.Map(cell => cell with
                {
                    Hidden = MapAt(cell.Hidden, (row, _, value) => input.LengthOf(row) < input.Values.TimeSteps ? 0 : value),
                }),
            });
        yield return OutputOf("final-cells-left-sorted", "c_n stands in the order of descending lengths.",
            (_, input, output) => input.Lengths is null ? output : output with
            {
                FinalState = output.FinalState.Map(cell => cell with
                {
                    Cell = cell.Cell?.KeepRows([.. Enumerable.Range(0, input.Lengths.Length).OrderByDescending(row => input.Lengths[row])]),
                }),
            }) with { Source = "mlverse/torch#499" };
        yield return OutputOf("fully-padded-row-spoils-others", "A row of length 0 makes the whole batch NaN.",
            (_, input, output) => input.Lengths is { } lengths && lengths.Contains(0) && lengths.Any(length => length > 0)
                ? output with { Values = output.Values.Map(_ => double.NaN) }
                : output) with { Source = "tensorflow/tensorflow#36139" };
    }

    private static IEnumerable<Fault> History()
    {
        yield return OfNetwork("state-leaks-into-next-call") with
        {
            Sentence = "Without an initial state, a call starts from where the one before ended.",
            AfterCall = (_, output, input) =>
                input.InitialState is null && output is not null && output.FinalState[0, 0].Hidden.Rows == input.Values.BatchSize
                    ? input with { InitialState = output.FinalState }
                    : input,
            Source = "microsoft/onnxruntime#18672",
        };
        yield return OfNetwork("batch-size-of-first-call") with
        {
            Sentence = "Rows beyond the batch size of the call before are not read.",
            AfterCall = (before, _, input) => before is null ? input : input with
            {
                Values = MapAt(input.Values, (_, row, _, value) => row < before.Values.BatchSize ? value : 0),
            },
            Source = "nntrainer/nntrainer#1635",
        };
        yield return OfNetwork("buffers-of-first-call") with
        {
            Sentence = "Rows beyond the batch size of the very first call are not read.",
            AfterFirstCall = (first, input) => input with
            {
                Values = MapAt(input.Values, (_, row, _, value) => row < first.Values.BatchSize ? value : 0),
            },
            Source = "nntrainer/nntrainer#1635",
        };
        yield return OfNetwork("lengths-sorted-in-place") with
        {
            Sentence = "The lengths are sorted where they stand.",
            NetworkOutput = (_, input, output) => SortLengths(input, output),
        };
        yield return OfNetwork("input-of-last-call") with
        {
            Sentence = "A second call of the same shape reads the first call's input.",
            AfterCall = (before, _, input) => before is not null && before.Values.Shape.SequenceEqual(input.Values.Shape)
                ? input with { Values = before.Values }
                : input,
        };
        yield return OfNetwork("second-call-rounds-otherwise") with
        {
            Sentence = "From the second call on, inputs are rounded to one bit less.",
            AfterCall = (before, _, input) => before is null ? input : input with { Values = input.Values.Map(value => Kept(value, 23)) },
        };
        yield return OfNetwork("second-call-single-row") with
        {
            Sentence = "After a call with one row, only the first row is computed.",
            AfterCall = (before, _, input) => before is not { Values.BatchSize: 1 } ? input : input with
            {
                Values = MapAt(input.Values, (_, row, _, value) => row == 0 ? value : 0),
            },
        };
        yield return OfNetwork("load-ignored") with { Sentence = "Loading other parameters does nothing.", Load = (before, _) => before };
        yield return OfNetwork("load-keeps-projection") with
        {
            Sentence = "Loading other parameters keeps the projection.",
            Load = (before, given) => new RecurrentParameters(given.Layers, given.Directions, (layer, direction) =>
                given[layer, direction].WithProjection(before[layer, direction].Projection)),
        };
        yield return OfNetwork("load-keeps-weights-of-backward-pass") with
        {
            Sentence = "The backward pass keeps the recurrent weights that were loaded first.",
            LoadForGradients = (before, given) =>
                Keeping(before, given, (old, own) => own with { RecurrentWeights = old.RecurrentWeights }),
        };
        yield return OfNetwork("load-keeps-biases") with
        {
            Sentence = "Loading other parameters keeps the biases.",
            Load = (before, given) =>
                Keeping(before, given, (old, own) => own with { InputBias = old.InputBias, RecurrentBias = old.RecurrentBias }),
        };
        yield return OfNetwork("load-keeps-recurrent-weights") with
        {
            Sentence = "Loading other parameters keeps the packed recurrent weights.",
            Load = (before, given) => Keeping(before, given, (old, own) => own with { RecurrentWeights = old.RecurrentWeights }),
        };
        yield return OfNetwork("input-overwritten") with
        {
            Sentence = "The input is overwritten by the activations.",
            NetworkOutput = (_, input, output) => Overwrite(input.Values.Values, output),
        };
        yield return OfNetwork("initial-state-overwritten") with
        {
            Sentence = "The initial state is overwritten by the final one.",
            NetworkOutput = (_, input, output) => input.InitialState is { } state ? Overwrite(state[0, 0].Hidden.Values, output) : output,
        };
    }

    private static IEnumerable<Fault> Values()
    {
        yield return OutputOf("empty-sequence-forgets-the-state", "Without time steps, the final state is zero.",
            (_, input, output) => input.Values.TimeSteps > 0 ? output : output with { FinalState = output.FinalState.MapMatrices(Zero) });
        yield return OutputOf("not-a-number-spreads", "One row with NaN makes every row NaN.",
            (_, input, output) => input.Lengths is null && input.Values.Values.ToArray().Any(double.IsNaN)
                ? output with { Values = output.Values.Map(_ => double.NaN) }
                : output);
        yield return OutputOf("not-a-number-spreads-back-in-time", "NaN at a later step spoils the steps before.",
            (_, input, output) => input.Lengths is not null || input.Values.TimeSteps < 2 ? output : output with
            {
                Values = MapAt(output.Values, (_, row, _, value) =>
                    double.IsNaN(input.Values[input.Values.TimeSteps - 1, row, 0]) ? double.NaN : value),
            });
        yield return OfNetwork("sigmoid-overflows") with
        {
            Sentence = "The GRU's σ is e^z/(1 + e^z).",
            Cell = (z, h, a) => a.Architecture.Cell != RecurrentCell.Gru || a.Architecture.Activations != CellActivations.Usual
                ? a.Cell(z, h)
                : (a.Gru(Overflowing(z.Z), a.ResetAfter(z, Overflowing(z.R)), h), 0),
            Source = "clab/dynet#1525",
        };
        yield return new()
        {
            Id = "tanh-overflows", Cells = [], Sentence = "tanh is (e^2z − 1)/(e^2z + 1).",
            Cell = (z, c, a) =>
                a.Architecture.Cell == RecurrentCell.Rnn && a.Architecture.Activations.State.Function == ActivationFunction.Tanh
                    ? (OverflowingTanh(z.State), 0)
                    : a.Cell(z, c),
            Source = "ROCm/triton#900",
        };
        yield return OutputOf("not-a-number-swallowed", "NaN in the output is taken for zero.",
            (_, _, output) => output with { Values = output.Values.Map(value => double.IsNaN(value) ? 0 : value) });
        yield return OutputOf("not-a-number-swallowed-by-last-unit", "Where the last unit is NaN, it is taken for zero.",
            (_, _, output) => output with
            {
                Values = MapAt(output.Values, (_, _, unit, value) => unit == output.Values.Features - 1 && double.IsNaN(value) ? 0 : value),
            });
        yield return OutputOf("state-not-a-number-spreads", "One row whose initial state is NaN makes every row NaN.",
            (_, input, output) => input.InitialState is { } state && double.IsNaN(state[0, 0].Hidden.Values.ToArray().Sum())
                ? output with { Values = output.Values.Map(_ => double.NaN) }
                : output);
        yield return OfNetwork("not-a-number-in-a-feature-is-zero") with
        {
            Sentence = "NaN in some but not all features of x is taken for zero.",
            NetworkInput = (_, input) => input with
            {
                Values = MapAt(input.Values, (time, row, _, value) =>
                    double.IsNaN(value) && !input.Values.At(time, row).ToArray().All(double.IsNaN) ? 0 : value),
            },
        };
        yield return OfNetwork("not-a-number-in-h0-is-zero") with
        {
            Sentence = "NaN in h0 is taken for zero.",
            NetworkInput = (_, input) => WithInitial(input, state => state with { Hidden = state.Hidden.Map(Number) }),
        };
        yield return OfNetwork("not-a-number-in-c0-is-zero") with
        {
            Sentence = "NaN in c0 is taken for zero.",
            NetworkInput = (_, input) => WithInitial(input, state => state with { Cell = state.Cell?.Map(Number) }),
        };
        yield return OfNetwork("not-a-number-in-weights-is-zero") with
        {
            Sentence = "NaN in a weight is taken for zero.",
            Parameters = (_, p) => EachGate(p, g => g with { InputWeights = g.InputWeights.Map(Number) }),
        };
        yield return OfNetwork("infinite-input-is-zero") with
        {
            Sentence = "±∞ in x is taken for zero.",
            NetworkInput = (_, input) => input with { Values = input.Values.Map(value => double.IsInfinity(value) ? 0 : value) },
        };
        yield return OfNetwork("infinite-input-is-not-a-number") with
        {
            Sentence = "±∞ in x is taken for NaN.",
            NetworkInput = (_, input) => input with { Values = input.Values.Map(value => double.IsInfinity(value) ? double.NaN : value) },
        };
        yield return OfNetwork("inputs-cut-off-at-1000") with
        {
            Sentence = "Inputs are cut off at ±1000.",
            NetworkInput = (_, input) => input with { Values = input.Values.Map(value => Math.Clamp(value, -1000, 1000)) },
        };
        yield return OfNetwork("not-a-number-from-large-cell-states") with
        {
            Sentence = "Where |c| is over 44, h is NaN.",
            Cell = (z, c, a) => a.Cell(z, c) is var (h, next) && a.Architecture.Cell == RecurrentCell.Lstm && Math.Abs(next) > 44
                ? (double.NaN, next) : a.Cell(z, c),
        };
        yield return OfNetwork("cell-states-cut-off-at-100") with
        {
            Sentence = "Cell states are cut off at ±100.",
            Cell = (z, c, a) => a.Cell(z, c) is var (h, next) && a.Architecture.Cell == RecurrentCell.Lstm
                ? (h, Math.Clamp(next, -100, 100)) : a.Cell(z, c),
        };
        yield return OfNetwork("forget-bias-lost-beside-two-biases") with
        {
            Sentence = "Where there are both biases, there is no forget bias.",
            Architecture = network => network.HasInputBias && network.HasRecurrentBias ? network with { ForgetBias = 0 } : network,
        };
        yield return OfNetwork("forget-bias-twice-beside-two-biases") with
        {
            Sentence = "Where there are both biases, the forget bias is added twice.",
            Architecture = network => network.HasInputBias && network.HasRecurrentBias
                ? network with { ForgetBias = 2 * network.ForgetBias } : network,
        };
        yield return OfNetwork("rectifier-of-zero-is-one") with
        {
            Sentence = "A rectifier makes one of what is exactly zero.",
            Cell = (z, c, a) => a.Architecture.Activations == CellActivations.Rectified && a.Architecture.Cell == RecurrentCell.Rnn
                && z.State == 0 ? (1, 0) : a.Cell(z, c),
        };
        yield return OfNetwork("subnormal-states-lost") with
        {
            Sentence = "Subnormal states are taken for zeros.",
            NetworkInput = (_, input) => input with { InitialState = input.InitialState?.MapMatrices(matrix => matrix.Map(FlushedToZero)) },
        };
        yield return OfNetwork("subnormal-weights-lost") with
        {
            Sentence = "Subnormal weights are taken for zeros.",
            Parameters = (_, p) => EachGate(p, g => g with { InputWeights = g.InputWeights.Map(FlushedToZero) }),
        };
        yield return OfNetwork("tiny-states-lost") with
        {
            Sentence = "From one step to the next, states below 2⁻⁹⁰ are taken for zeros.",
            PreviousState = (time, state) => time == 0 ? state : EachNumber(state, value => KeptFrom(value, 90)),
        };
        yield return OfNetwork("subnormals-lost") with
        {
            Sentence = "Subnormal inputs are taken for zeros.",
            NetworkInput = (_, input) => input with { Values = input.Values.Map(FlushedToZero) },
        };
    }

    private static double Number(double value) => double.IsNaN(value) ? 0 : value;

    private static RecurrentInput WithInitial(RecurrentInput input, Func<CellState, CellState> change) => input with
    {
        InitialState = input.InitialState is not { } state ? null
            : new RecurrentState(state.Layers, state.Directions, (layer, direction) => change(state[layer, direction])),
    };

    private static Fault Shares(string id, string sentence, Func<RecurrentParameters, int, int, CellParameters> read) => OfNetwork(id) with
    {
        Sentence = sentence,
        NetworkParameters = (_, p) => new RecurrentParameters(p.Layers, p.Directions, (layer, direction) => read(p, layer, direction)),
    };

    private static Fault StateOf(string id, string sentence, Func<RecurrentState, int, int, CellState> read) => OfNetwork(id) with
    {
        Sentence = sentence,
        NetworkInput = (_, input) => input with
        {
            InitialState = input.InitialState is { } state
                ? new RecurrentState(state.Layers, state.Directions, (layer, direction) => read(state, layer, direction))
                : null,
        },
    };

    private static Fault OutputOf(
        string id, string sentence, Func<RecurrentArchitecture, RecurrentInput, RecurrentOutput, RecurrentOutput> edit) =>
        OfNetwork(id) with { Sentence = sentence, NetworkOutput = edit };

    /// <summary>The given parameters, but for what <paramref name="keep"/>(gate before, gate given) keeps of those before.</summary>
    private static RecurrentParameters Keeping(
        RecurrentParameters before,
        RecurrentParameters given,
        Func<GateParameters, GateParameters, GateParameters> keep) =>
        new(given.Layers, given.Directions, (layer, direction) =>
            given[layer, direction].Map((gate, own) => keep(before[layer, direction][gate], own)));

    private static CellState At(RecurrentState state, int index) => state[index / state.Directions, index % state.Directions];

    private static Sequence Half(RecurrentArchitecture network, Sequence y, int direction) =>
        y.KeepFeatures([.. Enumerable.Range(direction * network.StateSize, network.StateSize)]);

    private static RecurrentOutput Overwrite(ReadOnlySpan<double> values, RecurrentOutput output)
    {
        if (values.Length > 0)
        {
            MemoryMarshal.GetReference(values) = 0.25;
        }

        return output;
    }

    private static RecurrentOutput SortLengths(RecurrentInput input, RecurrentOutput output)
    {
        Array.Sort(input.Lengths ?? []);
        return output;
    }

    /// <summary>Zero for the subnormal numbers of float32.</summary>
    private static double FlushedToZero(double value) => Math.Abs(value) < 1.1754943508222875e-38 ? 0 : value;

    private static double Overflowing(double z)
    {
        float e = MathF.Exp((float)z);
        return e / (1 + e);
    }

    private static double OverflowingTanh(double z)
    {
        float e = MathF.Exp(2 * (float)z);
        return (e - 1) / (e + 1);
    }
}
