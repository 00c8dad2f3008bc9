namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>Adds up some terms.</summary>
internal delegate double Order(Accumulator accumulator, ReadOnlySpan<Term> terms);

/// <summary>Orders of summation, which can be put into each other.</summary>
internal static class SummationOrder
{
    public static double LeftToRight(Accumulator accumulator, ReadOnlySpan<Term> terms) => accumulator.PlusAll(0, terms);

    public static double RightToLeft(Accumulator accumulator, ReadOnlySpan<Term> terms)
    {
        double sum = 0;
        for (int index = terms.Length - 1; index >= 0; index--)
        {
            sum = accumulator.Plus(sum, terms[index]);
        }

        return sum;
    }

    /// <summary>Halves, and halves of halves.</summary>
    public static double Pairwise(Accumulator accumulator, ReadOnlySpan<Term> terms) => terms.Length <= 1
        ? LeftToRight(accumulator, terms)
        : accumulator.Plus(Pairwise(accumulator, terms[..(terms.Length / 2)]), Pairwise(accumulator, terms[(terms.Length / 2)..]));

    /// <summary>
    /// Term k goes to lane k mod <paramref name="count"/>, a power of two; the lanes are added up as a tree. A tail that does not fill
    /// all lanes is filled up with zeros, which are multiplied and added like any number.
    /// </summary>
    public static Order Lanes(int count) => (accumulator, terms) =>
    {
        var lanes = new double[count];
        for (int first = 0; first < terms.Length; first += count)
        {
            for (int lane = 0; lane < count; lane++)
            {
                lanes[lane] = accumulator.Plus(lanes[lane], first + lane < terms.Length ? terms[first + lane] : default);
            }
        }

        for (int width = count / 2; width > 0; width /= 2)
        {
            for (int lane = 0; lane < width; lane++)
            {
                lanes[lane] = accumulator.Plus(lanes[lane], lanes[lane + width]);
            }
        }

        return lanes[0];
    };

    /// <summary>Blocks of <paramref name="size"/> terms, each by itself, and each block's sum then to that of the blocks before.</summary>
    public static Order Blocks(int size, Order within) => (accumulator, terms) =>
    {
        double sum = 0;
        for (; !terms.IsEmpty; terms = terms[Math.Min(size, terms.Length)..])
        {
            sum = accumulator.Plus(sum, within(accumulator, terms[..Math.Min(size, terms.Length)]));
        }

        return sum;
    };

    /// <summary>As many parts as there are threads, whose sums are added in order, or the last one first.</summary>
    public static Order Threads(int count, Order within, bool lastFirst = false) => (accumulator, terms) =>
    {
        double sum = 0;
        for (int turn = 0; turn < count; turn++)
        {
            int thread = lastFirst ? count - 1 - turn : turn;
            sum = accumulator.Plus(sum, within(accumulator, terms[(terms.Length * thread / count)..(terms.Length * (thread + 1) / count)]));
        }

        return sum;
    };
}
