using System.Runtime.InteropServices;

namespace RnnEquivalence.Memory;

/// <summary>Memory of any system, of which nobody says who touched it. Canaries stand where pages would be watched.</summary>
internal sealed unsafe class UnwatchedPages : Pages
{
    /// <inheritdoc/>
    public override bool AreWatched => false;

    /// <inheritdoc/>
    public override byte* Reserve(nuint bytes) => (byte*)NativeMemory.AlignedAlloc(bytes, (nuint)Size);

    /// <inheritdoc/>
    public override void Commit(byte* start, nuint bytes)
    {
    }

    /// <inheritdoc/>
    public override void Release(byte* start, nuint bytes) => NativeMemory.AlignedFree(start);

    /// <inheritdoc/>
    public override void FindTouched(byte* start, Span<byte> touched) => touched.Clear();
}
