using Xunit;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>No exception of libtorch's is caught in torch.autograd.grad.</summary>
public sealed class AutogradGradTests : TorchSharpFinding
{
    private const string Heading = "TorchSharp 0.107.0: an error in `torch.autograd.grad` ends the process";

    [Fact]
    [Entry(Heading)]
    public Task Grad_WithRespectToAnUnusedTensor_EndsTheProcess() =>
        RemainsFatal<TorchSharpFatalCalls>(nameof(TorchSharpFatalCalls.GradWithUnusedInput));

    [Fact]
    [Entry(Heading)]
    public Task Grad_OfManyElementsWithoutWeights_EndsTheProcess() =>
        RemainsFatal<TorchSharpFatalCalls>(nameof(TorchSharpFatalCalls.GradOfManyElementsWithoutWeights));
}
