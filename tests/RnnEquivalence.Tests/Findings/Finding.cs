using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace RnnEquivalence.Tests.Findings;

/// <summary>
/// A fault of a released library, reproduced. Its tests pass as long as the fault is there, so that its end is noticed. Each is a part
/// of an entry of <c>docs/findings.md</c>, which it names, and the programs of that page are parts of these tests.
/// </summary>
/// <param name="library">The library and its version.</param>
public abstract class Finding(string library)
{
    /// <summary>Passes while a fault is there, and says what to remove once it is not.</summary>
    /// <param name="fault">Whether the fault is met. An exception is none.</param>
    /// <param name="test">The test, which has an <see cref="EntryAttribute"/>.</param>
    protected void Remains(Func<bool> fault, [CallerMemberName] string test = "")
    {
        string entry = GetType().GetMethod(test)?.GetCustomAttribute<EntryAttribute>()?.Heading
            ?? throw new InvalidOperationException($"{GetType().Name}.{test} does not say which entry of docs/findings.md it belongs to.");
        bool found = false;
        Exception? refusal = Record.Exception(() => { found = fault(); });
        Assert.True(found, $"""
            {library} does not show this fault: upstream has mended it. Please remove
              the test {GetType().Name}.{test}, and
              the section of docs/findings.md that is headed "{entry}", or what it says of this.
            {refusal}
            """);
    }

    /// <summary>The same for a call that is made in a process of its own.</summary>
    /// <param name="call">The name of the call in <typeparamref name="TCalls"/>.</param>
    /// <param name="test">The test, which has an <see cref="EntryAttribute"/>.</param>
    /// <typeparam name="TCalls">The class of the call.</typeparam>
    private protected async Task RemainsFatal<TCalls>(string call, [CallerMemberName] string test = "")
        where TCalls : FatalCalls
    {
        ChildOutcome child = await ChildProcess.RunAsync(typeof(TCalls), call);
        Assert.True(child.Announcements.FirstOrDefault() == FatalCalls.Begun, $"The call was not reached: {child}");
        Remains(() => !child.Announcements.Contains(FatalCalls.Survived), test);
    }
}
