using RnnEquivalence.Model;
using static RnnEquivalence.SelfTests.Mutants.Edits;

namespace RnnEquivalence.SelfTests.Mutants;

// What can be wrong with gradients.
internal static partial class Catalogue
{
    private static IEnumerable<Fault> Gradients()
    {
        yield return Touches("gradient-of-cell-state-dropped", "What reaches c_n does not count.",
            upstream => upstream with { Cell = null }) with { Source = "PaddlePaddle/Paddle#6970" };
        yield return Touches("gradient-of-hidden-state-dropped", "What reaches h_n does not count.",
            upstream => upstream with { Hidden = null }) with { Source = "pytorch/pytorch#96416" };
        yield return Touches("gradient-of-outputs-dropped", "What reaches y does not count.", upstream => upstream with { Values = null });
        yield return Touches("gradient-of-last-output-only", "Of y, only the last time step counts.",
            upstream => upstream with
            {
                Values = upstream.Values is { } dy ? MapAt(dy, (time, _, _, value) => time == dy.TimeSteps - 1 ? value : 0) : null,
            });
        yield return Touches("gradient-of-outputs-read-time-reversed", "dy is read from the end.",
            upstream => upstream with { Values = upstream.Values is { } dy ? Retime(dy, time => dy.TimeSteps - 1 - time) : null });
        yield return Touches("gradient-of-outputs-twice", "dy counts twice.",
            upstream => upstream with { Values = upstream.Values?.Map(value => 2 * value) });
        yield return Touches("gradient-of-last-row-dropped", "The last row of the batch does not count.",
            upstream => upstream.Map(
                dy => MapAt(dy, (_, row, _, value) => row == dy.BatchSize - 1 ? 0 : value),
                WithoutLastRow,
                WithoutLastRow));
        yield return Touches(
            "gradient-of-reverse-direction-dropped", "dh_n of the reverse direction does not count.", upstream => upstream) with
        {
            Upstream = (trial, upstream) => trial.Architecture.Directions == 1 ? upstream : upstream with
            {
                Hidden = upstream.Hidden?.Select((dh, cell) => cell % 2 == 1 ? Zero(dh) : dh).ToArray(),
            },
            Source = "mlpack/mlpack#1742",
        };
        yield return Gradient("gradients-of-zero", "All gradients are zero.",
            g => new RecurrentGradients(
                g.Parameters.MapGates((_, gate) => new GateParameters(
                    Zero(gate.InputWeights),
                    Zero(gate.RecurrentWeights),
                    Scale(gate.InputBias, 0),
                    Scale(gate.RecurrentBias, 0),
                    Scale(gate.Peephole, 0))),
                g.Values.Map(_ => 0),
                g.InitialState?.MapMatrices(Zero))) with { Source = "pjreddie/darknet#636" };
        yield return Gradient("gradient-of-input-zero", "dx is zero.", g => g with { Values = g.Values.Map(_ => 0) });
        yield return Gradient("gradient-of-initial-hidden-zero", "dh0 is zero.",
            g => g with { InitialState = g.InitialState?.Map(cell => cell with { Hidden = Zero(cell.Hidden) }) });
        yield return Gradient("gradient-of-initial-cell-zero", "dc0 is zero.",
            g => g with { InitialState = g.InitialState?.Map(cell => cell with { Cell = cell.Cell is null ? null : Zero(cell.Cell) }) });
        yield return Gradient("gradient-of-recurrent-weights-zero", "dR is zero.",
            g => g with
            {
                Parameters = g.Parameters.MapGates((_, gate) => gate with { RecurrentWeights = Zero(gate.RecurrentWeights) }),
            }) with { Source = "FluxML/Flux.jl#1222" };
        yield return Gradient("gradient-of-recurrent-weights-transposed", "dR is transposed.",
            g => g with
            {
                Parameters = g.Parameters.MapGates((_, gate) => gate.RecurrentWeights.Rows == gate.RecurrentWeights.Columns
                    ? gate with { RecurrentWeights = Transpose(gate.RecurrentWeights) }
                    : gate),
            }) with { Source = "libxsmm/libxsmm#488" };
        yield return Gradient("gradient-of-input-bias-zero", "db_x is zero.",
            g => g with { Parameters = g.Parameters.MapGates((_, gate) => gate with { InputBias = Scale(gate.InputBias, 0) }) });
        yield return Gradient("gradient-of-recurrent-bias-is-half", "db_h is half of what it should be.",
            g => g with { Parameters = g.Parameters.MapGates((_, gate) => gate with { RecurrentBias = Scale(gate.RecurrentBias, 0.5) }) });
        yield return Gradient("gradient-of-peepholes-zero", "dp is zero.",
            g => g with { Parameters = g.Parameters.MapGates((_, gate) => gate with { Peephole = Scale(gate.Peephole, 0) }) });
        yield return Gradient("gradient-of-projection-zero", "dW_hr is zero.",
            g => g with { Parameters = g.Parameters.Map(cell => cell.WithProjection(cell.Projection is { } w ? Zero(w) : null)) });
        yield return Gradient("gradients-i-f-exchanged", "The gradients of i and f are exchanged.",
            g => g with
            {
                Parameters = g.Parameters.Map(cell => Exchange(cell, Gate.Input, Gate.Forget)),
            });
        yield return Gradient("gradients-r-z-exchanged", "The gradients of r and z are exchanged.",
            g => g with
            {
                Parameters = g.Parameters.Map(cell => Exchange(cell, Gate.Reset, Gate.Update)),
            });
        yield return Gradient("gradients-of-first-layer-zero", "The parameters of the first of several layers have no gradient.",
            g => g.Parameters.Layers == 1 ? g : g with
            {
                Parameters = new RecurrentParameters(g.Parameters.Layers, g.Parameters.Directions, (layer, direction) => layer > 0
                    ? g.Parameters[layer, direction]
                    : g.Parameters[0, direction].Map((_, gate) => gate with { InputWeights = Zero(gate.InputWeights) })),
            }) with { Source = "apache/mxnet#18203" };
        yield return Gradient("gradients-wrong-for-one-unit", "With one hidden unit, dR is wrong.",
            g => g with
            {
                Parameters = g.Parameters.MapGates((_, gate) => gate.RecurrentWeights.Values.Length == 1
                    ? gate with { RecurrentWeights = gate.RecurrentWeights.Map(value => 2 * value) }
                    : gate),
            }) with { Source = "uxlfoundation/oneDNN#5913" };
        yield return new()
        {
            Id = "gradients-add-up", Cells = [], Sentence = "A second backward pass adds to the first.",
            Gradients = (_, before, g) => before is null ? g : g with
            {
                Parameters = Keeping(before.Parameters, g.Parameters, (old, own) => own with
                {
                    InputWeights = MapAt(own.InputWeights, (row, column, value) => (float)(value + old.InputWeights[row, column])),
                }),
            },
            Source = "pytorch/pytorch#1532",
        };
        yield return new()
        {
            Id = "gradient-of-padding", Cells = [], Sentence = "Padding has a gradient.",
            Gradients = (trial, _, g) => g with
            {
                Values = MapAt(g.Values, (time, row, _, value) => time < trial.Input.LengthOf(row) ? value : 0.25),
            },
        };
        yield return new()
        {
            Id = "gradient-of-padding-not-a-number", Cells = [], Sentence = "Where padding is NaN, so is its gradient.",
            Gradients = (trial, _, g) => g with
            {
                Values = MapAt(g.Values, (time, row, feature, value) =>
                    time < trial.Input.LengthOf(row) ? value : 0 * trial.Input.Values[time, row, feature]),
            },
            Source = "jax-ml/jax#15183",
        };
        yield return new()
        {
            Id = "gradient-not-a-number-spreads", Cells = [], Sentence = "One row with NaN makes dx of every row NaN.",
            Gradients = (trial, _, g) => trial.Input.Lengths is null && trial.Input.Values.Values.ToArray().Any(double.IsNaN)
                ? g with { Values = g.Values.Map(_ => double.NaN) }
                : g,
        };
        yield return Gradient(
            "gradient-of-wide-cells-loses-the-tail",
            "Behind the sixteenth unit, what is left of dR beside whole sixteens is zero.",
            g => g with
            {
                Parameters = g.Parameters.MapGates((_, gate) => gate with
                {
                    RecurrentWeights = MapAt(gate.RecurrentWeights, (row, _, value) =>
                        gate.RecurrentWeights.Rows > 16 && row >= gate.RecurrentWeights.Rows / 16 * 16 ? 0 : value),
                }),
            }) with { Source = "libxsmm/libxsmm#488" };
        yield return new()
        {
            Id = "gradient-of-empty-batch-not-a-number", Cells = [],
            Sentence = "Gradients are averages over the rows, times their number: of no rows, NaN.",
            Gradients = (trial, _, g) => trial.BatchSize > 0 ? g : g with
            {
                Parameters = g.Parameters.MapGates((_, gate) => gate with { InputWeights = gate.InputWeights.Map(_ => double.NaN) }),
            },
        };
        yield return new()
        {
            Id = "gradient-of-empty-sequence-lost", Cells = [], Sentence = "Without time steps, the initial state has no gradient.",
            Gradients = (trial, _, g) => trial.TimeSteps > 0 ? g : g with { InitialState = g.InitialState?.MapMatrices(Zero) },
        };
        yield return new()
        {
            Id = "gradient-ignores-lengths", Cells = [], Sentence = "The backward pass takes every row to be T long.",
            GradientInput = input => new RecurrentInput(input.Values.Map(value => double.IsFinite(value) ? value : 0), input.InitialState),
            Source = "apache/mxnet#19323",
        };
        yield return new()
        {
            Id = "gradient-ignores-initial-state", Cells = [], Sentence = "The backward pass starts from zeros.",
            GradientInput = input => input with { InitialState = input.InitialState?.MapMatrices(Zero) },
        };
    }

    private static Fault Touches(string id, string sentence, Func<UpstreamGradients, UpstreamGradients> read) =>
        OfNetwork(id) with { Sentence = sentence, Upstream = (_, upstream) => read(upstream) };

    private static Fault Gradient(string id, string sentence, Func<RecurrentGradients, RecurrentGradients> edit) =>
        OfNetwork(id) with { Sentence = sentence, Gradients = (_, _, gradients) => edit(gradients) };

    private static Matrix WithoutLastRow(Matrix matrix) => MapAt(matrix, (row, _, value) => row == matrix.Rows - 1 ? 0 : value);
}
