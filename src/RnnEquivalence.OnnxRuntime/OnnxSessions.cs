using Microsoft.ML.OnnxRuntime;

namespace RnnEquivalence.Backends.OnnxRuntime;

/// <summary>
/// Sessions by their keys. Creating one takes longer than most calls, so they are kept; when there are too many, those that have not
/// been used for longest and are not in use now are disposed of.
/// </summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class OnnxSessions<TKey>(int capacity) : IDisposable
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Kept> _sessions = [];
    private long _uses;

    /// <summary>Runs a session, which is created if there is none for the key.</summary>
    /// <typeparam name="TResult">What comes out.</typeparam>
    public TResult Use<TResult>(TKey key, Func<InferenceSession> create, Func<InferenceSession, TResult> run)
    {
        Kept kept;
        lock (_lock)
        {
            if (!_sessions.TryGetValue(key, out kept!))
            {
                MakeRoom();
                kept = new Kept(create());
                _sessions.Add(key, kept);
            }

            kept.Users++;
            kept.LastUse = ++_uses;
        }

        try
        {
            return run(kept.Session);
        }
        finally
        {
            lock (_lock)
            {
                kept.Users--;
            }
        }
    }

    /// <summary>Disposes of all sessions; none may be in use.</summary>
    public void Dispose()
    {
        foreach (Kept kept in _sessions.Values)
        {
            kept.Session.Dispose();
        }

        _sessions.Clear();
    }

    /// <summary>Halves the number of sessions when there are too many, so that looking for the oldest is rare.</summary>
    private void MakeRoom()
    {
        if (_sessions.Count < capacity)
        {
            return;
        }

        TKey[] oldest =
        [
            .. _sessions.Where(entry => entry.Value.Users == 0)
                .OrderBy(entry => entry.Value.LastUse)
                .Take((capacity + 1) / 2)
                .Select(entry => entry.Key),
        ];
        foreach (TKey key in oldest)
        {
            _sessions.Remove(key, out Kept? removed);
            removed!.Session.Dispose();
        }
    }

    private sealed class Kept(InferenceSession session)
    {
        public InferenceSession Session { get; } = session;

        public int Users { get; set; }

        public long LastUse { get; set; }
    }
}
