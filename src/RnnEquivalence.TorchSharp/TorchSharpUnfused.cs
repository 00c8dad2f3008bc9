using System.Collections.Frozen;
using System.Collections.Immutable;
using RnnEquivalence.Backends.TorchSharp.Unfused;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>Every cell with every option, written out in libtorch's plain operators: one product, sum or function at a time.</summary>
public abstract class TorchSharpUnfused : TorchSharpBackend
{
    /// <summary>The backend in one element type.</summary>
    private protected TorchSharpUnfused(ElementType type, ActivationAccuracy tanh, ActivationAccuracy sigmoid)
        : base("unfused", new BackendTraits
        {
            ElementType = type,
            Cells = Enum.GetValues<RecurrentCell>().ToFrozenSet(),
            Features = SteppedModule.Features
                | BackendFeatures.RectifiedRnn | BackendFeatures.Peepholes | BackendFeatures.CoupledGates | BackendFeatures.ActivationClip
                | BackendFeatures.CellClip | BackendFeatures.Projection | BackendFeatures.OtherActivations | BackendFeatures.Gradients,
            Tanh = tanh,
            Sigmoid = sigmoid,
            Activations = OtherActivations,
        })
    {
    }

    /// <remarks>
    /// Sums, products, quotients and comparisons round as the formulas do and add nothing. Elu is expm1 and a product, Softplus
    /// is exp and log1p: each function is good to a unit in the last place, 2 u, of a result that nothing is subtracted from.
    /// Measured in float32: 2.0 u both.
    /// </remarks>
    private static ImmutableDictionary<ActivationFunction, ActivationAccuracy> OtherActivations { get; } =
        Enum.GetValues<ActivationFunction>()
            .Except([ActivationFunction.Tanh, ActivationFunction.Sigmoid])
            .ToImmutableDictionary(
                function => function,
                function => function is ActivationFunction.Elu or ActivationFunction.Softplus
                    ? new ActivationAccuracy(6)
                    : new ActivationAccuracy(0));

    private protected sealed override IRecurrentModule Build(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
        new SteppedModule(architecture, parameters, UnfusedCell.Create);
}

/// <summary>The plain operators in float32.</summary>
/// <remarks>As for <see cref="TorchSharpPackedFloat32"/>.</remarks>
public sealed class TorchSharpUnfusedFloat32() : TorchSharpUnfused(ElementType.Float32, tanh: new(2), sigmoid: new(4));

/// <summary>The plain operators in float64.</summary>
/// <remarks>As for <see cref="TorchSharpFusedFloat64"/>.</remarks>
public sealed class TorchSharpUnfusedFloat64() : TorchSharpUnfused(ElementType.Float64, tanh: new(2), sigmoid: new(4));
