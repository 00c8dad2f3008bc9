using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>The sizes of a case.</summary>
/// <param name="TimeSteps">T.</param>
/// <param name="BatchSize">N.</param>
/// <param name="InputSize">I.</param>
/// <param name="HiddenSize">H.</param>
internal readonly record struct CaseShape(int TimeSteps, int BatchSize, int InputSize, int HiddenSize)
{
    private const double Most = 300_000;

    private static readonly int[] Edges = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 130];

    private static ReadOnlySpan<int> LongEdges => Edges.AsSpan(12);

    /// <summary>Draws sizes within the domain of a cell.</summary>
    /// <param name="recipe">What is wanted.</param>
    /// <param name="random">Where the numbers come from.</param>
    /// <param name="size">1 to 100; small sizes give small shapes.</param>
    /// <param name="variant">The cell.</param>
    /// <param name="cells">How many of it the network has.</param>
    public static CaseShape Draw(CaseRecipe recipe, RandomSource random, int size, CellVariant variant, int cells)
    {
        CellDomain domain = recipe.Traits.Of(variant.Cell).Domain;
        if (recipe.Sizes is { } sizes)
        {
            return sizes.Draw(domain, random, variant, cells);
        }

        SizeRange[] ranges = [domain.TimeSteps, domain.BatchSize, domain.InputSize, HiddenSizes(domain, variant)];

        // Most faults show in the smallest shapes, and kernels that are compiled for a shape are compiled only once for them.
        // In the other shapes one dimension may be long, the number of units before all others.
        bool small = !recipe.Large && random.NextChance(0.72);
        int favoured = random.NextUnit() switch { < 0.2 => 0, < 0.45 => 1, < 0.65 => 2, _ => 3 };
        int limit = 2 + (4 * size);
        Span<int> limits = [Math.Min(recipe.MaximumTimeSteps, 2 + size), limit, limit, limit];
        Span<int> shape = [0, 0, 0, 0];
        for (int dimension = 0; dimension < shape.Length; dimension++)
        {
            int drawn = small ? random.NextInt(1, 3)
                : recipe.Large ? (random.NextChance(0.4) ? random.NextOf(LongEdges) : random.NextInt(32, 130))
                : dimension == favoured ? random.NextOf<int>(Edges) : DrawLength(random);
            shape[dimension] = Drawn(dimension, Math.Min(drawn, limits[dimension]));
        }

        // The work of most cases is kept small, so that many are run; the long dimension gives way only where it alone is too much.
        double mixture = random.NextUnit() switch { < 0.45 => 4_000, < 0.93 => 25_000, _ => Most };
        bool exception = !small && random.NextChance(0.12);
        double budget = recipe.Budget * (exception ? 30 : 1) ?? mixture;
        double most = recipe.Budget is null ? Most : budget;
        while (Work(shape) > budget)
        {
            int longest = favoured;
            for (int dimension = 0; dimension < shape.Length; dimension++)
            {
                bool better = longest == favoured || shape[dimension] > shape[longest];
                longest = dimension != favoured && shape[dimension] > Least(dimension) && better ? dimension : longest;
            }

            if (shape[longest] <= Least(longest) || (longest == favoured && Work(shape) <= most))
            {
                break;
            }

            shape[longest] = Fitting(longest, shape[longest] / 2);
        }

        if (recipe.LengthsOf(recipe.Traits.Of(variant.Cell)) != RowLengths.Full)
        {
            // One row, or one step, has no room for different lengths.
            shape[0] = ranges[0].AtLeast(Math.Clamp(shape[0], random.NextInt(1, 4), Math.Max(4, recipe.MaximumTimeSteps)));
            shape[1] = ranges[1].AtLeast(Math.Max(shape[1], random.NextInt(1, 4)));
        }

        return new CaseShape(shape[0], shape[1], shape[2], shape[3]);

        int Least(int dimension) => dimension == 0 ? recipe.MinimumTimeStepsOf(domain) : ranges[dimension].Least;

        // Where small sizes are not to be had, the least few stand for them.
        int Drawn(int dimension, int wanted) => wanted >= Least(dimension)
            ? Fitting(dimension, wanted)
            : ranges[dimension].AtMost(Least(dimension) + ((wanted - 1) * ranges[dimension].MultipleOf));

        int Fitting(int dimension, int wanted) => Math.Max(Least(dimension), ranges[dimension].AtMost(wanted));

        double Work(ReadOnlySpan<int> of) => (double)of[0] * of[1] * of[3] * (of[2] + of[3]) * variant.Cell.Gates().Length * cells;
    }

    /// <summary>H, which has to be more than the least P where a projection has to have fewer features.</summary>
    private static SizeRange HiddenSizes(CellDomain domain, CellVariant variant) =>
        variant.Has(CellFeatures.Projection) && domain.ProjectsToFewer
            ? domain.HiddenSize.Intersect(new SizeRange(domain.ProjectionSize.Least + 1, int.MaxValue))
            : domain.HiddenSize;

    private static int DrawLength(RandomSource random) => random.NextUnit() switch
    {
        < 0.4 => random.NextInt(1, 3),
        < 0.8 => random.NextInt(1, 9),
        _ => random.NextOf<int>(Edges),
    };
}
