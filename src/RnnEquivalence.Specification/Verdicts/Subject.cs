namespace RnnEquivalence.Verdicts;

/// <summary>What cases are about.</summary>
/// <param name="Judged">The backend, or the swap, as the summary names it.</param>
/// <param name="Law">The name of the test method, which states the law.</param>
public sealed record Subject(string Judged, string Law);
