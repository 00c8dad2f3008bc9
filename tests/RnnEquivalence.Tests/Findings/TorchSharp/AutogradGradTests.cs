using Xunit;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>No exception of libtorch's is caught in torch.autograd.grad.</summary>
public sealed class AutogradGradTests : TorchSharpFinding
{
    private const string Entry = "An error in `torch.autograd.grad` ends the process";

    [Fact]
    public Task Grad_WithRespectToAnUnusedTensor_EndsTheProcess() =>
        RemainsFatal<TorchSharpFatalCalls>(nameof(TorchSharpFatalCalls.GradWithUnusedInput), Entry);

    [Fact]
    public Task Grad_OfManyElementsWithoutWeights_EndsTheProcess() =>
        RemainsFatal<TorchSharpFatalCalls>(nameof(TorchSharpFatalCalls.GradOfManyElementsWithoutWeights), Entry);
}
