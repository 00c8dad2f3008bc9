namespace RnnEquivalence.Memory;

/// <summary>
/// Some pages for one buffer, with watched pages before and behind them, and beyond these pages that nobody may touch:
/// <c>| none | watched | data | watched | none |</c>.
/// </summary>
internal sealed unsafe class PageSlot : IDisposable
{
    /// <summary>So much is watched on either side, and as much as there is data if that is more.</summary>
    private const int LeastWatched = 1 << 16;

    private const int LeastWatchedPages = 4;

    private readonly Pages _pages;

    private readonly byte* _start;

    private readonly nuint _bytes;

    private readonly byte[] _touched;

    public PageSlot(Pages pages, int dataPages)
    {
        int size = pages.Size;
        int watchedPages = Math.Max(Math.Max(LeastWatched / size, LeastWatchedPages), dataPages);
        _pages = pages;
        DataPages = dataPages;
        WatchedBytes = (nuint)watchedPages * (nuint)size;
        DataBytes = (nuint)dataPages * (nuint)size;
        _bytes = DataBytes + (2 * WatchedBytes) + (2 * (nuint)size);
        _touched = new byte[dataPages + (2 * watchedPages)];
        _start = pages.Reserve(_bytes);

        // The data is touched before the watched pages are there, so that no system that hands out several pages at once counts them in.
        pages.Commit(Data, DataBytes);
        for (nuint offset = 0; offset < DataBytes; offset += (nuint)size)
        {
            Data[offset] = 0;
        }

        pages.Commit(Data - WatchedBytes, WatchedBytes);
        pages.Commit(Data + DataBytes, WatchedBytes);
    }

    ~PageSlot() => Release();

    public bool IsWatched => _pages.AreWatched;

    public int DataPages { get; }

    public nuint DataBytes { get; }

    /// <summary>The bytes that are watched on each side.</summary>
    public nuint WatchedBytes { get; }

    public byte* Data => _start + _pages.Size + WatchedBytes;

    /// <summary>Asks which of the watched pages were touched. Whoever looks at one touches it, so this comes first.</summary>
    public void FindTouched() => _pages.FindTouched(Data - WatchedBytes, _touched);

    /// <summary>Whether the page that a watched byte is on was touched when <see cref="FindTouched"/> asked.</summary>
    public bool IsTouched(byte* place) => _touched[(int)((place - (Data - WatchedBytes)) / _pages.Size)] != 0;

    /// <summary>Gives the pages back.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Release();
    }

    /// <summary>Where the system had no pages, there are none to be given back.</summary>
    private void Release()
    {
        if (_start is not null)
        {
            _pages.Release(_start, _bytes);
        }
    }
}
