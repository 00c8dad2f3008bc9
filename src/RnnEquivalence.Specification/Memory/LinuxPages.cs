using System.Runtime.InteropServices;

namespace RnnEquivalence.Memory;

/// <summary>
/// Linux: a page that was read is mapped to the one page of zeros, one that was written has memory of its own, and mincore sees both.
/// </summary>
internal sealed unsafe partial class LinuxPages : UnixPages
{
    private const int NoHugePage = 15;

    /// <inheritdoc/>
    protected override int Anonymous => 0x20;

    /// <inheritdoc/>
    protected override byte Present => 0x1;

    /// <inheritdoc/>
    public override byte* Reserve(nuint bytes)
    {
        byte* start = base.Reserve(bytes);

        // A huge page would touch its neighbours. A system that has none refuses the advice, which is as good.
        _ = Advise(start, bytes, NoHugePage);
        return start;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(byte* start, nuint bytes, int advice);
}
