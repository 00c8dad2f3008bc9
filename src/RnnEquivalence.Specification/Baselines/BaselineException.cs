namespace RnnEquivalence.Baselines;

/// <summary>There is no recorded baseline to compare with, or not one that this run could be compared with.</summary>
public sealed class BaselineException(string message, Exception? cause = null) : Exception(message, cause);
