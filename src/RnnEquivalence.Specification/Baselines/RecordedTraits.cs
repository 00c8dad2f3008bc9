using System.Collections.Frozen;
using System.Collections.Immutable;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Baselines;

/// <summary>What a backend declared when it was recorded: it says which cases were drawn, and how precise the recorded outputs are.</summary>
internal sealed record RecordedTraits(
    ElementType ElementType,
    IReadOnlyList<RecurrentCell> Cells,
    BackendFeatures Features,
    ActivationAccuracy Tanh,
    ActivationAccuracy Sigmoid,
    IReadOnlyDictionary<ActivationFunction, ActivationAccuracy> Activations,
    bool FlushesSubnormals)
{
    /// <summary>What of a declaration is recorded.</summary>
    public static RecordedTraits Of(BackendTraits traits) => new(
        traits.ElementType,
        [.. traits.Cells.Order()],
        traits.Features,
        traits.Tanh,
        traits.Sigmoid,
        traits.Activations.ToImmutableSortedDictionary(),
        traits.FlushesSubnormals);

    /// <summary>The declaration, in so far as it is recorded.</summary>
    public BackendTraits ToTraits() => new()
    {
        ElementType = ElementType,
        Cells = Cells.ToFrozenSet(),
        Features = Features,
        Tanh = Tanh,
        Sigmoid = Sigmoid,
        Activations = Activations.ToImmutableDictionary(),
        FlushesSubnormals = FlushesSubnormals,
    };

    /// <summary>What was declared that the given declaration lacks; empty if every recorded case can still be run.</summary>
    public IEnumerable<string> LackingIn(BackendTraits traits)
    {
        // Whether there are gradients, and what becomes of nothing at all, has no part in a record.
        const BackendFeatures Irrelevant = BackendFeatures.Gradients | BackendFeatures.EmptyBatch | BackendFeatures.EmptySequence;
        BackendFeatures features = Features & ~traits.Features & ~Irrelevant;
        return
        [
            .. traits.ElementType == ElementType ? [] : new[] { $"{ElementType} instead of {traits.ElementType}" },
            .. Cells.Where(cell => !traits.Cells.Contains(cell)).Select(cell => cell.ToString()),
            .. features == BackendFeatures.None ? [] : new[] { features.ToString() },
            .. Activations.Keys.Where(function => !traits.Activations.ContainsKey(function)).Select(function => function.ToString()),
        ];
    }
}
