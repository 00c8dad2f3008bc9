using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;

namespace RnnEquivalence.Specifications;

/// <summary>What cases a backend can be given, by what it declares.</summary>
internal static class Recipes
{
    /// <summary>Cases of the given cells: one layer, run forward on whole sequences.</summary>
    public static CaseRecipe Cases(BackendTraits traits, IReadOnlyList<CellVariant> variants) => new()
    {
        Variants = variants,
        ElementType = traits.ElementType,
        NoTinyValues = traits.Tanh.Absolute > 0 || traits.Sigmoid.Absolute > 0,
        HiddenStateAlone = traits.Has(BackendFeatures.HiddenStateAlone),
        Activations = [.. traits.Activations.Keys.Order()],
    };

    /// <summary>Cases of every declared cell, number of layers, direction and length, with contractive weights.</summary>
    public static CaseRecipe Networks(BackendTraits traits) => Cases(traits, Variants(traits)) with
    {
        Contractive = true,
        MaximumTimeSteps = 12,
        MaximumLayers = traits.Has(BackendFeatures.Layers) ? 4 : 1,
        Directions = [.. Enum.GetValues<Direction>().Where(direction => Declares(traits, direction))],
        Lengths = traits.Has(BackendFeatures.ZeroLengths) ? RowLengths.RaggedOrZero
            : traits.Has(BackendFeatures.Lengths) ? RowLengths.Ragged : RowLengths.Full,
    };

    /// <summary>All variants of cells that are declared.</summary>
    public static CellVariant[] Variants(BackendTraits traits) => [.. CellVariant.All.Where(variant => variant.IsDeclaredBy(traits))];

    private static bool Declares(BackendTraits traits, Direction direction) => direction switch
    {
        Direction.Reverse => traits.Has(BackendFeatures.Reverse),
        Direction.Bidirectional => traits.Has(BackendFeatures.Bidirectional),
        _ => true,
    };
}
