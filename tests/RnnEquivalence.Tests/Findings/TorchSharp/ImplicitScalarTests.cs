using Xunit;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>A scalar that is made on the way into a native call is kept alive by nobody.</summary>
public sealed class ImplicitScalarTests : TorchSharpFinding
{
    [Fact]
    public Task Add_UnderGarbageCollection_FailsNowAndThen() =>
        RemainsFatal<TorchSharpFatalCalls>(nameof(TorchSharpFatalCalls.AddUnderGarbageCollection), "`a.add(b)` can read freed memory");
}
