using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>Sizes that people use, and what a case may cost.</summary>
/// <param name="TimeSteps">T.</param>
/// <param name="BatchSize">N.</param>
/// <param name="InputSize">I.</param>
/// <param name="HiddenSize">H.</param>
public sealed record LargeSizes(SizeRange TimeSteps, SizeRange BatchSize, SizeRange InputSize, SizeRange HiddenSize)
{
    /// <summary>The most products of one run: T·N·H·(I + H) for each gate of each cell.</summary>
    public long Products { get; init; } = 60_000_000;

    /// <summary>The most weights of the network.</summary>
    public long Weights { get; init; } = 4_500_000;

    /// <summary>Whether each size is as likely as the next, and not each order of magnitude.</summary>
    public bool IsEven { get; init; }

    /// <summary>The same sizes, halved a number of times.</summary>
    internal LargeSizes Reduced(int times) => this with
    {
        TimeSteps = Halved(TimeSteps, times),
        BatchSize = Halved(BatchSize, times),
        InputSize = Halved(InputSize, times),
        HiddenSize = Halved(HiddenSize, times),
    };

    private static SizeRange Halved(SizeRange range, int times) =>
        new(Math.Max(1, range.Least >> Math.Min(30, times)), Math.Max(1, range.Most >> Math.Min(30, times)));

    /// <summary>
    /// Draws sizes, often on either side of a power of two. Where they cost too much, one after the other is halved, none before the
    /// others, so that several stay large at once.
    /// </summary>
    internal CaseShape Draw(CellDomain domain, RandomSource random, CellVariant variant, int cells)
    {
        SizeRange[] wanted = [TimeSteps, BatchSize, InputSize, HiddenSize];
        SizeRange[] allowed = [domain.TimeSteps, domain.BatchSize, domain.InputSize, domain.HiddenSize];
        Span<int> shape = [0, 0, 0, 0];
        for (int dimension = 0; dimension < shape.Length; dimension++)
        {
            shape[dimension] = allowed[dimension].AtMost(DrawIn(wanted[dimension], random));
        }

        while (IsTooMuch(shape))
        {
            int[] reducible = [.. Enumerable.Range(0, wanted.Length).Where(Least(shape, wanted, allowed))];
            if (reducible.Length == 0)
            {
                break;
            }

            int chosen = random.NextOf<int>(reducible);
            shape[chosen] = allowed[chosen].AtMost(Math.Max(wanted[chosen].Least, shape[chosen] / 2));
        }

        return new CaseShape(shape[0], shape[1], shape[2], shape[3]);

        bool IsTooMuch(ReadOnlySpan<int> of)
        {
            long weights = (long)of[3] * (of[2] + of[3]) * variant.Cell.Gates().Length * cells;
            return weights > Weights || weights * of[0] * of[1] > Products;
        }
    }

    /// <summary>Which dimensions can still be halved.</summary>
    private static Func<int, bool> Least(ReadOnlySpan<int> shape, SizeRange[] wanted, SizeRange[] allowed)
    {
        int[] now = shape.ToArray();
        return dimension => now[dimension] > wanted[dimension].Least && now[dimension] > allowed[dimension].Least;
    }

    private int DrawIn(SizeRange range, RandomSource random)
    {
        if (IsEven)
        {
            return random.NextInt(range.Least, range.Most);
        }

        if (range.Least == range.Most)
        {
            return range.Least;
        }

        // Every binary order of magnitude is as likely as the next.
        double orders = Math.Log2((double)range.Most / range.Least);
        int drawn = (int)Math.Round(range.Least * Math.Pow(2, random.NextUniform(0, orders)));
        if (random.NextChance(0.5))
        {
            drawn = (1 << (int)Math.Round(Math.Log2(drawn))) + random.NextInt(-1, 1);
        }

        return Math.Clamp(drawn, range.Least, range.Most);
    }
}
