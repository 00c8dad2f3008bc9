using System.Collections.Frozen;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>
/// <c>torch.nn.RNN</c>, <c>torch.nn.GRU</c> and <c>torch.nn.LSTM</c> as TorchSharp offers them: the whole sequence in one call of libtorch.
/// In float32 the LSTM is oneDNN's fused primitive; the others, and everything in float64, is libtorch's own loop.
/// </summary>
public abstract class TorchSharpFused : TorchSharpBackend
{
    /// <summary>The backend in one element type.</summary>
    private protected TorchSharpFused(ElementType type, ActivationAccuracy tanh, ActivationAccuracy sigmoid)
        : base("fused", new BackendTraits
        {
            ElementType = type,
            Cells = FrozenSet.Create(RecurrentCell.Rnn, RecurrentCell.Lstm, RecurrentCell.Gru),
            Features = BackendFeatures.RectifiedRnn | BackendFeatures.Layers | BackendFeatures.Bidirectional
                | BackendFeatures.EmptyBatch | BackendFeatures.Gradients,
            Tanh = tanh,
            Sigmoid = sigmoid,
        })
    {
    }

    private protected sealed override IRecurrentModule Build(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
        SequenceModules.Create(architecture, parameters, packs: false);
}

/// <summary>The fused modules in float32.</summary>
/// <remarks>
/// Measured with 12 million arguments on a processor with AVX-512: libtorch's tanh is off by at most 1.0 u and oneDNN's by
/// 1.4 u; oneDNN's sigmoid by 4.5 u down to −10 and by 6.5 u near −85, and it is zero below 1.42 times the smallest normal
/// number. <see cref="Specifications.ActivationSpecification{TBackend}"/> holds the declaration against every machine.
/// </remarks>
public sealed class TorchSharpFusedFloat32() : TorchSharpFused(ElementType.Float32, tanh: new(2), sigmoid: new(8, Underflow: 2));

/// <summary>The fused modules in float64.</summary>
/// <remarks>Measured likewise, the error of the reference included: tanh is off by at most 3.7 u, the sigmoid by less than 1 u.</remarks>
public sealed class TorchSharpFusedFloat64() : TorchSharpFused(ElementType.Float64, tanh: new(4), sigmoid: new(4));
