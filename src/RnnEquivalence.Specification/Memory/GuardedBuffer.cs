using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RnnEquivalence.Memory;

/// <summary>
/// A buffer at one edge of its pages. The bytes between it and the other edge hold canaries, and so do the few that an alignment leaves.
/// </summary>
/// <typeparam name="T">The type of its elements.</typeparam>
internal sealed unsafe class GuardedBuffer<T> : IGuardedBuffer
    where T : unmanaged
{
    private readonly PageSlots _slots;
    private readonly PageSlot _slot;
    private readonly ulong _canary;
    private readonly long _bytes;
    private readonly T[] _array;

    /// <summary>Takes pages and fills them.</summary>
    /// <param name="slots">Where the pages come from.</param>
    /// <param name="name">What reports call it.</param>
    /// <param name="role">What the kernel does with it.</param>
    /// <param name="array">What it is filled with, if it is to be read; where it is copied to, if it is to be written.</param>
    /// <param name="edge">Where it lies.</param>
    /// <param name="alignment">Its address is a multiple of this power of two.</param>
    public GuardedBuffer(PageSlots slots, string name, BufferRole role, T[] array, Edge edge, int alignment)
    {
        (Name, Role, _array, _slots) = (name, role, array, slots);
        _bytes = (long)array.Length * sizeof(T);
        _canary = Canary.Of(typeof(T), edge);
        long room = edge == Edge.End ? (_bytes + alignment - 1) & -alignment : _bytes;
        _slot = slots.Take((int)((room + _slots.PageSize - 1) / _slots.PageSize));
        Start = edge == Edge.End ? _slot.Data + (long)_slot.DataBytes - room : _slot.Data;
        Canary.Fill(LowestCanary, Start, _canary);
        Canary.Fill(End, HighestCanary, _canary);
        if (IsRead)
        {
            array.AsSpan().CopyTo(Values);
        }
        else
        {
            Canary.Fill(Start, End, _canary);
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Given => $"{Name} ({Role switch
    {
        BufferRole.Input => "in",
        BufferRole.InOut => "in and out",
        BufferRole.Workspace => "workspace",
        _ => "out",
    }}, {Counted})";

    /// <summary>What the kernel does with it.</summary>
    public BufferRole Role { get; }

    /// <summary>The first element.</summary>
    public byte* Start { get; }

    /// <inheritdoc/>
    public ulong Digest
    {
        get
        {
            ulong digest = (ulong)_bytes;
            foreach (byte value in IsRead ? MemoryMarshal.AsBytes<T>(_array) : [])
            {
                digest = (digest ^ value) * 1099511628211;
            }

            return digest;
        }
    }

    private byte* End => Start + _bytes;

    private bool IsRead => Role is BufferRole.Input or BufferRole.InOut;

    private Span<T> Values => new(Start, _array.Length);

    /// <summary>Where nothing is watched, there are canaries in the place of watched pages.</summary>
    private byte* LowestCanary => _slot.IsWatched ? _slot.Data : LowestByte;

    private byte* HighestCanary => _slot.IsWatched ? _slot.Data + _slot.DataBytes : HighestByte;

    private byte* LowestByte => _slot.Data - _slot.WatchedBytes;

    private byte* HighestByte => _slot.Data + _slot.DataBytes + _slot.WatchedBytes;

    private string Counted => $"{_array.Length} {NameOf(typeof(T))}{(_array.Length == 1 ? "" : "s")}";

    /// <inheritdoc/>
    public void FindFaults(List<MemoryFault> faults)
    {
        _slot.FindTouched();
        FindFaultsBehind(faults);
        FindFaultsBefore(faults);
        if (Role == BufferRole.Input && !MemoryMarshal.AsBytes<T>(_array).SequenceEqual(MemoryMarshal.AsBytes<T>(Values)))
        {
            int[] changed = [.. Enumerable.Range(0, _array.Length).Where(index => !SameBits(_array[index], Values[index]))];
            string more = changed.Length > 1 ? $", and {changed.Length - 1} more" : "";
            Add(faults, MemoryFaultKind.Overwrote, $"overwrote {Name}, which is an input: "
                + $"{Name}[{changed[0]}] was {Print(_array[changed[0]])} and is {Print(Values[changed[0]])}{more}.");
        }
    }

    /// <inheritdoc/>
    public void Compare(IGuardedBuffer first, bool sameBits, List<MemoryFault> faults)
    {
        ReadOnlySpan<T> before = ((GuardedBuffer<T>)first).Values;
        ReadOnlySpan<T> now = Values;
        if (Role is BufferRole.Input or BufferRole.Workspace
            || MemoryMarshal.AsBytes(before).SequenceEqual(MemoryMarshal.AsBytes(now)))
        {
            return;
        }

        List<int> unwritten = [];
        List<int> different = [];
        for (int index = 0; index < now.Length; index++)
        {
            if (Role != BufferRole.InOut && IsUnwritten(index) && ((GuardedBuffer<T>)first).IsUnwritten(index))
            {
                unwritten.Add(index);
            }
            else if (!SameBits(before[index], now[index]) && !(IsNotANumber(before[index]) && IsNotANumber(now[index])))
            {
                different.Add(index);
            }
        }

        if (unwritten.Count > 0 && Role == BufferRole.Output)
        {
            (string more, string them) = unwritten.Count > 1 ? ($" nor {unwritten.Count - 1} more", "them") : ("", "it");
            Add(faults, MemoryFaultKind.LeftUnwritten,
                $"did not write {Name}[{unwritten[0]}]{more}, or made {them} of what nobody had written.");
        }

        if (different.Count > 0 && sameBits)
        {
            int index = different[0];
            Add(faults, MemoryFaultKind.DependsOnPlace, $"returned other bits from other places: {Name}[{index}] is "
                + $"{Print(before[index])} with all buffers at the ends of pages, and {Print(now[index])} at their beginnings. "
                + $"A kernel that may round otherwise when it is aligned otherwise is run with {nameof(sameBits)}: false.");
        }
    }

    /// <inheritdoc/>
    public void CopyOut()
    {
        if (Role is BufferRole.Output or BufferRole.PartialOutput or BufferRole.InOut)
        {
            Values.CopyTo(_array);
        }
    }

    /// <inheritdoc/>
    public bool IsLike(IGuardedBuffer other) => other is GuardedBuffer<T> same
        && (same.Name, same.Role, same._array.Length) == (Name, Role, _array.Length);

    /// <inheritdoc/>
    public void HandBack(bool isClean)
    {
        if (isClean)
        {
            _slots.HandIn(_slot);
        }
        else
        {
            _slot.Dispose();
        }
    }

    private static bool SameBits(T one, T other) => new ReadOnlySpan<byte>(&one, sizeof(T)).SequenceEqual(new(&other, sizeof(T)));

    private static bool IsNotANumber(T value) => value switch
    {
        float single => float.IsNaN(single),
        double real => double.IsNaN(real),
        Half half => Half.IsNaN(half),
        _ => false,
    };

    private static string Print(T value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string NameOf(Type type) => type == typeof(float) ? "float"
        : type == typeof(double) ? "double"
        : type == typeof(int) ? "int"
        : type == typeof(long) ? "long"
        : type == typeof(byte) ? "byte"
        : type.Name;

    private static long OffsetOf(long index) => index * sizeof(T);

    private bool IsUnwritten(int index)
    {
        var changes = new Changes();
        Canary.FindChanges(Start + ((long)index * sizeof(T)), Start + ((index + 1L) * sizeof(T)), _canary, changes);
        return changes.Count == 0;
    }

    private void FindFaultsBehind(List<MemoryFault> faults)
    {
        var changes = new Changes();
        Canary.FindChanges(End, HighestCanary, _canary, changes);
        byte* touched = null;
        for (byte* page = HighestCanary; page < HighestByte; page += _slots.PageSize)
        {
            if (_slot.IsTouched(page))
            {
                touched = touched is null ? page : touched;
                Canary.FindChanges(page, page + _slots.PageSize, 0, changes);
            }
        }

        if (changes.Count > 0)
        {
            (long first, long last) = (IndexOf(changes.First), IndexOf(changes.Last));
            string where = Range(OffsetOf(first) - _bytes, OffsetOf(last + 1) - _bytes - 1);
            Add(faults, MemoryFaultKind.WrotePast, $"wrote past the end of {Name}, in {where} behind it. {At(first)}");
        }
        else if (touched is not null)
        {
            string where = Range(touched - End, touched - End + _slots.PageSize - 1);
            Add(faults, MemoryFaultKind.ReadPast, $"read past the end of {Name}, or wrote zeros there: somewhere in {where} behind it.");
        }
    }

    private void FindFaultsBefore(List<MemoryFault> faults)
    {
        var changes = new Changes();
        byte* touched = null;
        for (byte* page = LowestByte; page < LowestCanary; page += _slots.PageSize)
        {
            if (_slot.IsTouched(page))
            {
                touched = page;
                Canary.FindChanges(page, page + _slots.PageSize, 0, changes);
            }
        }

        Canary.FindChanges(LowestCanary, Start, _canary, changes);
        if (changes.Count > 0)
        {
            (long first, long last) = (IndexOf(changes.First), IndexOf(changes.Last));
            string where = Range(-OffsetOf(last + 1) + 1, -OffsetOf(first));
            Add(faults, MemoryFaultKind.WroteBefore, $"wrote before the beginning of {Name}, in {where} before it. {At(last)}");
        }
        else if (touched is not null)
        {
            string where = Range(Start - touched - _slots.PageSize + 1, Start - touched);
            Add(faults, MemoryFaultKind.ReadBefore,
                $"read before the beginning of {Name}, or wrote zeros there: somewhere in {where} before it.");
        }
    }

    private static string Range(long from, long to) => from == to ? $"byte {from}" : $"bytes {from} to {to}";

    /// <summary>
    /// The index of the element that a byte would belong to, if the buffer were longer. A number is told of as a whole: where a page was
    /// zero, those of its bytes that are zero do not show that they were written.
    /// </summary>
    private long IndexOf(byte* place) => (long)Math.Floor((place - Start) / (double)sizeof(T));

    private string At(long index) => Start + OffsetOf(index) >= LowestByte && Start + OffsetOf(index + 1) <= HighestByte
        ? $"{Name}[{index}], if there were one, would be {Print(Unsafe.ReadUnaligned<T>(Start + OffsetOf(index)))}."
        : "";

    private void Add(List<MemoryFault> faults, MemoryFaultKind kind, string description) =>
        faults.Add(new MemoryFault(kind, Name, description.TrimEnd()));
}
