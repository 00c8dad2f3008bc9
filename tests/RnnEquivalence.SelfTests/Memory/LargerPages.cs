using RnnEquivalence.Memory;

namespace RnnEquivalence.SelfTests.Memory;

/// <summary>Some of the system's pages taken for one, as on a system whose pages are as large as that.</summary>
internal sealed unsafe class LargerPages(int size) : Pages
{
    private readonly Dictionary<nint, (nint Start, nuint Bytes)> _reserved = [];

    public override bool AreWatched => true;

    public override int Size => size;

    public override byte* Reserve(nuint bytes)
    {
        byte* start = OfThisSystem.Reserve(bytes + (nuint)size);
        nint aligned = (nint)(((nuint)start + (nuint)size - 1) / (nuint)size * (nuint)size);
        lock (_reserved)
        {
            _reserved.Add(aligned, ((nint)start, bytes + (nuint)size));
        }

        return (byte*)aligned;
    }

    public override void Commit(byte* start, nuint bytes) => OfThisSystem.Commit(start, bytes);

    public override void Release(byte* start, nuint bytes)
    {
        lock (_reserved)
        {
            _reserved.Remove((nint)start, out (nint Start, nuint Bytes) whole);
            OfThisSystem.Release((byte*)whole.Start, whole.Bytes);
        }
    }

    public override void FindTouched(byte* start, Span<byte> touched)
    {
        int parts = size / OfThisSystem.Size;
        var answer = new byte[touched.Length * parts];
        OfThisSystem.FindTouched(start, answer);
        for (int page = 0; page < touched.Length; page++)
        {
            touched[page] = (byte)(answer.AsSpan(page * parts, parts).ContainsAnyExcept((byte)0) ? 1 : 0);
        }
    }
}
