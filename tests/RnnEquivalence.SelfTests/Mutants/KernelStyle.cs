using System.Collections.Immutable;
using RnnEquivalence.Model;
using RnnEquivalence.Backends;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>A correct way to round: order of summation, fused multiply-add, form of the activations and of the interpolation.</summary>
internal sealed record KernelStyle
{
    /// <summary>Left to right, products first, one rounding per operation.</summary>
    public static readonly KernelStyle Plain = new();

    public string Name { get; init; } = "plain";

    /// <summary>In what order the terms of a pre-activation, or of a projection, are added.</summary>
    public Order Order { get; init; } = SummationOrder.LeftToRight;

    public ProductPlace Products { get; init; }

    public BiasPlace Biases { get; init; }

    /// <summary>Whether the biases are added up beforehand and become one term.</summary>
    public bool MergesBiases { get; init; }

    /// <summary>Whether sums of float32 products are kept in float64, where the products are exact, and rounded once.</summary>
    public bool AccumulatesInFloat64 { get; init; }

    /// <summary>Whether a product and a sum are rounded once and not twice, in pre-activations as in the cell.</summary>
    public bool FusedMultiplyAdd { get; init; }

    /// <summary>How h' of a GRU, and c' of an LSTM with coupled gates, is taken between two ends.</summary>
    public Interpolation Interpolation { get; init; }

    /// <summary>Whether the candidate of a GRU adds W·x up onto r·(R·h + b), product after product, and not in a sum of its own.</summary>
    public bool StartsCandidateFromReset { get; init; }

    public ActivationForm Tanh { get; init; } = TanhForm.Library;

    public ActivationForm Sigmoid { get; init; } = SigmoidForm.OfExp;

    /// <summary>What e^z and log are off by, beyond the roundings of the formulas that they stand in.</summary>
    public ImmutableDictionary<ActivationFunction, ActivationAccuracy> OtherAccuracies { get; } = Enum.GetValues<ActivationFunction>()
        .Where(function => function is not (ActivationFunction.Tanh or ActivationFunction.Sigmoid))
        .ToImmutableDictionary(function => function, function => function is ActivationFunction.Elu or ActivationFunction.Softplus
            ? new ActivationAccuracy(4, Absolute: 4) : new ActivationAccuracy(0));

    public override string ToString() => Name;

    /// <summary>a·b + c, rounded once to a format.</summary>
    public static double Fma(ElementType type, double a, double b, double c) => (2 * type.Format().Precision) + 2 <= 53
        ? type.Round(ToOdd(a * b, c))
        : Math.FusedMultiplyAdd(a, b, c);

    /// <summary>
    /// The sum of two numbers, rounded to odd: where it is not a number of binary64, that of its two neighbours whose last bit is 1. So no
    /// second rounding to a shorter format can take it for a tie (S. Boldo, G. Melquiond, <i>Emulation of a FMA and correctly rounded
    /// sums</i>, 2008). The product of two numbers of a format of at most 26 bits is exact.
    /// </summary>
    private static double ToOdd(double a, double b)
    {
        double sum = a + b;
        double rest = sum - a;
        double lost = (a - (sum - rest)) + (b - rest);
        return lost == 0 || !double.IsFinite(sum) || (BitConverter.DoubleToInt64Bits(sum) & 1) == 1
            ? sum
            : lost > 0 ? Math.BitIncrement(sum) : Math.BitDecrement(sum);
    }
}

/// <summary>Where W·x and R·h stand.</summary>
internal enum ProductPlace
{
    /// <summary>In one sum, W·x first.</summary>
    Together,

    /// <summary>In one sum, four terms of the one, then four of the other.</summary>
    InTurns,

    /// <summary>Each in a sum of its own; the two are added.</summary>
    Apart,
}

/// <summary>Where biases stand.</summary>
internal enum BiasPlace
{
    /// <summary>Behind all products.</summary>
    Last,

    /// <summary>Before all products: accumulators start from them.</summary>
    First,

    /// <summary>The first one with W·x, the others with R·h.</summary>
    BesideProducts,
}

/// <summary>Forms of (1 − z)·n + z·h that the bound of the interpolation covers.</summary>
internal enum Interpolation
{
    /// <summary>As it stands.</summary>
    OfShares,

    /// <summary>
    /// n + z·(h − n), libtorch's. The difference and the product round z·|h − n| twice, the sum h' once: 2·z·|h − n| + |h'| units, and
    /// what z, n and h bring is passed on as by the shares, since the difference is exact but for its rounding.
    /// </summary>
    FromN,

    /// <summary>
    /// h + (1 − z)·(n − h): the complement, the difference and the product round (1 − z)·|n − h| three times, the sum h' once.
    /// </summary>
    FromH,

    /// <summary>(1 − z) is a sigmoid of its own, σ(−a): its error is relative to itself, and independent of that of z.</summary>
    OfTwoSigmoids,
}
