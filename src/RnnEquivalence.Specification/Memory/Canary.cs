namespace RnnEquivalence.Memory;

/// <summary>
/// What stands where nobody has written: a pattern of eight bytes that follows the address, and is no number in each of the floating-point
/// formats. There are two, and an element that holds the one after one call and the other after another was written in neither.
/// </summary>
internal static unsafe class Canary
{
    /// <summary>The pattern for elements of a type.</summary>
    /// <param name="element">The type.</param>
    /// <param name="edge">Each edge has one of its own.</param>
    public static ulong Of(Type element, Edge edge) =>
        element == typeof(double) ? (edge == Edge.End ? 0x7FF8A5A5A5A5A5A5 : 0xFFFA5A5A5A5A5A5A)
        : element == typeof(float) ? (edge == Edge.End ? 0x7FC5A5A57FC5A5A5 : 0xFFDA5A5AFFDA5A5A)
        : element == typeof(Half) ? (edge == Edge.End ? 0x7E5A7E5A7E5A7E5A : 0xFEA5FEA5FEA5FEA5)
        : edge == Edge.End ? 0xA5A5A5A5A5A5A5A5 : 0x5A5A5A5A5A5A5A5A;

    /// <summary>Fills the bytes from one place up to another.</summary>
    public static void Fill(byte* from, byte* to, ulong pattern)
    {
        for (; from < to && !IsAligned(from); from++)
        {
            *from = At(from, pattern);
        }

        while (to - from >= sizeof(ulong))
        {
            int words = (int)Math.Min((to - from) / sizeof(ulong), int.MaxValue);
            new Span<ulong>(from, words).Fill(pattern);
            from += (long)words * sizeof(ulong);
        }

        for (; from < to; from++)
        {
            *from = At(from, pattern);
        }
    }

    /// <summary>Enters the bytes from one place up to another that no longer hold the pattern.</summary>
    public static void FindChanges(byte* from, byte* to, ulong pattern, Changes changes)
    {
        for (; from < to && !IsAligned(from); from++)
        {
            changes.EnterIf(*from != At(from, pattern), from);
        }

        while (to - from >= sizeof(ulong))
        {
            int words = (int)Math.Min((to - from) / sizeof(ulong), int.MaxValue);
            int same = new ReadOnlySpan<ulong>(from, words).IndexOfAnyExcept(pattern);
            from += (long)(same < 0 ? words : same) * sizeof(ulong);
            for (byte* word = from + sizeof(ulong); same >= 0 && from < word; from++)
            {
                changes.EnterIf(*from != At(from, pattern), from);
            }
        }

        for (; from < to; from++)
        {
            changes.EnterIf(*from != At(from, pattern), from);
        }
    }

    private static byte At(byte* place, ulong pattern) => ((byte*)&pattern)[(nint)place & (sizeof(ulong) - 1)];

    private static bool IsAligned(byte* place) => ((nint)place & (sizeof(ulong) - 1)) == 0;
}
