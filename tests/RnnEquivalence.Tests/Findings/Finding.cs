using System.Runtime.CompilerServices;
using RnnEquivalence.Backends.TorchSharp;
using Xunit;

namespace RnnEquivalence.Tests.Findings;

/// <summary>
/// A fault of the released TorchSharp, reproduced. Its tests pass as long as the fault is there, so that its end is noticed.
/// </summary>
public abstract class Finding
{
    static Finding() => TorchSharpLoader.EnsureLoadable();

    /// <summary>Passes while a fault is there, and says what to remove once it is not.</summary>
    /// <param name="fault">Whether the fault is met. An exception is none.</param>
    /// <param name="entry">What its entry in the README says.</param>
    /// <param name="test">The test.</param>
    protected static void Remains(Func<bool> fault, string entry, [CallerMemberName] string test = "")
    {
        bool found = false;
        Exception? refusal = Record.Exception(() => { found = fault(); });
        Assert.True(found, $"""
            TorchSharp {TorchSharpLoader.Version} does not show this fault: upstream has mended it. Please remove
              the test {test}, and
              the entry of README.md, under "Found in released libraries", that says "{entry}".
            {refusal}
            """);
    }

    /// <summary>The same for a call of <see cref="FatalCalls"/>, which is made in a process of its own.</summary>
    /// <param name="call">The name of the call.</param>
    /// <param name="entry">What its entry in the README says.</param>
    /// <param name="test">The test.</param>
    private protected static async Task RemainsFatal(string call, string entry, [CallerMemberName] string test = "")
    {
        ChildOutcome child = await ChildProcess.RunAsync(typeof(FatalCalls), call);
        Assert.True(child.Announcements.FirstOrDefault() == FatalCalls.Begun, $"The call was not reached: {child}");
        Remains(() => !child.Announcements.Contains(FatalCalls.Survived), entry, test);
    }
}
