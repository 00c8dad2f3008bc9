namespace RnnEquivalence.Soaks;

/// <summary>What cases add up to.</summary>
/// <param name="Cases">How many there were.</param>
/// <param name="Inconclusive">In how many of them some bound was too wide to mean anything.</param>
/// <param name="Refuted">How many refuted their law: by a number, or because the kernel threw.</param>
/// <param name="Worst">The largest |error| ÷ bound of a conclusive number.</param>
internal readonly record struct SoakCount(long Cases, long Inconclusive, long Refuted, double Worst)
{
    /// <summary>Both together.</summary>
    public static SoakCount operator +(SoakCount a, SoakCount b) =>
        new(a.Cases + b.Cases, a.Inconclusive + b.Inconclusive, a.Refuted + b.Refuted, Math.Max(a.Worst, b.Worst));
}
