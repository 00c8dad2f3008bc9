namespace RnnEquivalence.Verdicts;

/// <summary>
/// Looks on while a law is held against a kernel, to judge by another measure. A law that is looked at is not stopped by a case that
/// refutes it: every case is run, and none is made smaller.
/// </summary>
internal interface IWitness
{
    /// <summary>Whether nothing that is still to come matters.</summary>
    bool HasSeenEnough { get; }

    /// <summary>A number has been held against what was expected.</summary>
    void Sees(Element element);

    /// <summary>A case has come to its end.</summary>
    /// <param name="thrown">What the kernel or the law threw, or null.</param>
    void CaseEnds(Exception? thrown);
}
