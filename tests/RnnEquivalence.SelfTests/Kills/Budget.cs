using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Kills;

/// <summary>How large the case may be that shows a mutant: as large as one that a person would write down, and no larger.</summary>
internal static class Budget
{
    /// <summary>
    /// What is enough for most: two steps, since the second reads a state; two units, since there may be an order of them; and few numbers.
    /// </summary>
    public static CaseSize Default { get; } = new(2, 1, 1, 2, 1, Direction.Forward, HasLengths: false, Numbers: 5);

    private static readonly Need TwoRows = new("one row has no other beside it", size => size with { BatchSize = 2 });
    private static readonly Need TwoLayers = new("one layer has no other above it", size => size with { Layers = 2 });
    private static readonly Need Reverse = new("only reverse cells are wrong", size => size with { Direction = Direction.Reverse });
    private static readonly Need Both = new("it takes both directions", size => size with { Direction = Direction.Bidirectional });
    private static readonly Need Ragged = new("nothing is behind the end of rows without lengths", size => size with { HasLengths = true });

    /// <summary>What laws have in all of their cases.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Need>> OfLaws { get; } = new Dictionary<string, IReadOnlyList<Need>>
    {
        ["StackedLayers_EqualLayersRunOneByOne"] = [new("the law is about several layers", TwoLayers.Widen)],
        ["Bidirectional_EqualsForwardRunsBothWays"] = [new("the law is about both directions", Both.Widen)],
        ["Reverse_EqualsForwardOnFlippedSequence"] = [new("the law is about the reverse direction", Reverse.Widen)],
        ["Padding_WhateverItHolds_ChangesNothing"] = [new("the law is about lengths", Ragged.Widen)],
        ["RaggedBatch_EqualsTrimmedRows"] = [new("the law is about lengths", Ragged.Widen)],
        ["OutputBehindTheEnd_IsZero"] = [new("the law is about lengths", Ragged.Widen)],
        ["Padding_HasNoGradient"] = [new("the law is about lengths", Ragged.Widen)],
        ["NotANumberInOneRow_StaysInThatRow"] = [new("the law is about the other rows", TwoRows.Widen)],
        ["NotANumberInOneRow_LeavesGradientsOfOtherRowsAlone"] = [new("the law is about the other rows", TwoRows.Widen)],
    };

    /// <summary>What mutants need by the nature of their fault.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Need>> OfMutants { get; } = new Dictionary<string, IReadOnlyList<Need>>
    {
        ["cell-clipped"] =
            [new("a step adds 1 at most to c, so that the fourth is the first to pass 3", size => size with { TimeSteps = 4 })],
        ["input-read-by-columns"] = [new("one column is the same in either order", size => size with { InputSize = 2 })],
        ["tanh-saturates-at-four"] =
            [new("an argument beyond 4 may be the sum of two products, neither of which is", size => size with { InputSize = 2 })],
        ["tail-beyond-four-lost"] = [new("the fifth unit is the first behind a whole vector", size => size with { HiddenSize = 5 })],

        ["gradient-of-wide-cells-loses-the-tail"] =
            [new("the seventeenth unit is the first behind whole sixteens", size => size with { HiddenSize = 17 })],

        ["batch-and-time-exchanged"] = [TwoRows],
        ["initial-state-of-first-row"] = [TwoRows],
        ["final-rows-rotated"] = [TwoRows],
        ["rows-share-one-input"] = [TwoRows],
        ["last-row-not-written"] = [TwoRows],
        ["not-a-number-spreads"] = [TwoRows],

        ["layers-share-parameters"] = [new("the third layer is the first to read another's parameters", size => size with { Layers = 3 })],
        ["states-of-layers-exchanged"] = [TwoLayers],
        ["states-of-upper-layers-ignored"] = [TwoLayers],
        ["rectifier-between-layers"] = [TwoLayers],
        ["dropout-between-layers"] = [TwoLayers],
        ["final-states-of-layers-reversed"] = [TwoLayers],
        ["upper-layers-see-forward-twice"] = [TwoLayers, Both],
        ["gradients-of-first-layer-zero"] = [TwoLayers],

        ["states-by-direction-first"] = [TwoLayers, Both],
        ["final-states-by-direction-first"] = [TwoLayers, Both],
        ["activations-of-forward-for-both"] = [Both],
        ["directions-share-parameters"] = [Both],
        ["directions-exchanged"] = [Both],
        ["states-of-directions-exchanged"] = [Both],
        ["state-of-reverse-ignored"] = [Both],
        ["halves-of-output-exchanged"] = [Both],
        ["reverse-half-in-processing-order"] = [Both],
        ["reverse-half-lost"] = [Both],
        ["reverse-half-runs-forward"] = [Both],
        ["final-state-of-reverse-is-at-the-end"] = [Both, Ragged],
        ["lengths-cached-by-shape"] = [Ragged],
        ["gradients-overwritten"] = [new("what differs between two calls may be their lengths", Ragged.Widen)],
        ["not-a-number-in-a-feature-is-zero"] =
            [new("one feature alone is all that there is of a row", size => size with { InputSize = 2 })],
        ["infinite-input-is-zero"] =
            [new("no weight of what is infinite may be zero, and there is one per gate", size => size with { Numbers = 6 })],
        ["gradient-of-reverse-direction-dropped"] = [Both],
        ["reverse-output-in-processing-order"] = [Reverse],
        ["reverse-runs-forward"] = [Reverse],

        ["lengths-ignored"] = [Ragged],
        ["lengths-one-too-long"] = [Ragged],
        ["lengths-one-too-short"] = [Ragged],
        ["zero-length-taken-for-one"] = [Ragged],
        ["padding-of-output-unwritten"] = [Ragged],
        ["padding-of-output-repeats"] = [Ragged],
        ["padding-times-zero"] = [Ragged],
        ["final-state-of-padded-end"] = [Ragged],
        ["gradient-of-padding"] = [Ragged],
        ["gradient-of-padding-not-a-number"] = [Ragged],
        ["gradient-ignores-lengths"] = [Ragged],
        ["whole-axis-reversed"] = [Ragged, Reverse],
        ["lengths-taken-for-sorted"] = [Ragged, TwoRows],
        ["lengths-of-first-row"] = [Ragged, TwoRows],
        ["lengths-sorted-in-place"] = [Ragged, TwoRows],
        ["final-cells-left-sorted"] = [Ragged, TwoRows],
        ["fully-padded-row-spoils-others"] = [Ragged, TwoRows],
    };

    /// <summary>What is enough for a mutant and a law that sees it.</summary>
    public static CaseSize Of(string mutant, string law) =>
        NeedsOf(mutant, law).Aggregate(Default, (size, need) => CaseSize.Larger(size, need.Widen(Default)));

    /// <summary>Why it may be larger than most.</summary>
    public static IReadOnlyList<Need> NeedsOf(string mutant, string law) =>
        [.. OfMutants.GetValueOrDefault(mutant) ?? [], .. OfLaws.GetValueOrDefault(law) ?? []];

    /// <summary>Something without which a fault does not show.</summary>
    /// <param name="Reason">Why it does not.</param>
    /// <param name="Widen">The size with it.</param>
    internal sealed record Need(string Reason, Func<CaseSize, CaseSize> Widen);
}
