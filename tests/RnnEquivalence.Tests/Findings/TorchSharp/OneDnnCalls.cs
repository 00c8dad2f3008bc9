using System.Globalization;
using Xunit;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>
/// What <see cref="OneDnnSigmoidTests"/> runs in a process of its own, since oneDNN decides when it is loaded what of a processor it uses.
/// </summary>
public sealed class OneDnnCalls
{
    /// <summary>Not a test, but a measurement, which it announces.</summary>
    [Fact(Explicit = true)]
    public void LargestErrorNearMinus72() =>
        ChildProcess.Announce(Enumerable.Range(0, 64).Max(step => OneDnnSigmoidTests.Units(-72 - (step / 64f)))
            .ToString("R", CultureInfo.InvariantCulture));
}
