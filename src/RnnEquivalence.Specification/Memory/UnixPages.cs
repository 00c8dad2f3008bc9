using System.Runtime.InteropServices;

namespace RnnEquivalence.Memory;

/// <summary>What Linux and macOS have in common.</summary>
internal abstract unsafe partial class UnixPages : Pages
{
    private const int ReadAndWrite = 0x1 | 0x2;

    private const int Private = 0x2;

    /// <inheritdoc/>
    public override bool AreWatched => true;

    /// <summary>MAP_ANONYMOUS, which each has its own number for.</summary>
    protected abstract int Anonymous { get; }

    /// <summary>Those bits of mincore's answer that say that a page is there.</summary>
    protected abstract byte Present { get; }

    /// <inheritdoc/>
    public override byte* Reserve(nuint bytes)
    {
        nint start = Map(0, bytes, 0, Private | Anonymous, -1, 0);
        return start != -1 ? (byte*)start : throw Failed("mmap", Marshal.GetLastPInvokeError());
    }

    /// <inheritdoc/>
    public override void Commit(byte* start, nuint bytes)
    {
        if (bytes > 0 && Protect(start, bytes, ReadAndWrite) != 0)
        {
            throw Failed("mprotect", Marshal.GetLastPInvokeError());
        }
    }

    /// <inheritdoc/>
    public override void Release(byte* start, nuint bytes) => _ = Unmap(start, bytes);

    /// <inheritdoc/>
    public override void FindTouched(byte* start, Span<byte> touched)
    {
        fixed (byte* answer = touched)
        {
            if (InCore(start, (nuint)touched.Length * (nuint)Size, answer) != 0)
            {
                throw Failed("mincore", Marshal.GetLastPInvokeError());
            }
        }

        for (int page = 0; page < touched.Length; page++)
        {
            touched[page] &= Present;
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(byte* start, nuint bytes, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(byte* start, nuint bytes);

    [LibraryImport("libc", EntryPoint = "mincore", SetLastError = true)]
    private static partial int InCore(byte* start, nuint bytes, byte* answer);
}
