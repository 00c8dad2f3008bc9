using Xunit;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>A scalar that is made on the way into a native call is kept alive by nobody.</summary>
public sealed class ImplicitScalarTests : TorchSharpFinding
{
    [Fact]
    [Entry("TorchSharp 0.107.0: `a.add(b)` can read freed memory")]
    public Task Add_UnderGarbageCollection_FailsNowAndThen() =>
        RemainsFatal<TorchSharpFatalCalls>(nameof(TorchSharpFatalCalls.AddUnderGarbageCollection));
}
