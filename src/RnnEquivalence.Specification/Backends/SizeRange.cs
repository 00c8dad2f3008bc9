using System.Globalization;

namespace RnnEquivalence.Backends;

/// <summary>The sizes that something may have: from the least to the most, in whole multiples.</summary>
/// <remarks>It says which size is nearest to another, so that cases can be drawn and made smaller without ever leaving it.</remarks>
public sealed record SizeRange
{
    /// <summary>Every size from 1 on.</summary>
    public static SizeRange Any { get; } = new(1, int.MaxValue);

    /// <summary>The sizes from the least to the most that are multiples of a number.</summary>
    /// <param name="least">The least, at least 1.</param>
    /// <param name="most">The most.</param>
    /// <param name="multipleOf">What all sizes are multiples of.</param>
    /// <exception cref="ArgumentException">There is no such size.</exception>
    public SizeRange(int least, int most, int multipleOf = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(least, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(multipleOf, 1);

        // The ends are sizes themselves, whatever they were given as.
        long first = (((long)least + multipleOf - 1) / multipleOf) * multipleOf;
        long last = most / multipleOf * (long)multipleOf;
        if (first > last)
        {
            throw new ArgumentException($"There is no multiple of {multipleOf} from {least} to {most}.");
        }

        Least = (int)first;
        Most = (int)last;
        MultipleOf = multipleOf;
    }

    /// <summary>The least size.</summary>
    public int Least { get; }

    /// <summary>The largest size.</summary>
    public int Most { get; }

    /// <summary>What all sizes are multiples of.</summary>
    public int MultipleOf { get; }

    /// <summary>Whether every size from 1 on is one of them.</summary>
    public bool IsAny => this == Any;

    /// <summary>One size and no other.</summary>
    public static SizeRange Exactly(int size) => new(size, size);

    /// <summary>The sizes up to one.</summary>
    public static SizeRange UpTo(int most) => new(1, most);

    /// <summary>The multiples of a number.</summary>
    public static SizeRange MultiplesOf(int number) => new(number, int.MaxValue, number);

    /// <summary>Whether it is one of the sizes.</summary>
    public bool Contains(int size) => size >= Least && size <= Most && size % MultipleOf == 0;

    /// <summary>The largest size that is not larger; the least one where there is none.</summary>
    public int AtMost(int size) => size <= Least ? Least : Math.Min(Most, size / MultipleOf * MultipleOf);

    /// <summary>The least size that is not smaller; the largest one where there is none.</summary>
    public int AtLeast(int size) => size >= Most ? Most : Math.Max(Least, (size + MultipleOf - 1) / MultipleOf * MultipleOf);

    /// <summary>Whether all of the sizes are in another range as well.</summary>
    public bool IsWithin(SizeRange other)
    {
        ArgumentNullException.ThrowIfNull(other);
        bool areMultiples = MultipleOf % other.MultipleOf == 0 || (Least == Most && Least % other.MultipleOf == 0);
        return Least >= other.Least && Most <= other.Most && areMultiples;
    }

    /// <summary>The sizes that are in both.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public SizeRange Intersect(SizeRange other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (int a, int b) = (MultipleOf, other.MultipleOf);
        return new SizeRange(Math.Max(Least, other.Least), Math.Min(Most, other.Most), a / GreatestCommonDivisor(a, b) * b);
    }

    /// <summary>The sizes in words: a multiple of 16, at most 32.</summary>
    public override string ToString()
    {
        if (Least == Most)
        {
            return Text($"{Least}");
        }

        string[] words =
        [
            .. MultipleOf > 1 ? [Text($"a multiple of {MultipleOf}")] : Array.Empty<string>(),
            .. Least > MultipleOf ? [Text($"at least {Least}")] : Array.Empty<string>(),
            .. Most < int.MaxValue / MultipleOf * MultipleOf ? [Text($"at most {Most}")] : Array.Empty<string>(),
        ];
        return words.Length == 0 ? "any" : string.Join(", ", words);

        static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
