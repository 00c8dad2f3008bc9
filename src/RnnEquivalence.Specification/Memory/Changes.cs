namespace RnnEquivalence.Memory;

/// <summary>Which bytes were changed, on one side of a buffer.</summary>
internal sealed unsafe class Changes
{
    /// <summary>How many.</summary>
    public long Count { get; private set; }

    /// <summary>The one at the lowest address.</summary>
    public byte* First { get; private set; }

    /// <summary>The one at the highest address.</summary>
    public byte* Last { get; private set; }

    public void EnterIf(bool changed, byte* place)
    {
        if (changed)
        {
            First = Count == 0 ? place : First;
            Last = place;
            Count++;
        }
    }
}
