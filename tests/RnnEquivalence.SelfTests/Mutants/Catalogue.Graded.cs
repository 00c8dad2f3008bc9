using RnnEquivalence.Model;
using static RnnEquivalence.SelfTests.Mutants.Edits;

namespace RnnEquivalence.SelfTests.Mutants;

/// <content>
/// Faults of decreasing size, to find out down to which size they are seen. The smallest are below rounding, and must not be.
/// </content>
internal static partial class Catalogue
{
    private static readonly int[] Exponents = [6, 8, 10, 12, 14, 16, 18, 20, 22];

    /// <summary>
    /// Half has its smallest normal number at 2⁻¹⁴ and its smallest subnormal one at 2⁻²⁴, float32 its smallest normal one at 2⁻¹²⁶.
    /// </summary>
    private static readonly int[] Thresholds = [10, 14, 24, 40, 60, 80, 100, 126];

    /// <summary>Kinds of faults, each in several sizes.</summary>
    public static IReadOnlyList<Fault> Graded { get; } =
    [
        .. Sizes("one-weight-off", "One weight is off by 2⁻ᵏ of itself.", k => new()
        {
            Id = "", Sentence = "",
            Parameters = (_, p) => p.Map((gate, own) =>
                gate == p.Gates[^1] ? own with { InputWeights = OffAtFirst(own.InputWeights, k) } : own),
        }),
        .. Sizes("one-recurrent-weight-off", "One recurrent weight is off by 2⁻ᵏ of itself.", k => new()
        {
            Id = "", Sentence = "",
            Parameters = (_, p) => p.Map((gate, own) =>
                gate == p.Gates[^1] ? own with { RecurrentWeights = OffAtFirst(own.RecurrentWeights, k) } : own),
        }),
        .. Sizes("weights-rounded", "All weights are rounded to k bits; bfloat16 has 8, TF32 11.", k => new()
        {
            Id = "", Sentence = "", Parameters = (_, p) => EachWeight(p, value => KeepBits(value, k)),
        }),
        .. Sizes(
            "accumulators-rounded",
            "Sums of products are kept in k bits, after every addition; bfloat16 has 8, half and TF32 11.",
            k => new() { Id = "", Sentence = "", Accumulator = sum => Kept(sum, k) }),
        .. Sizes("inputs-rounded", "The input is rounded to k bits.", k => new()
        {
            Id = "", Sentence = "", Input = (_, input) => input with { Values = input.Values.Map(value => Kept(value, k)) },
        }),
        .. Sizes("states-rounded", "The state is rounded to k bits after every step.", k => new()
        {
            Id = "", Sentence = "", PreviousState = (time, state) => time == 0 ? state : EachNumber(state, value => Kept(value, k)),
        }),
        .. Sizes("tanh-off", "The RNN's tanh is off by 2⁻ᵏ of itself.", k => new()
        {
            Id = "", Sentence = "", Cells = Rnn, Cell = (z, _, a) => (a.Round(a.Tanh(z.State) * (1 + Math.ScaleB(1, -k))), 0),
        }),
        .. Sizes("sigmoid-off", "The LSTM's output gate is off by 2⁻ᵏ of itself.", k => Gated(
            "", "", (z, c, a) => (a.Sigmoid(z.I), a.Sigmoid(z.F), a.Tanh(z.G), a.Round(a.Sigmoid(z.O) * (1 + Math.ScaleB(1, -k))), c))),
        .. Sizes(
            "tanh-by-table",
            "tanh is interpolated in a table, and off by less than 2⁻ᵏ.",
            k => WithTanh(FastActivations.TanhByTable(1 << ((k + 4) / 2)))),
        .. Sizes(
            "tanh-by-continued-fraction",
            "tanh is a continued fraction, broken off, and off by less than 2⁻ᵏ.",
            k => WithTanh(FastActivations.TanhByContinuedFraction(LevelsFor(k))),
            [5, 9, 13, 17, 20, 22]),
        .. Sizes(
            "sigmoid-by-table",
            "σ is interpolated in a table, and off by less than 2⁻ᵏ.",
            k => WithSigmoid(FastActivations.SigmoidByTable(1 << ((k + 2) / 2)))),
        .. Sizes(
            "sigmoid-by-polynomial",
            "σ takes e^z for a polynomial, after range reduction, and is off by less than 2⁻ᵏ.",
            k => WithSigmoid(FastActivations.SigmoidByPolynomial(DegreeFor(k))),
            [5, 8, 12, 16, 20, 23]),
        .. Sizes("small-weights-lost", "Weights below 2⁻ᵏ are taken for zeros.", k => new()
        {
            Id = "", Sentence = "", Parameters = (_, p) => EachWeight(p, value => KeptFrom(value, k)),
        }, Thresholds),
        .. Sizes("small-products-lost", "Products below 2⁻ᵏ are taken for zeros.", k => new()
        {
            Id = "", Sentence = "", Product = product => KeptFrom(product, k),
        }, Thresholds),
        .. Sizes("small-states-lost", "From one step to the next, states below 2⁻ᵏ are taken for zeros.", k => new()
        {
            Id = "", Sentence = "", PreviousState = (time, state) => time == 0 ? state : EachNumber(state, value => KeptFrom(value, k)),
        }, Thresholds),
        .. Sizes("small-cells-lost", "From one step to the next, cell states below 2⁻ᵏ are taken for zeros.", k => new()
        {
            Id = "", Sentence = "", Cells = Lstm, PreviousState = (time, state) => time == 0 ? state : state with
            {
                Cell = Array.ConvertAll(state.Cell, value => KeptFrom(value, k)),
            },
        }, Thresholds),
        .. Sizes("one-output-off", "One number of y is off by 2⁻ᵏ of itself.", k => new()
        {
            Id = "",
            Sentence = "",
            Output = (_, output) => output with
            {
                Values = MapAt(output.Values, (time, row, feature, value) =>
                    (time, row, feature) == (output.Values.TimeSteps - 1, 0, 0) ? Off(value, k) : value),
            },
        }),
        .. Sizes("one-gradient-off", "One number of dW is off by 2⁻ᵏ of itself.", k => new()
        {
            Id = "",
            Sentence = "",
            Cells = [],
            Gradients = (_, _, gradients) => gradients with
            {
                Parameters = gradients.Parameters.Map(cell => cell.Map((gate, own) =>
                    gate == cell.Gates[^1] ? own with { InputWeights = OffAtFirst(own.InputWeights, k) } : own)),
            },
        }),
    ];

    private static IEnumerable<Fault> Sizes(string kind, string sentence, Func<int, Fault> fault, int[]? exponents = null) =>
        (exponents ?? Exponents).Select(k => fault(k) with { Id = $"{kind}-{k}", Sentence = sentence, Family = kind, Exponent = k });

    private static Fault WithTanh(Func<double, double> tanh) => new()
    {
        Id = "", Sentence = "", Cells = WithTanhs, Style = style => style with { Tanh = style.Tanh with { Of = (_, z) => tanh(z) } },
    };

    private static Fault WithSigmoid(Func<double, double> sigmoid) => new()
    {
        Id = "", Sentence = "", Cells = WithSigmoids, Style = style => style with
        {
            Sigmoid = style.Sigmoid with { Of = (_, z) => sigmoid(z) },
        },
    };

    /// <summary>Two more levels are worth four bits, until float32 has no more.</summary>
    private static int LevelsFor(int k) => k switch { 20 => 11, 22 => 13, _ => (k + 1) / 2 };

    /// <summary>One degree more is worth three or four bits.</summary>
    private static int DegreeFor(int k) => k switch { 5 => 1, 8 => 2, 12 => 3, 16 => 4, 20 => 5, _ => 6 };

    private static Matrix OffAtFirst(Matrix matrix, int k) =>
        MapAt(matrix, (row, column, value) => row == 0 && column == 0 ? Off(value, k) : value);

    private static double Off(double value, int k) => (float)(value * (1 + Math.ScaleB(1, -k)));

    private static double KeptFrom(double value, int k) => Math.Abs(value) < Math.ScaleB(1, -k) ? 0 : value;

    private static double Kept(double value, int bits) => double.IsFinite(value) ? KeepBits(value, bits) : value;
}
