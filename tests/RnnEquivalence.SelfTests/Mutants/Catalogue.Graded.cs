using RnnEquivalence.Model;
using static RnnEquivalence.SelfTests.Mutants.Edits;

namespace RnnEquivalence.SelfTests.Mutants;

/// <content>Faults of decreasing size, to find out down to which size they are seen. The smallest are below rounding, and must not be.</content>
internal static partial class Catalogue
{
    private static readonly int[] Exponents = [6, 8, 10, 12, 14, 16, 18, 20, 22];

    /// <summary>Kinds of faults, each in several sizes.</summary>
    public static IReadOnlyList<Fault> Graded { get; } =
    [
        .. Sizes("one-weight-off", "One weight is off by 2⁻ᵏ of itself.", k => new()
        {
            Id = "", Sentence = "", Parameters = (_, p) => p.Map((gate, own) => gate == p.Gates[^1] ? own with { InputWeights = OffAtFirst(own.InputWeights, k) } : own),
        }),
        .. Sizes("one-recurrent-weight-off", "One recurrent weight is off by 2⁻ᵏ of itself.", k => new()
        {
            Id = "", Sentence = "", Parameters = (_, p) => p.Map((gate, own) => gate == p.Gates[^1] ? own with { RecurrentWeights = OffAtFirst(own.RecurrentWeights, k) } : own),
        }),
        .. Sizes("weights-rounded", "All weights are rounded to k bits; bfloat16 has 8, TF32 11.", k => new()
        {
            Id = "", Sentence = "", Parameters = (_, p) => EachGate(p, g => g with { InputWeights = g.InputWeights.Map(value => KeepBits(value, k)), RecurrentWeights = g.RecurrentWeights.Map(value => KeepBits(value, k)) }),
        }),
        .. Sizes("inputs-rounded", "The input is rounded to k bits.", k => new()
        {
            Id = "", Sentence = "", Input = (_, input) => input with { Values = input.Values.Map(value => double.IsFinite(value) ? KeepBits(value, k) : value) },
        }),
        .. Sizes("states-rounded", "The state is rounded to k bits after every step.", k => new()
        {
            Id = "", Sentence = "", PreviousState = (time, state) => time == 0 ? state : new RowState(Array.ConvertAll(state.Hidden, value => Kept(value, k)), Array.ConvertAll(state.Cell, value => Kept(value, k))),
        }),
        .. Sizes("tanh-off", "The RNN's tanh is off by 2⁻ᵏ of itself.", k => new()
        {
            Id = "", Sentence = "", Cells = Rnn, Cell = (z, _, a) => (a.Round(a.Tanh(z.State) * (1 + Math.ScaleB(1, -k))), 0),
        }),
        .. Sizes("sigmoid-off", "The LSTM's output gate is off by 2⁻ᵏ of itself.", k => Gated(
            "", "", (z, c, a) => (a.Sigmoid(z.I), a.Sigmoid(z.F), a.Tanh(z.G), a.Round(a.Sigmoid(z.O) * (1 + Math.ScaleB(1, -k))), c))),
        .. Sizes("one-output-off", "One number of y is off by 2⁻ᵏ of itself.", k => new()
        {
            Id = "",
            Sentence = "",
            Output = (_, output) => output with
            {
                Values = Sequence.Create(output.Values.TimeSteps, output.Values.BatchSize, output.Values.Features, (time, row, feature) =>
                    (time, row, feature) == (output.Values.TimeSteps - 1, 0, 0) ? Off(output.Values[time, row, feature], k) : output.Values[time, row, feature]),
            },
        }),
        .. Sizes("one-gradient-off", "One number of dW is off by 2⁻ᵏ of itself.", k => new()
        {
            Id = "",
            Sentence = "",
            Cells = [],
            Gradients = (_, _, gradients) => gradients with
            {
                Parameters = gradients.Parameters.Map(cell => cell.Map((gate, own) => gate == cell.Gates[^1] ? own with { InputWeights = OffAtFirst(own.InputWeights, k) } : own)),
            },
        }),
    ];

    private static IEnumerable<Fault> Sizes(string kind, string sentence, Func<int, Fault> fault) => Exponents.Select(k =>
        fault(k) with { Id = $"{kind}-{k}", Sentence = sentence, Family = kind, Exponent = k });

    private static Matrix OffAtFirst(Matrix matrix, int k) => MapAt(matrix, (row, column, value) => row == 0 && column == 0 ? Off(value, k) : value);

    private static double Off(double value, int k) => (float)(value * (1 + Math.ScaleB(1, -k)));

    private static double Kept(double value, int bits) => double.IsFinite(value) ? KeepBits(value, bits) : value;
}
