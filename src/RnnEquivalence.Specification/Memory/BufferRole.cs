namespace RnnEquivalence.Memory;

/// <summary>What a kernel does with a buffer.</summary>
internal enum BufferRole
{
    /// <summary>It reads it.</summary>
    Input,

    /// <summary>It writes all of it.</summary>
    Output,

    /// <summary>It writes as much of it as it likes to.</summary>
    PartialOutput,

    /// <summary>It reads it and writes to it.</summary>
    InOut,

    /// <summary>It does with it what it likes to.</summary>
    Workspace,
}
