namespace RnnEquivalence.Running;

/// <summary>
/// Keeps cases that set what holds for the whole process, such as the number of threads, apart from those of other laws, which a runner
/// may run at the same time.
/// </summary>
internal static class ProcessWide
{
    private static readonly ReaderWriterLockSlim Gate = new();

    /// <summary>Begins a case, which ends when what is returned is disposed of.</summary>
    /// <param name="alone">Whether no other case may run meanwhile.</param>
    public static Scope Enter(bool alone)
    {
        if (alone)
        {
            Gate.EnterWriteLock();
        }
        else
        {
            Gate.EnterReadLock();
        }

        return new Scope(alone);
    }

    /// <summary>A case.</summary>
    /// <param name="Alone">Whether no other case may run meanwhile.</param>
    public readonly record struct Scope(bool Alone) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            if (Alone)
            {
                Gate.ExitWriteLock();
            }
            else
            {
                Gate.ExitReadLock();
            }
        }
    }
}
