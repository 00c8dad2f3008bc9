using System.Runtime.InteropServices;

namespace RnnEquivalence.Memory;

/// <summary>Windows: a page is in the working set from when it is first read or written.</summary>
internal sealed unsafe partial class WindowsPages : Pages
{
    private const uint MemoryCommit = 0x1000;

    private const uint MemoryReserve = 0x2000;

    private const uint MemoryRelease = 0x8000;

    private const uint NoAccess = 0x01;

    private const uint ReadAndWrite = 0x04;

    private const nint CurrentProcess = -1;

    private const int AtATime = 64;

    /// <inheritdoc/>
    public override bool AreWatched => true;

    /// <inheritdoc/>
    public override byte* Reserve(nuint bytes)
    {
        byte* start = Allocate(null, bytes, MemoryReserve, NoAccess);
        return start is not null ? start : throw Failed("VirtualAlloc", Marshal.GetLastPInvokeError());
    }

    /// <inheritdoc/>
    public override void Commit(byte* start, nuint bytes)
    {
        if (bytes > 0 && Allocate(start, bytes, MemoryCommit, ReadAndWrite) is null)
        {
            throw Failed("VirtualAlloc", Marshal.GetLastPInvokeError());
        }
    }

    /// <inheritdoc/>
    public override void Release(byte* start, nuint bytes) => _ = Free(start, 0, MemoryRelease);

    /// <inheritdoc/>
    public override void FindTouched(byte* start, Span<byte> touched)
    {
        // PSAPI_WORKING_SET_EX_INFORMATION: an address, and flags of which the lowest says whether the page is in the working set.
        nuint* pages = stackalloc nuint[2 * AtATime];
        for (int first = 0; first < touched.Length; first += AtATime)
        {
            int count = Math.Min(AtATime, touched.Length - first);
            for (int page = 0; page < count; page++)
            {
                pages[2 * page] = (nuint)start + ((nuint)(first + page) * (nuint)Size);
            }

            if (QueryWorkingSet(CurrentProcess, pages, (uint)(2 * count * sizeof(nuint))) == 0)
            {
                throw Failed("QueryWorkingSetEx", Marshal.GetLastPInvokeError());
            }

            for (int page = 0; page < count; page++)
            {
                touched[first + page] = (byte)(pages[(2 * page) + 1] & 1);
            }
        }
    }

    [LibraryImport("kernel32", EntryPoint = "VirtualAlloc", SetLastError = true)]
    private static partial byte* Allocate(byte* address, nuint bytes, uint kind, uint protection);

    [LibraryImport("kernel32", EntryPoint = "VirtualFree")]
    private static partial int Free(byte* address, nuint bytes, uint kind);

    [LibraryImport("kernel32", EntryPoint = "K32QueryWorkingSetEx", SetLastError = true)]
    private static partial int QueryWorkingSet(nint process, nuint* pages, uint bytes);
}
