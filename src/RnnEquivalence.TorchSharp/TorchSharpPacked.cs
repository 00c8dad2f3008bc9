using RnnEquivalence.Model;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>
/// <c>torch.nn.RNN</c>, <c>torch.nn.GRU</c> and <c>torch.nn.LSTM</c> on packed sequences: the rows of the batch sorted by their
/// lengths, and at each time step only those that still run. No cell of a packed sequence is oneDNN's.
/// </summary>
public abstract class TorchSharpPacked : TorchSharpSequences
{
    /// <summary>The backend in one element type.</summary>
    private protected TorchSharpPacked(ElementType type, ActivationAccuracy tanh, ActivationAccuracy sigmoid)
        : base("packed", new BackendTraits
        {
            ElementType = type,
            Cells = LibraryCells(new CellTraits
            {
                Features = CellFeatures.Layers | CellFeatures.Bidirectional | CellFeatures.Lengths | CellFeatures.Gradients,
                Tanh = tanh,
                Sigmoid = sigmoid,
            }),
        },
        packs: true)
    {
    }
}

/// <summary>The modules on packed sequences in float32.</summary>
/// <remarks>
/// Declared as measured, place by place, in <c>evidence/accuracy/README.md</c>. Both functions
/// are libtorch's; what its sigmoid loses to underflow is below a quarter of the smallest normal number.
/// </remarks>
public sealed class TorchSharpPackedFloat32() : TorchSharpPacked(ElementType.Float32, tanh: new(2), sigmoid: new(4));

/// <summary>The modules on packed sequences in float64.</summary>
/// <remarks>As for <see cref="TorchSharpFusedFloat64"/>.</remarks>
public sealed class TorchSharpPackedFloat64() : TorchSharpPacked(ElementType.Float64, tanh: new(2), sigmoid: new(4));
