using RnnEquivalence.Formulas;
using RnnEquivalence.Model;

namespace RnnEquivalence.Verdicts;

/// <summary>A run of a kernel together with what the formula makes of its outputs, step by step.</summary>
/// <param name="Output">What the kernel returned.</param>
/// <param name="Formula">The formula, fed with those outputs.</param>
public sealed record FollowedRun(RecurrentOutput Output, Trajectory Formula);
