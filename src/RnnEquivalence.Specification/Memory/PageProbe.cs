namespace RnnEquivalence.Memory;

/// <summary>
/// Tries out whether a system says what <see cref="Pages.FindTouched"/> needs: that a page was read, that one was written, and nothing of
/// their neighbours. An emulator, a debugger or a process whose memory is locked may say anything else.
/// </summary>
internal static unsafe class PageProbe
{
    private const int Read = 1;

    private const int Written = 4;

    private const int Count = 8;

    public static bool Sees(Pages pages)
    {
        try
        {
            nuint bytes = (nuint)(Count * pages.Size);
            byte* start = pages.Reserve(bytes);
            try
            {
                pages.Commit(start, bytes);
                return Sees(pages, start);
            }
            finally
            {
                pages.Release(start, bytes);
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static bool Sees(Pages pages, byte* start)
    {
        Span<byte> touched = stackalloc byte[Count];
        _ = Volatile.Read(ref start[(Read * pages.Size) + 8]);
        start[(Written * pages.Size) + 8] = 1;
        pages.FindTouched(start, touched);
        for (int page = 0; page < Count; page++)
        {
            if (touched[page] != 0 != page is Read or Written)
            {
                return false;
            }
        }

        return true;
    }
}
