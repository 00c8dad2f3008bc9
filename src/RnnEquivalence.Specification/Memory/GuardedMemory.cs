using System.Numerics;

namespace RnnEquivalence.Memory;

/// <summary>
/// The buffers of one call of a kernel. Each lies at the edge of pages that are watched; their addresses hold until the call returns.
/// </summary>
public sealed unsafe class GuardedMemory
{
    private readonly List<IGuardedBuffer> _buffers = [];
    private readonly PageSlots _slots;
    private readonly Edge _edge;
    private bool _isOver;

    internal GuardedMemory(PageSlots slots, Edge edge)
    {
        _slots = slots;
        _edge = edge;
    }

    internal IReadOnlyList<IGuardedBuffer> Buffers => _buffers;

    internal string Given => _buffers.Count == 0 ? "nothing" : string.Join(", ", _buffers.Select(buffer => buffer.Given));

    /// <summary>A copy of values that the kernel reads and must leave as they are.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="name">What a report calls it; no other buffer of the call is called the same.</param>
    /// <param name="values">The values.</param>
    /// <param name="alignment">
    /// A power of two, no larger than a page, of which the address is a multiple; 0 for what the type asks for. Bytes that it leaves
    /// between the end and the edge are not watched: what is written there is found, what is read there is not.
    /// </param>
    /// <exception cref="ArgumentException">The name is taken, or the alignment is none.</exception>
    /// <exception cref="InvalidOperationException">The call is over, or the system has no memory.</exception>
    public T* Input<T>(string name, T[] values, int alignment = 0)
        where T : unmanaged => Add(name, BufferRole.Input, values, alignment);

    /// <summary>
    /// A buffer that the kernel writes, with canaries in it that are no numbers where the type has such. It is copied to the array when the
    /// call is over and without a fault.
    /// </summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="name">What a report calls it; no other buffer of the call is called the same.</param>
    /// <param name="destination">Where it is copied to. As many elements has the buffer; what they hold is of no account.</param>
    /// <param name="alignment">As for an input.</param>
    /// <param name="mayLeave">
    /// Whether the kernel need not write every element, as behind the end of a row. What it leaves is no number, or a canary.
    /// </param>
    /// <exception cref="ArgumentException">The name is taken, or the alignment is none.</exception>
    /// <exception cref="InvalidOperationException">The call is over, or the system has no memory.</exception>
    public T* Output<T>(string name, T[] destination, int alignment = 0, bool mayLeave = false)
        where T : unmanaged => Add(name, mayLeave ? BufferRole.PartialOutput : BufferRole.Output, destination, alignment);

    /// <summary>
    /// A copy of values that the kernel updates in place. The array is updated when the call is over and without a fault.
    /// </summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="name">What a report calls it; no other buffer of the call is called the same.</param>
    /// <param name="values">The values, before and after.</param>
    /// <param name="alignment">As for an input.</param>
    /// <exception cref="ArgumentException">The name is taken, or the alignment is none.</exception>
    /// <exception cref="InvalidOperationException">The call is over, or the system has no memory.</exception>
    public T* InOut<T>(string name, T[] values, int alignment = 0)
        where T : unmanaged => Add(name, BufferRole.InOut, values, alignment);

    /// <summary>A buffer that the kernel may read and write as it likes, with canaries in it.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="name">What a report calls it; no other buffer of the call is called the same.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="alignment">As for an input.</param>
    /// <exception cref="ArgumentException">The name is taken, the number is negative, or the alignment is none.</exception>
    /// <exception cref="InvalidOperationException">The call is over, or the system has no memory.</exception>
    public T* Workspace<T>(string name, int count, int alignment = 0)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Add(name, BufferRole.Workspace, new T[count], alignment);
    }

    internal List<MemoryFault> FindFaults()
    {
        List<MemoryFault> faults = [];
        foreach (IGuardedBuffer buffer in _buffers)
        {
            buffer.FindFaults(faults);
        }

        return faults;
    }

    /// <summary>Gives all pages back.</summary>
    /// <param name="isClean">Whether nothing but the data was touched.</param>
    internal void End(bool isClean)
    {
        _isOver = true;
        foreach (IGuardedBuffer buffer in _buffers)
        {
            buffer.HandBack(isClean);
        }
    }

    private T* Add<T>(string name, BufferRole role, T[] array, int alignment)
        where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(array);
        alignment = alignment == 0 ? Math.Min(sizeof(T) & -sizeof(T), _slots.PageSize) : alignment;
        if (!BitOperations.IsPow2(alignment) || alignment > _slots.PageSize)
        {
            throw new ArgumentException(
                $"An address cannot be a multiple of {alignment}, only of 1, 2, 4 … {_slots.PageSize}.", nameof(alignment));
        }

        if (_buffers.Any(buffer => buffer.Name == name))
        {
            throw new ArgumentException($"Two buffers of one call are called {name}.", nameof(name));
        }

        if (_isOver)
        {
            throw new InvalidOperationException($"The call is over, and with it its memory; {name} comes too late.");
        }

        var added = new GuardedBuffer<T>(_slots, name, role, array, _edge, alignment);
        _buffers.Add(added);
        return (T*)added.Start;
    }
}
