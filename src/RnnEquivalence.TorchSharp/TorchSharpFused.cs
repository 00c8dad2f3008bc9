using System.Runtime.Intrinsics.X86;
using RnnEquivalence.Model;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>
/// <c>torch.nn.RNN</c>, <c>torch.nn.GRU</c> and <c>torch.nn.LSTM</c> as TorchSharp offers them: the whole sequence in one call of libtorch.
/// In float32 the LSTM is oneDNN's fused primitive; the others, and everything in float64, is libtorch's own loop.
/// </summary>
public abstract class TorchSharpFused : TorchSharpSequences
{
    /// <summary>The backend in one element type.</summary>
    /// <param name="type">The element type.</param>
    /// <param name="tanh">The accuracy of tanh.</param>
    /// <param name="sigmoid">That of σ.</param>
    /// <param name="sigmoidOfLstm">That of σ in an LSTM, which may be another library's.</param>
    private protected TorchSharpFused(
        ElementType type, ActivationAccuracy tanh, ActivationAccuracy sigmoid, ActivationAccuracy sigmoidOfLstm)
        : base("fused", new BackendTraits { ElementType = type, Cells = LibraryCells(Alike(tanh, sigmoid)) }
            .MapCells((cell, traits) => cell == RecurrentCell.Lstm ? traits with { Sigmoid = sigmoidOfLstm } : traits),
            packs: false)
    {
    }

    private static CellTraits Alike(ActivationAccuracy tanh, ActivationAccuracy sigmoid) => new()
    {
        Features = CellFeatures.Layers | CellFeatures.Bidirectional | CellFeatures.EmptyBatch | CellFeatures.Gradients,
        Tanh = tanh,
        Sigmoid = sigmoid,
    };
}

/// <summary>The fused modules in float32.</summary>
/// <remarks>
/// Declared as measured, place by place, in <c>evidence/accuracy/README.md</c>. The sigmoid of an LSTM is oneDNN's, which loses results
/// below 1.42 times the smallest normal number; libtorch's, in a GRU, is nearer.
/// <see cref="Specifications.ActivationSpecification{TBackend}"/> holds the declaration against every machine.
/// </remarks>
public sealed class TorchSharpFusedFloat32()
    : TorchSharpFused(ElementType.Float32, tanh: new(2), sigmoid: new(4), sigmoidOfLstm: OneDnnSigmoid)
{
    /// <remarks>
    /// Without fused multiply-add, which came with AVX2, oneDNN's exponential reduces its argument less exactly: its error grows with |x|.
    /// oneDNN can also be kept from it by a variable of the environment.
    /// </remarks>
    private static ActivationAccuracy OneDnnSigmoid { get; } = OneDnnFuses() ? new(8, Underflow: 2) : new(80, Underflow: 2);

    private static bool OneDnnFuses() =>
        (Fma.IsSupported || !X86Base.IsSupported)
        && Environment.GetEnvironmentVariable("ONEDNN_MAX_CPU_ISA")?.ToUpperInvariant() is not ("SSE41" or "AVX");
}

/// <summary>The fused modules in float64.</summary>
/// <remarks>As for <see cref="TorchSharpFusedFloat32"/>; oneDNN has no part in it.</remarks>
public sealed class TorchSharpFusedFloat64()
    : TorchSharpFused(ElementType.Float64, tanh: new(2), sigmoid: new(4), sigmoidOfLstm: new(4));
