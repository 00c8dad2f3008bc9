using RnnEquivalence.Model;

namespace RnnEquivalence.Verdicts;

/// <summary>What came of one case.</summary>
/// <param name="Subject">What it was about.</param>
/// <param name="Trial">The case.</param>
/// <param name="Verdict">What was compared.</param>
/// <param name="Thrown">What the kernel or the law threw, or null.</param>
/// <param name="IsDrawn">Whether the case was drawn, and not made of one that had refuted the law.</param>
public sealed record CaseOutcome(Subject Subject, RecurrentCase Trial, Verdict Verdict, Exception? Thrown, bool IsDrawn)
{
    /// <summary>Whether nothing refutes the law.</summary>
    public bool Holds => Thrown is null && Verdict.Refutation is null;
}
