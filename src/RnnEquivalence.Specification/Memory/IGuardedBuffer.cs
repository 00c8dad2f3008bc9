namespace RnnEquivalence.Memory;

/// <summary>A buffer of whatever type.</summary>
internal interface IGuardedBuffer
{
    /// <summary>What reports call it.</summary>
    string Name { get; }

    /// <summary>What it is, in words.</summary>
    string Given { get; }

    /// <summary>A number that follows from what the kernel was given, the same in every process.</summary>
    ulong Digest { get; }

    /// <summary>Enters what the kernel did that it should not have done. This comes before anything else looks at the buffer.</summary>
    void FindFaults(List<MemoryFault> faults);

    /// <summary>Enters what differs from the same buffer after the same call at the other edge.</summary>
    void Compare(IGuardedBuffer first, bool sameBits, List<MemoryFault> faults);

    /// <summary>Copies what the kernel wrote to where it is wanted.</summary>
    void CopyOut();

    /// <summary>Whether another one is asked for with the same words.</summary>
    bool IsLike(IGuardedBuffer other);

    /// <summary>Gives its pages back.</summary>
    /// <param name="isClean">Whether nothing but the data was touched.</param>
    void HandBack(bool isClean);
}
