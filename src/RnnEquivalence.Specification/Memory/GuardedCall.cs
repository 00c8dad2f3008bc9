using System.Runtime.ExceptionServices;

namespace RnnEquivalence.Memory;

/// <summary>
/// Calls of native kernels whose buffers are guarded: what is written past them, read past them, written or read before them, what inputs
/// are overwritten and what outputs are left unwritten is found, and named.
/// </summary>
/// <remarks>
/// <para>
/// Nothing faults, so nothing ends the process and no handler is installed: the pages beside a buffer are watched. No memory stands behind
/// them until somebody touches them, and the system says whether somebody has. As far off as the buffer is long, and 64 KiB at least, there
/// are pages that end the process, since what goes as far as that would go anywhere.
/// </para>
/// <para>
/// A watched page that another kernel touches at the same time is taken for touched by this one.
/// </para>
/// </remarks>
public static class GuardedCall
{
    /// <summary>
    /// Whether reads are seen: on Linux, macOS and Windows, unless the system was tried out and does not tell. Elsewhere there are canaries
    /// on both sides instead, which find what is written, and are no numbers for who reads them.
    /// </summary>
    public static bool SeesReads => PageSlots.OfThisSystem.AreWatched;

    /// <summary>
    /// Calls a kernel twice, with all its buffers at the ends of pages and with all of them at the beginnings, and looks at them each time.
    /// </summary>
    /// <param name="call">
    /// Asks for buffers and calls the kernel; the second time for the same ones. It must not keep their addresses.
    /// </param>
    /// <param name="sameBits">
    /// Whether both calls have to return the same bits. If not, the outputs are those of one of the two calls, which depends on the inputs
    /// alone, so that both are held against the laws and a case that is run again gets the same one.
    /// </param>
    /// <exception cref="MemoryFaultException">The kernel did what it should not have done.</exception>
    /// <exception cref="InvalidOperationException">The second call asked for other buffers, or the system has no memory.</exception>
    public static void Run(Action<GuardedMemory> call, bool sameBits = true) => Run(call, sameBits, PageSlots.OfThisSystem);

    internal static void Run(Action<GuardedMemory> call, bool sameBits, PageSlots slots)
    {
        ArgumentNullException.ThrowIfNull(call);

        var ends = new GuardedMemory(slots, Edge.End);
        var beginnings = new GuardedMemory(slots, Edge.Beginning);
        bool isClean = false;
        try
        {
            Run(call, ends);
            Run(call, beginnings);
            isClean = true;
            Compare(ends, beginnings, sameBits);
            bool second = !sameBits && ends.Buffers.Aggregate(0UL, (digest, buffer) => digest ^ buffer.Digest) >> 63 != 0;
            foreach (IGuardedBuffer buffer in (second ? beginnings : ends).Buffers)
            {
                buffer.CopyOut();
            }
        }
        finally
        {
            ends.End(isClean);
            beginnings.End(isClean);
        }
    }

    private static void Run(Action<GuardedMemory> call, GuardedMemory memory)
    {
        Exception? thrown = null;
        try
        {
            call(memory);
        }
        catch (Exception exception)
        {
            thrown = exception;
        }

        List<MemoryFault> faults = memory.FindFaults();
        if (faults.Count > 0)
        {
            throw new MemoryFaultException(faults, memory.Given, thrown);
        }

        if (thrown is not null)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    private static void Compare(GuardedMemory first, GuardedMemory second, bool sameBits)
    {
        if (first.Buffers.Count != second.Buffers.Count || first.Buffers.Zip(second.Buffers).Any(pair => !pair.Second.IsLike(pair.First)))
        {
            throw new InvalidOperationException(
                $"A call is made twice and has to ask for the same buffers: first for {first.Given}, then for {second.Given}.");
        }

        List<MemoryFault> faults = [];
        foreach ((IGuardedBuffer before, IGuardedBuffer after) in first.Buffers.Zip(second.Buffers))
        {
            after.Compare(before, sameBits, faults);
        }

        if (faults.Count > 0)
        {
            throw new MemoryFaultException(faults, first.Given);
        }
    }
}
