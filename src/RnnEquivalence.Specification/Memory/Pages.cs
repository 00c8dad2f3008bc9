namespace RnnEquivalence.Memory;

/// <summary>Pages of memory as a system hands them out, and whether anybody has touched them since.</summary>
internal abstract unsafe class Pages
{
    /// <summary>Those of this system; pages that nobody watches where it cannot tell.</summary>
    public static Pages OfThisSystem { get; } = Choose();

    /// <summary>The size of a page in bytes.</summary>
    public virtual int Size { get; } = Environment.SystemPageSize;

    /// <summary>Whether <see cref="FindTouched"/> sees that a page was read or written.</summary>
    public abstract bool AreWatched { get; }

    /// <summary>Takes pages that nobody may touch yet. Whoever touches them where that can be forbidden ends the process.</summary>
    public abstract byte* Reserve(nuint bytes);

    /// <summary>Makes some of them readable and writable: zeros, which no memory stands behind until they are touched.</summary>
    public abstract void Commit(byte* start, nuint bytes);

    /// <summary>Gives all of them back.</summary>
    public abstract void Release(byte* start, nuint bytes);

    /// <summary>Says of committed pages, one number each, whether they were touched since: 0 if not.</summary>
    public abstract void FindTouched(byte* start, Span<byte> touched);

    /// <summary>Throws for a call of the system that failed.</summary>
    protected static InvalidOperationException Failed(string call, int error) =>
        new($"{call} failed with error {error}, so there is no guarded memory.");

    private static Pages Choose()
    {
        Pages? own = OperatingSystem.IsLinux() ? new LinuxPages()
            : OperatingSystem.IsMacOS() ? new MacPages()
            : OperatingSystem.IsWindows() ? new WindowsPages()
            : null;
        return own is not null && PageProbe.Sees(own) ? own : new UnwatchedPages();
    }
}
