namespace RnnEquivalence.Memory;

/// <summary>One thing that a kernel did to memory that it should not have done.</summary>
/// <param name="Kind">What it did.</param>
/// <param name="Buffer">The buffer at which it did it.</param>
/// <param name="Description">What, and at which elements or bytes, in words.</param>
public sealed record MemoryFault(MemoryFaultKind Kind, string Buffer, string Description);
