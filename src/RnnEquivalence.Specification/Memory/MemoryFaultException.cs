namespace RnnEquivalence.Memory;

/// <summary>A kernel did to memory what it should not have done. The message says all of it.</summary>
public sealed class MemoryFaultException : Exception
{
    /// <summary>Reports what it did.</summary>
    /// <param name="faults">At least one fault.</param>
    /// <param name="given">The buffers that the kernel was given, in words.</param>
    /// <param name="innerException">What the call threw besides, or null.</param>
    public MemoryFaultException(IReadOnlyList<MemoryFault> faults, string given, Exception? innerException = null)
        : base(Describe(faults, given), innerException)
    {
        Faults = faults;
    }

    /// <summary>What it did, buffer by buffer.</summary>
    public IReadOnlyList<MemoryFault> Faults { get; }

    private static string Describe(IReadOnlyList<MemoryFault> faults, string given)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return $"The kernel {string.Join("\nIt ", faults.Select(fault => fault.Description))}\nIt was given {given}.";
    }
}
