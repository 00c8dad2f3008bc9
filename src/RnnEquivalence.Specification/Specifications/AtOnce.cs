using System.Runtime.ExceptionServices;

namespace RnnEquivalence.Specifications;

/// <summary>Calls on threads of their own, which wait for each other before they begin.</summary>
internal static class AtOnce
{
    /// <summary>Makes all calls at once, and returns what they return.</summary>
    /// <exception cref="Exception">What the first of them threw, after all have ended.</exception>
    public static T[] Run<T>(params Func<T>[] calls)
    {
        using var start = new Barrier(calls.Length);
        var results = new T[calls.Length];
        var thrown = new ExceptionDispatchInfo?[calls.Length];
        Thread[] threads = [.. calls.Select((call, index) => new Thread(() =>
        {
            try
            {
                start.SignalAndWait();
                results[index] = call();
            }
            catch (Exception exception)
            {
                thrown[index] = ExceptionDispatchInfo.Capture(exception);
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        foreach (ExceptionDispatchInfo? exception in thrown)
        {
            exception?.Throw();
        }

        return results;
    }
}
