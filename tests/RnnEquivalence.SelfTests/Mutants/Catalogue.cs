using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using static RnnEquivalence.SelfTests.Mutants.Edits;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>Wrong kernels, each an edit of the correct one. Every one has to be caught.</summary>
internal static partial class Catalogue
{
    private static readonly CellVariant[] Lstm = [CellVariant.Lstm];
    private static readonly CellVariant[] Rnn = [CellVariant.Rnn];
    private static readonly CellVariant[] ReluRnn = [CellVariant.ReluRnn];
    private static readonly CellVariant[] Gru = [CellVariant.Gru];
    private static readonly CellVariant[] WithTanhs = [CellVariant.Rnn, CellVariant.Lstm, CellVariant.Gru];
    private static readonly CellVariant[] WithSigmoids = [CellVariant.Lstm, CellVariant.Gru];

    public static IReadOnlyList<Fault> All { get; } =
    [
        .. Family("formula", Formula()), .. Family("layout", Layout()), .. Family("biases", Biases()), .. Family("states", States()),
        .. Family("time", Time()), .. Family("buffers", Buffers()), .. Family("numerics", Numerics()), .. Family("variants", Variants()),
        .. Family("structure", Structure()), .. Family("lengths", Lengths()), .. Family("history", History()),
        .. Family("live modules", Live()),
        .. Family("values", Values()),
        .. Family("gradients", Gradients()),
    ];

    private static IEnumerable<Fault> Family(string name, IEnumerable<Fault> faults) =>
        faults.Select(fault => fault with { Family = name });

    private static IEnumerable<Fault> Formula()
    {
        yield return new()
        {
            Id = "rnn-sigmoid", Cells = Rnn, Sentence = "The RNN's activation is the sigmoid.",
            Cell = (z, _, a) => (a.Sigmoid(z.State), 0),
        };
        yield return new()
        {
            Id = "rnn-relu", Cells = Rnn, Sentence = "The RNN's activation is the rectifier.",
            Cell = (z, _, _) => (Math.Max(0, z.State), 0),
        };
        yield return new() { Id = "rnn-linear", Cells = Rnn, Sentence = "The RNN has no activation.", Cell = (z, _, _) => (z.State, 0) };
        yield return new()
        {
            Id = "rnn-tanh-twice", Cells = Rnn, Sentence = "tanh is applied twice.",
            Cell = (z, _, a) => (a.Tanh(a.Tanh(z.State)), 0),
        };
        yield return new()
        {
            Id = "relu-tanh", Cells = ReluRnn, Sentence = "The rectified RNN's activation is tanh.",
            Cell = (z, _, a) => (a.Tanh(z.State), 0),
        };
        yield return new()
        {
            Id = "relu-leaky", Cells = ReluRnn, Sentence = "The rectifier leaks a hundredth.",
            Cell = (z, _, a) => (a.Round(Math.Max(z.State, 0.01 * z.State)), 0),
        };
        yield return new()
        {
            Id = "relu-linear", Cells = ReluRnn, Sentence = "The rectifier is missing.",
            Cell = (z, _, _) => (z.State, 0),
        };
        yield return new()
        {
            Id = "relu-clipped", Cells = ReluRnn, Sentence = "The rectifier stops at six.",
            Cell = (z, _, _) => (Math.Clamp(z.State, 0, 6), 0),
        };
        yield return new()
        {
            Id = "gru-reset-ignored", Cells = Gru, Sentence = "The candidate ignores the reset gate.",
            Cell = (z, h, a) => (a.Gru(a.Sigmoid(z.Z), a.ResetAfter(z, 1), h), 0),
            Source = "zhiyongc/GRU-D#2",
        };
        yield return new()
        {
            Id = "gru-update-complement", Cells = Gru, Sentence = "z and 1 − z are exchanged.",
            Cell = (z, h, a) => (a.Gru(a.Round(1 - a.Sigmoid(z.Z)), a.ResetAfter(z, a.Sigmoid(z.R)), h), 0),
            Source = "keras-team/keras#14649",
        };
        yield return new()
        {
            Id = "gru-candidate-sigmoid", Cells = Gru, Sentence = "The candidate goes through the sigmoid.",
            Cell = (z, h, a) => (a.Gru(a.Sigmoid(z.Z), a.Sigmoid(a.Round(z.InputOfN + a.Times(a.Sigmoid(z.R), z.StateOfN))), h), 0),
        };
        yield return new()
        {
            Id = "gru-reset-is-update", Cells = Gru, Sentence = "The update gate resets.",
            Cell = (z, h, a) => (a.Gru(a.Sigmoid(z.Z), a.ResetAfter(z, a.Sigmoid(z.Z)), h), 0),
        };
        yield return new()
        {
            Id = "gru-forgets-state", Cells = Gru, Sentence = "h' = (1 − z)·n.",
            Cell = (z, _, a) => (a.Times(a.Round(1 - a.Sigmoid(z.Z)), a.ResetAfter(z, a.Sigmoid(z.R))), 0),
        };
        yield return new()
        {
            Id = "gru-state-twice", Cells = Gru, Sentence = "h' = (1 − z)·n + h.",
            Cell = (z, h, a) => (a.Round(a.Times(a.Round(1 - a.Sigmoid(z.Z)), a.ResetAfter(z, a.Sigmoid(z.R))) + h), 0),
        };
        yield return Reads("gru-biases-merged", "The candidate's two biases are added up before the reset gate.",
            (_, p) => p.Map((gate, own) => gate == Gate.Candidate && own is { InputBias: not null, RecurrentBias: not null }
                ? own with
                {
                    InputBias = [.. own.InputBias.Zip(own.RecurrentBias, (x, h) => (double)(float)(x + h))],
                    RecurrentBias = new double[own.RecurrentBias.Length],
                }
                : own)) with { Cells = Gru, Source = "keras-team/keras#8307" };
        yield return Gated("candidate-sigmoid", "The candidate goes through the sigmoid.",
            (z, c, a) => (a.Sigmoid(z.I), a.Sigmoid(z.F), a.Sigmoid(z.G), a.Sigmoid(z.O), c)) with { Source = "tflearn/tflearn#200" };
        yield return Gated("input-tanh", "The input gate goes through tanh.",
            (z, c, a) => (a.Tanh(z.I), a.Sigmoid(z.F), a.Tanh(z.G), a.Sigmoid(z.O), c));
        yield return Gated("forget-tanh", "The forget gate goes through tanh.",
            (z, c, a) => (a.Sigmoid(z.I), a.Tanh(z.F), a.Tanh(z.G), a.Sigmoid(z.O), c));
        yield return Gated("output-tanh", "The output gate goes through tanh.",
            (z, c, a) => (a.Sigmoid(z.I), a.Sigmoid(z.F), a.Tanh(z.G), a.Tanh(z.O), c));
        yield return Gated("input-open", "The input gate is always open.",
            (z, c, a) => (1, a.Sigmoid(z.F), a.Tanh(z.G), a.Sigmoid(z.O), c));
        yield return Gated("forget-open", "Nothing is ever forgotten, as in the LSTM of 1997.",
            (z, c, a) => (a.Sigmoid(z.I), 1, a.Tanh(z.G), a.Sigmoid(z.O), c));
        yield return Gated("output-open", "The output gate is always open.",
            (z, c, a) => (a.Sigmoid(z.I), a.Sigmoid(z.F), a.Tanh(z.G), 1, c));
        yield return Gated("coupled-gates", "The input gate is one minus the forget gate.",
            (z, c, a) => (a.Round(1 - a.Sigmoid(z.F)), a.Sigmoid(z.F), a.Tanh(z.G), a.Sigmoid(z.O), c));
        yield return Gated("forget-complement", "The forget gate keeps what it should forget.",
            (z, c, a) => (a.Sigmoid(z.I), a.Round(1 - a.Sigmoid(z.F)), a.Tanh(z.G), a.Sigmoid(z.O), c))
            with { Source = "keras-team/keras#14649" };
        yield return Gated("cell-clipped", "The cell state is clipped to ±3.",
            (z, c, a) => (a.Sigmoid(z.I), a.Sigmoid(z.F), a.Tanh(z.G), a.Sigmoid(z.O), Math.Clamp(c, -3, 3)))
            with { Source = "microsoft/onnxruntime#27224" };
        yield return new()
        {
            Id = "output-of-raw-cell", Cells = Lstm, Sentence = "h' = o·c', without tanh.",
            Cell = (z, c, a) => a.Cell(z, c) with { Hidden = a.Times(a.Sigmoid(z.O), a.Cell(z, c).Cell) },
        };
        yield return new()
        {
            Id = "output-of-old-cell", Cells = Lstm, Sentence = "h' = o·tanh(c), with the cell state of the step before.",
            Cell = (z, c, a) => a.Cell(z, c) with { Hidden = a.Times(a.Sigmoid(z.O), a.Tanh(c)) },
        };
        yield return new()
        {
            Id = "cell-added-twice", Cells = Lstm, Sentence = "c' = f·c + i·g + i·g.",
            Cell = (z, c, a) => AddTwice(z, c, a),
        };
        yield return new() { Id = "forget-bias-lost", Cells = Lstm, Sentence = "The forget bias is not added.", ForgetBias = (_, _) => 0 };
        yield return new()
        {
            Id = "forget-bias-doubled", Cells = Lstm, Sentence = "The forget bias is added twice.",
            ForgetBias = (gate, constant) => gate == Gate.Forget ? 2 * constant : 0,
        };
        yield return new()
        {
            Id = "forget-bias-on-input", Cells = Lstm, Sentence = "The forget bias is added to the input gate.",
            ForgetBias = (gate, constant) => gate == Gate.Input ? constant : 0,
        };
        yield return new()
        {
            Id = "forget-bias-everywhere", Cells = Lstm, Sentence = "The forget bias is added to every gate.",
            ForgetBias = (_, constant) => constant,
        };
    }

    private static IEnumerable<Fault> Layout()
    {
        Gate[] gates = [Gate.Input, Gate.Forget, Gate.Candidate, Gate.Output];
        foreach (Gate one in gates)
        {
            foreach (Gate other in gates.Where(other => other > one))
            {
                yield return Reads(
                    $"gates-{one.Symbol(RecurrentCell.Lstm)}-{other.Symbol(RecurrentCell.Lstm)}-exchanged",
                    $"The gates {one.Symbol(RecurrentCell.Lstm)} and {other.Symbol(RecurrentCell.Lstm)} are exchanged.",
                    (_, p) => Exchange(p, one, other)) with { Cells = Lstm, Source = "NX-AI/xlstm#98" };
            }
        }

        yield return Reads("gates-r-z-exchanged", "The gates r and z are exchanged.",
            (_, p) => Exchange(p, Gate.Reset, Gate.Update)) with { Cells = Gru };
        yield return Reads("gates-r-n-exchanged", "The gates r and n are exchanged.",
            (_, p) => Exchange(p, Gate.Reset, Gate.Candidate)) with { Cells = Gru };
        yield return Reads("gates-z-n-exchanged", "The gates z and n are exchanged.",
            (_, p) => Exchange(p, Gate.Update, Gate.Candidate)) with { Cells = Gru };
        yield return Reads("recurrent-transposed", "The recurrent weights are transposed.",
            (_, p) => EachGate(p, g => g with { RecurrentWeights = Transpose(g.RecurrentWeights) }))
            with { Source = "keras-team/keras#8307" };
        yield return Reads("recurrent-negated", "The recurrent product is subtracted.",
            (_, p) => EachGate(p, g => g with { RecurrentWeights = g.RecurrentWeights.Map(value => -value) }));
        yield return Reads("recurrent-lost", "The recurrent product is not added.",
            (_, p) => EachGate(p, g => g with { RecurrentWeights = Zero(g.RecurrentWeights) }));
        yield return Reads("input-lost", "The input product is not added.",
            (_, p) => EachGate(p, g => g with { InputWeights = Zero(g.InputWeights) }));
        yield return Reads("input-read-by-columns", "The input weights are read column by column.",
            (layer, p) => EachGate(p, g => g with
            {
                InputWeights = new Matrix(layer.HiddenSize, layer.InputSize, Transpose(g.InputWeights).Values.ToArray()),
            }));
        yield return Reads("candidate-recurrence-of-output", "The candidate uses the output gate's recurrent weights.",
            (_, p) => p.Map((gate, own) => gate == Gate.Candidate ? own with { RecurrentWeights = p[Gate.Output].RecurrentWeights } : own))
            with { Cells = Lstm };
        yield return Reads("units-reversed-in-recurrence", "The recurrent weights see the units in reverse.",
            (layer, p) => EachGate(p, g => g with
            {
                RecurrentWeights = Matrix.Create(layer.HiddenSize, layer.HiddenSize, (row, column) =>
                    g.RecurrentWeights[row, layer.HiddenSize - 1 - column]),
            }));
        yield return Returns("batch-and-time-exchanged", "The output is laid out batch first and read time first.",
            (_, output) => output with
            {
                Values = new Sequence(output.Values.TimeSteps, output.Values.BatchSize, output.Values.Features, BatchFirst(output.Values)),
            });
    }

    private static IEnumerable<Fault> Biases()
    {
        yield return Reads("input-bias-lost", "b_x is not added.",
            (_, p) => EachGate(p, g => g with { InputBias = Scale(g.InputBias, 0) })) with { Source = "pytorch/pytorch#94889" };
        yield return Reads("recurrent-bias-lost", "b_h is not added.",
            (_, p) => EachGate(p, g => g with { RecurrentBias = Scale(g.RecurrentBias, 0) })) with { Source = "PINTO0309/onnx2tf#291" };
        yield return Reads("input-bias-doubled", "b_x is added twice.",
            (_, p) => EachGate(p, g => g with { InputBias = Scale(g.InputBias, 2) }));
        yield return Reads("recurrent-bias-doubled", "b_h is added twice.",
            (_, p) => EachGate(p, g => g with { RecurrentBias = Scale(g.RecurrentBias, 2) }));
        yield return Reads("input-bias-for-both", "b_x is added where b_h should be.",
            (_, p) => EachGate(p, g => g.RecurrentBias is null || g.InputBias is null ? g : g with { RecurrentBias = g.InputBias }));
        yield return Reads("bias-of-first-unit", "Every unit gets the bias of the first.",
            (_, p) => EachGate(p, g => g with { InputBias = g.InputBias?.Select(_ => g.InputBias[0]).ToArray() }));
        yield return Reads("bias-of-next-gate", "f gets the bias of i.",
            (_, p) => p.Map((gate, own) => gate == Gate.Forget ? own with { InputBias = p[Gate.Input].InputBias } : own))
            with { Cells = Lstm };
    }

    private static IEnumerable<Fault> States()
    {
        yield return Takes("initial-state-ignored", "The initial state is taken for zeros.",
            (_, input) => input with { InitialState = null });
        yield return Takes("initial-hidden-ignored", "h0 is taken for zeros.",
            (_, input) => WithState(input, state => state with { Hidden = Zero(state.Hidden) })) with { Cells = Lstm };
        yield return Takes("initial-cell-ignored", "c0 is taken for zeros.",
            (_, input) => WithState(input, state => state with { Cell = Zero(state.Cell!) })) with { Cells = Lstm };
        yield return Takes("initial-states-exchanged", "h0 and c0 are exchanged.",
            (_, input) => WithState(input, state => new CellState(state.Cell!, state.Hidden))) with { Cells = Lstm };
        yield return Takes("initial-state-of-first-row", "Every row of the batch starts from the state of the first.",
            (_, input) => WithState(input, state => state with { Hidden = MapAt(state.Hidden, (_, unit, _) => state.Hidden[0, unit]) }));
        yield return Takes("absent-state-is-ones", "An absent state is taken for ones.",
            (layer, input) => input.InitialState is not null ? input : input with
            {
                InitialState = RecurrentState.Zero(layer, input.Values.BatchSize).MapMatrices(zero => zero.Map(_ => 1)),
            });
        yield return new()
        {
            Id = "state-never-carried", Sentence = "Every step starts from zeros.",
            PreviousState = (time, state) => time == 0
                ? state
                : new RowState(new double[state.Hidden.Length], new double[state.Cell.Length]),
        };
        yield return new()
        {
            Id = "hidden-never-carried", Cells = Lstm, Sentence = "Every step starts from h = 0.",
            PreviousState = (time, state) => time == 0 ? state : state with { Hidden = new double[state.Hidden.Length] },
            Source = "tracel-ai/burn#2701",
        };
        yield return new()
        {
            Id = "cell-never-carried", Cells = Lstm, Sentence = "Every step starts from c = 0.",
            PreviousState = (time, state) => time == 0 ? state : state with { Cell = new double[state.Cell.Length] },
        };
        yield return Returns("final-hidden-is-zero", "h_n is not written.",
            (_, output) => WithFinal(output, state => state with { Hidden = Zero(state.Hidden) }));
        yield return Returns("final-hidden-is-first", "h_n is the state after the first step.",
            (_, output) => WithFinal(output, state => state with { Hidden = output.Values.Step(0) }));
        yield return Returns("final-cell-is-zero", "c_n is not written.",
            (_, output) => WithFinal(output, state => state with { Cell = Zero(state.Cell!) })) with { Cells = Lstm };
        yield return Returns("final-states-exchanged", "h_n and c_n are exchanged.",
            (_, output) => WithFinal(output, state => new CellState(state.Cell!, state.Hidden))) with { Cells = Lstm };
        yield return Returns("final-cell-is-hidden", "c_n is a copy of h_n.",
            (_, output) => WithFinal(output, state => state with { Cell = state.Hidden })) with { Cells = Lstm };
        yield return Returns("single-step-without-state-invented", "A single step without an initial state returns made-up numbers.",
            (input, output) => input.InitialState is not null || input.Values.TimeSteps > 1
                ? output
                : new RecurrentOutput(output.Values.Map(_ => 0.5), output.FinalState.MapMatrices(matrix => matrix.Map(_ => 7))));
        yield return Returns("not-a-number-without-state", "Without an initial state, a single step returns no numbers.",
            (input, output) => input.InitialState is not null || input.Values.TimeSteps > 1
                ? output
                : new RecurrentOutput(
                    output.Values.Map(_ => double.NaN),
                    output.FinalState.MapMatrices(matrix => matrix.Map(_ => double.NaN))));
        yield return Returns("final-rows-rotated", "h_n has its rows one off.",
            (_, output) => WithFinal(output, state => state with
            {
                Hidden = MapAt(state.Hidden, (row, unit, _) => state.Hidden[(row + 1) % state.Hidden.Rows, unit]),
            })) with { Source = "mlverse/torch#499" };
    }

    private static IEnumerable<Fault> Time()
    {
        yield return Takes("time-reversed", "The sequence is run from its end.",
            (_, input) => input with { Values = Retime(input.Values, time => input.Values.TimeSteps - 1 - time) });
        yield return Takes("input-one-late", "Step t reads x of t − 1.",
            (_, input) => input with { Values = Retime(input.Values, time => time - 1) });
        yield return Takes("input-one-early", "Step t reads x of t + 1.",
            (_, input) => input with { Values = Retime(input.Values, time => time + 1) });
        yield return Takes("input-of-first-step", "Every step reads the first x.",
            (_, input) => input with { Values = Retime(input.Values, _ => 0) });
        yield return Takes("last-input-lost", "The last x is taken for zeros.",
            (_, input) => input with { Values = Retime(input.Values, time => time == input.Values.TimeSteps - 1 ? -1 : time) });
        yield return Returns("output-one-late", "y of t is h of t − 1.",
            (input, output) => output with { Values = Retime(output.Values, time => time - 1) });
        yield return Returns("output-reversed", "y is in reverse order.",
            (_, output) => output with
            {
                Values = Retime(output.Values, time => output.Values.TimeSteps - 1 - time),
            }) with { Source = "onnx/keras-onnx#583" };
        yield return new()
        {
            Id = "state-two-steps-old", Sentence = "Every second step starts from h = 0.",
            PreviousState = (time, state) => time % 2 == 0 ? state : state with { Hidden = new double[state.Hidden.Length] },
        };
    }

    private static IEnumerable<Fault> Buffers()
    {
        yield return Reads("last-feature-lost", "The tail loop over the input stops one early.",
            (layer, p) => EachGate(p, g => g with
            {
                InputWeights = MapAt(g.InputWeights, (_, feature, value) => feature == layer.InputSize - 1 ? 0 : value),
            }));
        yield return Reads("last-recurrent-unit-lost", "The tail loop over the state stops one early.",
            (layer, p) => EachGate(p, g => g with
            {
                RecurrentWeights = MapAt(g.RecurrentWeights, (_, unit, value) => unit == layer.HiddenSize - 1 ? 0 : value),
            }));
        yield return Reads("tail-beyond-four-lost", "Units after the last whole vector of four see no input.",
            (layer, p) => EachGate(p, g => g with
            {
                InputWeights = MapAt(g.InputWeights, (unit, _, value) =>
                    layer.HiddenSize >= 4 && unit >= layer.HiddenSize / 4 * 4 ? 0 : value),
            }));
        yield return Takes("rows-share-one-input", "Every row of the batch reads the first row.",
            (_, input) => input with { Values = MapAt(input.Values, (time, _, feature, _) => input.Values[time, 0, feature]) });
        yield return Returns("last-row-not-written", "The last row of the batch is not written.",
            (_, output) => output.Values.BatchSize < 2 ? output : output with
            {
                Values = MapAt(output.Values, (_, row, _, value) => row == output.Values.BatchSize - 1 ? 0 : value),
            });
        yield return Returns("not-a-number", "One output is not a number.",
            (_, output) => output with
            {
                Values = MapAt(output.Values, (time, row, unit, value) => time + row + unit == 0 ? double.NaN : value),
            });
        yield return Returns("infinite", "One output is infinite.",
            (_, output) => output with
            {
                Values = MapAt(output.Values, (time, row, unit, value) => time + row + unit == 0 ? double.PositiveInfinity : value),
            });
        yield return Returns("all-zeros", "Nothing is written.",
            (_, output) => new RecurrentOutput(output.Values.Map(_ => 0), output.FinalState.MapMatrices(Zero)));
    }

    private static IEnumerable<Fault> Numerics()
    {
        yield return Reads("weights-in-bfloat16", "The weights are rounded to bfloat16.", (_, p) => EachWeight(p, Bfloat16));
        yield return Reads("weights-in-tf32", "The weights are rounded to TF32.", (_, p) => EachWeight(p, Tf32));
        yield return new()
        {
            Id = "tanh-rational", Cells = Rnn, Sentence = "tanh is a rational approximation with an error of up to 1.4e-3.",
            Cell = (z, _, a) => (a.Round(RationalTanh(z.State)), 0),
        };
        yield return Tanh("tanh-by-complement", "tanh is ±(1 − 2/(e^2|z| + 1)), which keeps nothing of what is small.",
            TanhForm.OfComplement.Of) with { Source = "ROCm/triton#900" };
        yield return Tanh("tanh-by-sigmoid", "tanh is 2σ(2z) − 1, as in ONNX Runtime's RNN.", TanhForm.OfSigmoid.Of);
        yield return Tanh("tanh-without-expm1", "tanh is (1 − e)/(1 + e) with e = e^−2|z|, and 1 − e cancels.", TanhForm.OfExp.Of);
        yield return Tanh("tanh-by-exponentials", "tanh is (e^z − e^−z)/(e^z + e^−z), |z| cut off at 20.",
            (type, z) => OfExponentials(type, Math.Clamp(z, -20, 20)));
        yield return Tanh("tanh-saturates-at-four", "tanh is ±1 from ±4 on.",
            (type, z) => Math.Abs(z) >= 4 ? Math.Sign(z) : TanhForm.Library.Of(type, z));
        yield return Sigmoid("sigmoid-by-tanh", "σ is ½·tanh(½z) + ½, which keeps nothing of what is small.",
            SigmoidForm.OfTanh.Of) with { Source = "clab/dynet#1090" };
        yield return Sigmoid("sigmoid-by-complement", "σ is 1 − 1/(1 + e^z).",
            (type, z) => type.Round(1 - type.Round(1 / type.Round(1 + TanhForm.Exp(type, z)))));
        yield return Sigmoid("sigmoid-cut-off-at-18", "σ's argument is cut off at ±18, as in ONNX Runtime.",
            (type, z) => SigmoidForm.OfExp.Of(type, Math.Clamp(z, -18, 18)));
        yield return Takes("input-shifted", "The input is shifted by 128 to be positive, and what that adds is subtracted afterwards.",
            (_, input) => input with { Values = input.Values.Map(value => double.IsFinite(value) ? (float)(value + 128) - 128 : value) });
        yield return new()
        {
            Id = "hard-sigmoid", Cells = Lstm, Sentence = "The output gate is the hard sigmoid.",
            Cell = (z, c, a) => a.Cell(z, c) with { Hidden = a.Times(Math.Clamp((0.2 * z.O) + 0.5, 0, 1), a.Tanh(a.Cell(z, c).Cell)) },
        };
    }

    private static Fault Reads(string id, string sentence, Func<RecurrentArchitecture, CellParameters, CellParameters> edit) =>
        new() { Id = id, Sentence = sentence, Parameters = edit };

    private static Fault Takes(string id, string sentence, Func<RecurrentArchitecture, RecurrentInput, RecurrentInput> edit) =>
        new() { Id = id, Sentence = sentence, Input = edit };

    private static Fault Returns(string id, string sentence, Func<RecurrentInput, RecurrentOutput, RecurrentOutput> edit) =>
        new() { Id = id, Sentence = sentence, Output = edit };

    private static Fault Gated(
        string id, string sentence, Func<Gates, double, Activations, (double I, double F, double G, double O, double C)> gates) => new()
    {
        Id = id,
        Sentence = sentence,
        Cells = Lstm,
        Cell = (z, c, a) =>
        {
            (double i, double f, double g, double o, double cell) = gates(z, c, a);
            double next = a.SumOfProducts(f, cell, i, g);
            return (a.Times(o, a.Tanh(next)), next);
        },
    };

    private static (double Hidden, double Cell) AddTwice(Gates z, double c, Activations a)
    {
        double next = a.Round(a.Cell(z, c).Cell + a.Times(a.Sigmoid(z.I), a.Tanh(z.G)));
        return (a.Times(a.Sigmoid(z.O), a.Tanh(next)), next);
    }

    private static Fault Tanh(string id, string sentence, Func<ElementType, double, double> tanh) =>
        new() { Id = id, Sentence = sentence, Cells = WithTanhs, Style = style => style with { Tanh = style.Tanh with { Of = tanh } } };

    /// <summary>
    /// Of LSTMs only: what a GRU's gate loses relative to itself, where it is small, the other term of the interpolation hides.
    /// </summary>
    private static Fault Sigmoid(string id, string sentence, Func<ElementType, double, double> sigmoid) =>
        new() { Id = id, Sentence = sentence, Cells = Lstm, Style = style => style with { Sigmoid = style.Sigmoid with { Of = sigmoid } } };

    private static double OfExponentials(ElementType type, double z)
    {
        (double up, double down) = (TanhForm.Exp(type, z), TanhForm.Exp(type, -z));
        return type.Round(type.Round(up - down) / type.Round(up + down));
    }

    private static double[] BatchFirst(Sequence sequence)
    {
        var values = new List<double>();
        for (int row = 0; row < sequence.BatchSize; row++)
        {
            for (int time = 0; time < sequence.TimeSteps; time++)
            {
                values.AddRange(sequence.At(time, row));
            }
        }

        return [.. values];
    }

    private static double Bfloat16(double value) => KeepBits(value, 8);

    private static double Tf32(double value) => KeepBits(value, 11);

    private static double KeepBits(double value, int bits) =>
        value == 0 ? 0 : Math.ScaleB(Math.Round(Math.ScaleB(value, bits - 1 - Math.ILogB(value))), Math.ILogB(value) - bits + 1);

    /// <summary>The [5/4] Padé approximant at zero, cut off at ±1.</summary>
    private static double RationalTanh(double z)
    {
        double square = z * z;
        return Math.Clamp(z * (945 + (square * (105 + square))) / (945 + (square * (420 + (15 * square)))), -1, 1);
    }
}
