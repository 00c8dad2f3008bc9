namespace RnnEquivalence.Running;

/// <summary>
/// Keeps calls of a kernel that need the process for themselves, because they set the number of threads or are made at once, apart from
/// the cases of other laws, which a runner may run at the same time.
/// </summary>
internal static class ProcessWide
{
    private static readonly ReaderWriterLockSlim Gate = new();

    /// <summary>Begins a case, which ends when what is returned is disposed of.</summary>
    /// <param name="callsAlone">Whether the law calls kernels in <see cref="Alone"/> only, and so shares the process with others.</param>
    public static Scope Enter(bool callsAlone)
    {
        if (!callsAlone)
        {
            Gate.EnterReadLock();
        }

        return new Scope(!callsAlone);
    }

    /// <summary>
    /// Does something while no other case runs: the calls, and not what is made of what they return. Within a case that shares the process
    /// with others anyway, it is just done.
    /// </summary>
    public static void Alone(Action call)
    {
        if (Gate.IsReadLockHeld || Gate.IsWriteLockHeld)
        {
            call();
            return;
        }

        Gate.EnterWriteLock();
        try
        {
            call();
        }
        finally
        {
            Gate.ExitWriteLock();
        }
    }

    /// <summary>A case.</summary>
    /// <param name="IsShared">Whether it keeps others from being alone.</param>
    public readonly record struct Scope(bool IsShared) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            if (IsShared)
            {
                Gate.ExitReadLock();
            }
        }
    }
}
