using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FluentAssertions;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>A tensor made of an array lies in a managed copy of it, which is not aligned as libtorch aligns its own memory.</summary>
public sealed class ArrayTensorTests : TorchSharpFinding
{
    /// <summary>Where libtorch's own memory begins: at a multiple of this many bytes.</summary>
    private const int Alignment = 64;

    [Fact]
    public void TensorOfAnArray_IsNotAlignedAsLibtorchAligns()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] own = [.. Enumerable.Range(1, 32).Select(length => empty(length, float64))];
        Tensor[] ofArrays = [.. Enumerable.Range(1, 32).Select(length => tensor(new double[length]))];

        own.All(IsAligned).Should().BeTrue();
        Remains(() => !ofArrays.All(IsAligned), "`torch.tensor(array)` is not aligned as libtorch's own tensors are");
    }

    private static bool IsAligned(Tensor tensor) =>
        Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref MemoryMarshal.GetReference(tensor.bytes)) % Alignment == 0;
}
