using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>What cases a backend can be given, by what it declares.</summary>
internal static class Recipes
{
    /// <summary>Cases of the given cells: one layer, run forward on whole sequences.</summary>
    public static CaseRecipe Cases(BackendTraits traits, IReadOnlyList<CellVariant> variants) =>
        new() { Variants = variants, Traits = traits };

    /// <summary>Cases of every declared cell, number of layers, direction and length, with contractive weights.</summary>
    public static CaseRecipe Networks(BackendTraits traits) => Cases(traits, Variants(traits)) with
    {
        Contractive = true,
        MixesOptions = true,
        MaximumTimeSteps = 12,
        MaximumLayers = 4,
        Directions = [Direction.Forward, Direction.Reverse, Direction.Bidirectional],
        Lengths = RowLengths.RaggedOrZero,
    };

    /// <summary>All variants of cells that are declared.</summary>
    public static CellVariant[] Variants(BackendTraits traits) => [.. CellVariant.All.Where(variant => variant.IsDeclaredBy(traits))];
}
