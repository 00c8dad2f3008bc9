using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;

namespace RnnEquivalence.Baselines;

/// <summary>
/// The fixed cases of a baseline: for each variant of a cell so many of one layer, and so many networks of each direction. Each of these
/// is drawn from a seed of its own, so that what one of them draws does not depend on what else a backend declares.
/// </summary>
internal static class BaselineCases
{
    /// <summary>The seed of the records that are made now; a comparison uses the record's.</summary>
    public const ulong Seed = 20180801;

    private const int CellsPerVariant = 16;
    private const int NetworksPerVariantAndDirection = 8;

    /// <summary>
    /// Multiplications of most cases: with more, a record is large; with fewer, no product is long enough to be summed in several ways.
    /// </summary>
    private const int Budget = 20_000;

    /// <summary>FsCheck's largest size: no shape is held small.</summary>
    private const int Size = 100;

    /// <summary>All cases of a backend with the given traits, in a fixed order.</summary>
    public static IReadOnlyList<BaselineCase> Draw(BackendTraits traits, ulong seed)
    {
        CaseRecipe networks = Recipes.Networks(traits) with { MaximumTimeSteps = 8, Budget = Budget };
        var cases = new List<BaselineCase>();
        foreach (CellVariant variant in Recipes.Variants(traits))
        {
            // Where a function has a kink, and nothing keeps the state small, there are sequences whose bounds mean nothing.
            CaseRecipe cells = Recipes.Cases(traits, [variant]) with
            {
                MaximumTimeSteps = 8,
                Budget = Budget,
                Contractive = variant.HasKinks,
            };
            Add(BaselineGroup.Cells, variant, cells, CellsPerVariant, variant.Name);
            foreach (Direction direction in networks.DirectionsOf(traits.Of(variant.Cell)))
            {
                CaseRecipe some = networks with { Variants = [variant], Directions = [direction] };
                Add(BaselineGroup.Networks, variant, some, NetworksPerVariantAndDirection, $"{variant.Name} {direction}");
            }
        }

        return cases;

        void Add(BaselineGroup group, CellVariant variant, CaseRecipe recipe, int count, string name)
        {
            var random = new RandomSource(SeedOf($"{group} {name}", seed));
            for (int index = 0; index < count; index++)
            {
                cases.Add(new BaselineCase(group, variant, CaseGenerator.Draw(recipe, random, Size)));
            }
        }
    }

    /// <summary>FNV-1a.</summary>
    private static ulong SeedOf(string name, ulong seed)
    {
        ulong hash = 14695981039346656037 ^ seed;
        foreach (char letter in name)
        {
            hash = (hash ^ letter) * 1099511628211;
        }

        return hash;
    }
}

/// <summary>Which law a case belongs to.</summary>
internal enum BaselineGroup
{
    /// <summary>One layer, run forward on whole sequences, with weights however chaotic.</summary>
    Cells,

    /// <summary>Layers, directions and lengths as the backend declares them, with contractive weights.</summary>
    Networks,
}

/// <summary>One of the fixed cases.</summary>
/// <param name="Group">Which law it belongs to.</param>
/// <param name="Variant">Its cell.</param>
/// <param name="Trial">The case.</param>
internal sealed record BaselineCase(BaselineGroup Group, CellVariant Variant, RecurrentCase Trial)
{
    /// <summary>The case in one line: cell, T, N, I, H, layers, direction, layout, biases, options.</summary>
    public string Description => Trial.ToString().Split('\n', 2)[0].TrimEnd('\r');
}
