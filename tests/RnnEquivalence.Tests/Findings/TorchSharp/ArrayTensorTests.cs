using FluentAssertions;
using TorchSharp;
using Xunit;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>A tensor made of an array lies in a managed copy of it, which is not aligned as libtorch aligns its own memory.</summary>
public sealed class ArrayTensorTests : TorchSharpFinding
{
    [Fact]
    [Entry("TorchSharp 0.107.0: `torch.tensor(array)` is not aligned as libtorch's own tensors are")]
    public void TensorOfAnArray_IsNotAlignedAsLibtorchAligns()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var beginnings = Beginnings();

        beginnings.Should().HaveCount(32).And.OnlyContain(begins => begins.Own == 0);
        Remains(() => beginnings.Any(begins => begins.OfArray != 0));
    }

    private static List<(nint OfArray, nint Own)> Beginnings()
    {
        var beginnings = new List<(nint OfArray, nint Own)>();
        for (int length = 1; length <= 32; length++)
        {
            torch.Tensor ofArray = torch.tensor(new double[length]), own = torch.empty(length, torch.float64);
            beginnings.Add((ofArray.storage<double>().data_ptr() % 64, own.storage<double>().data_ptr() % 64));
        }

        return beginnings;
    }
}
