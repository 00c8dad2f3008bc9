using RnnEquivalence.Model;

namespace RnnEquivalence.Tests.Accuracy;

/// <summary>The arguments of a sweep: a share of the numbers of each order of magnitude and sign.</summary>
/// <remarks>
/// Where only every 2^k-th number is taken, it is any of the 2^k, and not the one that ends in zeros: such a number would spare the
/// kernel roundings.
/// </remarks>
internal sealed class ArgumentPlan
{
    /// <summary>Of every order of magnitude four numbers are taken at least.</summary>
    private const int LeastBits = 2;

    private readonly ElementType _type;
    private readonly int _fractionBits;
    private readonly int _leastExponent;
    private readonly int _trivialBits;
    private readonly int _mostBits;
    private readonly double _roundoff;
    private readonly ulong _seed;
    private readonly List<Share> _shares = [];

    /// <summary>A plan.</summary>
    /// <param name="place">The place whose function the arguments are for.</param>
    /// <param name="type">The format.</param>
    /// <param name="density">How many.</param>
    /// <param name="thinning">How often the number of arguments is halved, unless all are taken.</param>
    /// <param name="seed">From which number the arguments are drawn where not every number is taken.</param>
    public ArgumentPlan(Place place, ElementType type, Density density, int thinning, ulong seed)
    {
        (_type, _seed) = (type, seed);
        NumberFormat format = type.Format();
        (_fractionBits, _leastExponent) = (format.Precision - 1, format.LeastExponent);
        int orders = format.MostExponent - format.LeastExponent + 2;
        _roundoff = format.UnitRoundoff;

        // What is taken of an order of magnitude that has nothing to tell, and at most of any: all that there are, or of the 2^52 doubles a
        // sample. Double precision has eight times as many orders of magnitude.
        bool areFew = _fractionBits <= 23;
        (int trivial, int most) = density switch
        {
            Density.All => (_fractionBits, _fractionBits),
            Density.Sample => (areFew ? 5 : 2, 10),
            Density.Telling => areFew ? (13, 23) : (8, 16),
            _ => throw new ArgumentOutOfRangeException(nameof(density), density, "Not a known density."),
        };
        (_trivialBits, _mostBits) = (Math.Min(trivial, _fractionBits), Math.Min(most, _fractionBits));
        double largest = PlaceProbe.Largest(place, type);
        foreach (bool negative in new[] { false, true })
        {
            for (long order = 0; order < orders && Number(order << _fractionBits) <= largest; order++)
            {
                int bits = BitsOf(place.IsTanh, order, negative, thinning);
                _shares.Add(new Share(order << _fractionBits, _fractionBits - bits, negative, Count));
                Count += 1L << bits;
            }
        }
    }

    /// <summary>The number of arguments.</summary>
    public long Count { get; private set; }

    /// <summary>Writes the arguments from a position on; behind the last one it is repeated.</summary>
    public void Fill(long start, double[] arguments)
    {
        int share = _shares.FindLastIndex(share => share.Start <= start);
        for (int index = 0; index < arguments.Length; index++)
        {
            long position = Math.Min(start + index, Count - 1);
            while (share + 1 < _shares.Count && _shares[share + 1].Start <= position)
            {
                share++;
            }

            (long first, int shift, bool negative, long origin) = _shares[share];
            long pattern = first + ((position - origin) << shift);
            if (shift > 0)
            {
                pattern += (long)(Mixed((ulong)position + _seed) >> (64 - shift));
            }

            double number = Number(pattern);
            arguments[index] = negative ? -number : number;
        }
    }

    /// <summary>
    /// The positive number of a pattern of bits, as IEEE 754 has them: the exponent, 0 for subnormal numbers, before the fraction.
    /// </summary>
    private double Number(long pattern)
    {
        (long order, long fraction) = (pattern >> _fractionBits, pattern & ((1L << _fractionBits) - 1));
        return order == 0
            ? Math.ScaleB(fraction, _leastExponent - _fractionBits)
            : Math.ScaleB(fraction + (1L << _fractionBits), _leastExponent - _fractionBits + (int)order - 1);
    }

    /// <summary>The logarithm to base 2 of how many numbers of an order of magnitude are taken.</summary>
    private int BitsOf(bool isTanh, long order, bool negative, int thinning)
    {
        if (_trivialBits == _fractionBits)
        {
            return _fractionBits;
        }

        double least = Number(order << _fractionBits);
        double greatest = Number(((order + 1) << _fractionBits) - 1);
        if (isTanh ? IsTrivialForTanh(least, greatest) : IsTrivialForSigmoid(least, greatest, negative))
        {
            return Math.Max(_trivialBits - thinning, LeastBits);
        }

        // How far the exact result moves, relative to itself, from one number to the next: |f'/f| is 2/sinh(2x) and σ(−x).
        double spacing = Number(((order == 0 ? 1 : order) << _fractionBits) + 1) - Number((order == 0 ? 1 : order) << _fractionBits);
        double moved = spacing * (isTanh ? 2 / Math.Sinh(Math.Min(2 * least, 700)) : 1 / (1 + Math.Exp(negative ? -greatest : least)));
        int between = (int)Math.Clamp(Math.Floor(Math.Log2(_roundoff / 4 / moved)), 0, _fractionBits);
        return Math.Max(Math.Max(Math.Min(_fractionBits - between, _mostBits), _trivialBits) - thinning, LeastBits);
    }

    /// <summary>Within u/4 of itself, tanh(x) is x, since it is x·(1 − x²/3 + …), or ±1, since 1 − tanh(x) &lt; 2·e^−2x.</summary>
    private bool IsTrivialForTanh(double least, double greatest) =>
        greatest * greatest / 3 < _roundoff / 4 || 2 * Math.Exp(-2 * least) < _roundoff / 4;

    /// <summary>
    /// Within u/4 of itself, σ(x) is ½, since |σ(x) − ½| ≤ |x|/4, or 1, since 1 − σ(x) &lt; e^−x;
    /// or it is less than a quarter of the smallest number.
    /// </summary>
    private bool IsTrivialForSigmoid(double least, double greatest, bool negative) =>
        greatest / 2 < _roundoff / 4
        || (!negative && Math.Exp(-least) < _roundoff / 4)
        || (negative && -least < Math.Log(_type.SmallestSubnormal()) - 2);

    /// <summary>The finalizer of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, 2014).</summary>
    private static ulong Mixed(ulong value)
    {
        value *= 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>The numbers of one order of magnitude and sign.</summary>
    /// <param name="First">The bits of the first.</param>
    /// <param name="Shift">One of 2^shift is taken.</param>
    /// <param name="IsNegative">Their sign.</param>
    /// <param name="Start">How many arguments come before them.</param>
    private readonly record struct Share(long First, int Shift, bool IsNegative, long Start);
}
