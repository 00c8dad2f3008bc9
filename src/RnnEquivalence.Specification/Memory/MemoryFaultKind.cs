namespace RnnEquivalence.Memory;

/// <summary>What a kernel did to memory that it should not have done.</summary>
public enum MemoryFaultKind
{
    /// <summary>It read behind the last element. That it wrote zeros there looks the same.</summary>
    ReadPast,

    /// <summary>It wrote behind the last element.</summary>
    WrotePast,

    /// <summary>It read before the first element. That it wrote zeros there looks the same.</summary>
    ReadBefore,

    /// <summary>It wrote before the first element.</summary>
    WroteBefore,

    /// <summary>It changed an input.</summary>
    Overwrote,

    /// <summary>It left an element of an output as it was.</summary>
    LeftUnwritten,

    /// <summary>It returned other bits when its buffers lay elsewhere.</summary>
    DependsOnPlace,
}
