namespace RnnEquivalence.Verdicts;

/// <summary>A case refutes the law: some element is farther from the formula than rounding explains.</summary>
public sealed class LawRefutedException : Exception
{
    /// <summary>Reports the element.</summary>
    public LawRefutedException(Element worst)
        : base("The kernel differs from the formula by more than rounding explains.\n" + worst.Describe())
    {
        Worst = worst;
    }

    /// <summary>The element farthest beyond its bound.</summary>
    public Element Worst { get; }
}
