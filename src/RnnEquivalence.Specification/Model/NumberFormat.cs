using System.Globalization;
using System.Runtime.InteropServices;

namespace RnnEquivalence.Model;

/// <summary>One number format: its constants (IEEE 754-2019, table 3.5), and how its numbers are rounded, written and stored.</summary>
/// <remarks>A format that is added is a member of <see cref="ElementType"/> and a row of <see cref="Table"/>.</remarks>
public sealed class NumberFormat
{
    private readonly Func<double, double> _round;
    private readonly Func<double, string> _print;
    private readonly Store _store;
    private readonly Load _load;

    private NumberFormat(
        ElementType type,
        int precision,
        int leastExponent,
        int mostExponent,
        int size,
        Func<double, double> round,
        Func<double, string> print,
        Store store,
        Load load)
    {
        Type = type;
        Precision = precision;
        LeastExponent = leastExponent;
        MostExponent = mostExponent;
        Size = size;
        _round = round;
        _print = print;
        _store = store;
        _load = load;
    }

    private delegate void Store(ReadOnlySpan<double> values, Span<byte> target);

    private delegate void Load(ReadOnlySpan<byte> source, Span<double> values);

    /// <summary>All formats.</summary>
    internal static IReadOnlyList<NumberFormat> Table { get; } =
    [
        new(
            ElementType.Float32,
            precision: 24,
            leastExponent: -126,
            mostExponent: 127,
            size: sizeof(float),
            value => (float)value,
            value => ((float)value).ToString("R", CultureInfo.InvariantCulture),
            (values, target) => Singles.Store(values, MemoryMarshal.Cast<byte, float>(target)),
            (source, values) => Singles.Load(MemoryMarshal.Cast<byte, float>(source), values)),
        new(
            ElementType.Float64,
            precision: 53,
            leastExponent: -1022,
            mostExponent: 1023,
            size: sizeof(double),
            value => value,
            value => value.ToString("R", CultureInfo.InvariantCulture),
            (values, target) => MemoryMarshal.AsBytes(values).CopyTo(target),
            (source, values) => source.CopyTo(MemoryMarshal.AsBytes(values))),
    ];

    /// <summary>Which format it is.</summary>
    public ElementType Type { get; }

    /// <summary>p, the number of bits of a significand, the first one counted.</summary>
    public int Precision { get; }

    /// <summary>e_min, the exponent of the smallest normal number.</summary>
    public int LeastExponent { get; }

    /// <summary>e_max, the exponent of the largest number.</summary>
    public int MostExponent { get; }

    /// <summary>The bytes that a number takes.</summary>
    public int Size { get; }

    /// <summary>u = 2^−p.</summary>
    public double UnitRoundoff => Math.ScaleB(1, -Precision);

    /// <summary>2^e_min.</summary>
    public double SmallestNormal => Math.ScaleB(1, LeastExponent);

    /// <summary>2^(e_min − p + 1).</summary>
    public double SmallestSubnormal => Math.ScaleB(1, LeastExponent - Precision + 1);

    /// <summary>(2 − 2u)·2^e_max, the largest number.</summary>
    public double Largest => Math.ScaleB(2 - (2 * UnitRoundoff), MostExponent);

    /// <summary>The row of a format.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such format.</exception>
    public static NumberFormat Of(ElementType type) => (int)type >= 0 && (int)type < Table.Count
        ? Table[(int)type]
        : throw new ArgumentOutOfRangeException(nameof(type), type, "Not a known element type.");

    /// <summary>The nearest number of the format; of two, the even one. Beyond the largest number it is infinite.</summary>
    public double Round(double value) => _round(value);

    /// <summary>Rounds each of some numbers, as <see cref="Round(double)"/> does.</summary>
    internal void Round(Span<double> values)
    {
        if (Type == ElementType.Float32)
        {
            Singles.Round(values);
        }
        else if (Type != ElementType.Float64)
        {
            for (int index = 0; index < values.Length; index++)
            {
                values[index] = _round(values[index]);
            }
        }
    }

    /// <summary>Whether each of some numbers is one of the format, or none at all.</summary>
    internal bool Represents(ReadOnlySpan<double> values)
    {
        if (Type == ElementType.Float32)
        {
            return Singles.Represent(values);
        }

        if (Type != ElementType.Float64)
        {
            foreach (double value in values)
            {
                if (!_round(value).Equals(value))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The shortest digits that read back as the same number of the format.</summary>
    public string Print(double value) => _print(value);

    /// <summary>
    /// Writes numbers of the format one after another, each as the memory of this machine holds it: little-endian, wherever .NET runs.
    /// </summary>
    /// <param name="values">The numbers, which the format has.</param>
    /// <param name="target">As many bytes as they take.</param>
    /// <exception cref="ArgumentException">The target has another length.</exception>
    public void ToBytes(ReadOnlySpan<double> values, Span<byte> target)
    {
        RequireLength(values.Length, target.Length);
        _store(values, target);
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="values">Where the numbers go.</param>
    /// <exception cref="ArgumentException">The source has another length.</exception>
    public void FromBytes(ReadOnlySpan<byte> source, Span<double> values)
    {
        RequireLength(values.Length, source.Length);
        _load(source, values);
    }

    /// <inheritdoc/>
    public override string ToString() => Type.ToString();

    private void RequireLength(int numbers, int bytes)
    {
        if (bytes != (long)numbers * Size)
        {
            throw new ArgumentException($"{numbers} numbers of {Type} take {(long)numbers * Size} bytes, but there are {bytes}.");
        }
    }
}
