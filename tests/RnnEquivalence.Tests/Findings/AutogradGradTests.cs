using Xunit;

namespace RnnEquivalence.Tests.Findings;

/// <summary>No exception of libtorch's is caught in torch.autograd.grad.</summary>
public sealed class AutogradGradTests : Finding
{
    private const string Entry = "An error in `torch.autograd.grad` ends the process";

    [Fact]
    public Task Grad_WithRespectToAnUnusedTensor_EndsTheProcess() =>
        RemainsFatal(nameof(FatalCalls.GradWithUnusedInput), Entry);

    [Fact]
    public Task Grad_OfManyElementsWithoutWeights_EndsTheProcess() =>
        RemainsFatal(nameof(FatalCalls.GradOfManyElementsWithoutWeights), Entry);
}
