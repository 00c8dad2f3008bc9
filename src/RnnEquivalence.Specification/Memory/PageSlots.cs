using System.Collections.Concurrent;

namespace RnnEquivalence.Memory;

/// <summary>Slots that are kept for the next call. One whose watched pages were touched is not handed in again, but released.</summary>
/// <param name="pages">Where new ones come from.</param>
internal sealed class PageSlots(Pages pages)
{
    /// <summary>Larger ones are made anew: that costs little compared with what is copied into them.</summary>
    private const int MostPages = 16;

    private readonly ConcurrentBag<PageSlot>[] _kept = [.. Enumerable.Range(0, MostPages + 1).Select(_ => new ConcurrentBag<PageSlot>())];

    public static PageSlots OfThisSystem { get; } = new(Pages.OfThisSystem);

    /// <summary>Whether it is seen that a page was touched.</summary>
    public bool AreWatched => pages.AreWatched;

    /// <summary>The size of a page in bytes.</summary>
    public int PageSize => pages.Size;

    public PageSlot Take(int dataPages) =>
        dataPages <= MostPages && _kept[dataPages].TryTake(out PageSlot? slot) ? slot : new PageSlot(pages, dataPages);

    public void HandIn(PageSlot slot)
    {
        if (slot.DataPages <= MostPages)
        {
            _kept[slot.DataPages].Add(slot);
        }
        else
        {
            slot.Dispose();
        }
    }
}
