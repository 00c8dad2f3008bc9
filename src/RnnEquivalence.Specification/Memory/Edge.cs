namespace RnnEquivalence.Memory;

/// <summary>At which end of its pages a buffer lies, so that the next byte on that side is on a page that is watched.</summary>
internal enum Edge
{
    /// <summary>What is read or written behind the buffer is seen.</summary>
    End,

    /// <summary>What is read or written before it is seen.</summary>
    Beginning,
}
