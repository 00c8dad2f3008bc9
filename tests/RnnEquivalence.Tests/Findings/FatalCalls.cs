using Xunit;

namespace RnnEquivalence.Tests.Findings;

/// <summary>
/// Calls that end the process, each an explicit fact to be run in a process of its own by <see cref="Finding.RemainsFatal{TCalls}"/>.
/// </summary>
public abstract class FatalCalls
{
    /// <summary>What is announced before a call.</summary>
    internal const string Begun = "begun";

    /// <summary>What is announced after a call that is answered as it should be.</summary>
    internal const string Survived = "survived";

    /// <summary>Makes a call that should be refused, or answered with nothing.</summary>
    protected static void Call(Func<object?> call)
    {
        ChildProcess.Announce(Begun);
        object? answer = null;
        _ = Record.Exception(() => { answer = call(); });
        if (answer is null)
        {
            ChildProcess.Announce(Survived);
        }
    }
}
