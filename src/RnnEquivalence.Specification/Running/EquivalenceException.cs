namespace RnnEquivalence.Running;

/// <summary>A law does not hold, or was not shown to hold. The message is the whole report.</summary>
public sealed class EquivalenceException(string message) : Exception(message)
{
    /// <summary>Nothing: where the suite noticed it is of no interest to the reader of the report.</summary>
    public override string? StackTrace => null;
}
