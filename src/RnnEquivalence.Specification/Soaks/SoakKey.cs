using System.Collections.Immutable;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Soaks;

/// <summary>What cases have in common that are counted together.</summary>
/// <param name="Judged">The backend, or the swap, as the summary names it.</param>
/// <param name="Law">The law.</param>
/// <param name="Cell">The cell and its options.</param>
/// <param name="Size">How many products a pre-activation adds up, I + H: the bound grows with it.</param>
internal sealed record SoakKey(string Judged, string Law, string Cell, string Size)
{
    /// <summary>The sizes, from small to large.</summary>
    public static ImmutableArray<string> Sizes { get; } = ["2 to 4", "5 to 16", "17 to 64", "over 64"];

    /// <summary>The key of a case.</summary>
    public static SoakKey Of(Subject subject, RecurrentCase trial) => new(
        subject.Judged,
        subject.Law,
        CaseDimensions.CellOf(trial.Architecture),
        (trial.InputSize + trial.HiddenSize) switch { <= 4 => Sizes[0], <= 16 => Sizes[1], <= 64 => Sizes[2], _ => Sizes[3] });
}
