namespace RnnEquivalence.Memory;

/// <summary>
/// macOS: a page gets memory when it is first read or written. mincore calls it in core then, or paged out once it was compressed; the
/// other bits of its answer say what kind of page it is, touched or not.
/// </summary>
internal sealed class MacPages : UnixPages
{
    private const byte InCore = 0x1;

    private const byte PagedOut = 0x20;

    /// <inheritdoc/>
    protected override int Anonymous => 0x1000;

    /// <inheritdoc/>
    protected override byte Present => InCore | PagedOut;
}
