using RnnEquivalence.Model;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>
/// <c>torch.nn.RNNCell</c>, <c>torch.nn.GRUCell</c> and <c>torch.nn.LSTMCell</c>, one call per time step; layers, directions and
/// lengths are composed of them by hand.
/// </summary>
public abstract class TorchSharpUnrolled : TorchSharpBackend
{
    /// <summary>The backend in one element type.</summary>
    private protected TorchSharpUnrolled(ElementType type, ActivationAccuracy tanh, ActivationAccuracy sigmoid)
        : base("unrolled", new BackendTraits
        {
            ElementType = type,
            Cells = LibraryCells(new CellTraits
            {
                Features = SteppedModule.Features | CellFeatures.Gradients,
                Tanh = tanh,
                Sigmoid = sigmoid,
            }),
        })
    {
    }

    private protected sealed override IRecurrentModule Build(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
        new SteppedModule(architecture, parameters, LibraryCell.Create);
}

/// <summary>The unrolled cells in float32.</summary>
/// <remarks>As for <see cref="TorchSharpPackedFloat32"/>.</remarks>
public sealed class TorchSharpUnrolledFloat32() : TorchSharpUnrolled(ElementType.Float32, tanh: new(2), sigmoid: new(4));

/// <summary>The unrolled cells in float64.</summary>
/// <remarks>As for <see cref="TorchSharpFusedFloat64"/>.</remarks>
public sealed class TorchSharpUnrolledFloat64() : TorchSharpUnrolled(ElementType.Float64, tanh: new(2), sigmoid: new(4));
