using System.Collections.Immutable;
using RnnEquivalence.Backends.TorchSharp.Unfused;
using RnnEquivalence.Model;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>Every cell with every option, written out in libtorch's plain operators: one product, sum or function at a time.</summary>
public abstract class TorchSharpUnfused : TorchSharpBackend
{
    /// <summary>The backend in one element type.</summary>
    private protected TorchSharpUnfused(ElementType type, ActivationAccuracy tanh, ActivationAccuracy sigmoid)
        : base("unfused", new BackendTraits { ElementType = type, Cells = AllCells(tanh, sigmoid) })
    {
    }

    /// <remarks>
    /// Sums, products, quotients and comparisons round as the formulas do and add nothing. Elu is expm1 and a product, Softplus
    /// is exp and log1p: each function is good to a unit in the last place, 2 u, of a result that nothing is subtracted from.
    /// Measured in float32: 2.0 u both.
    /// </remarks>
    private static ImmutableDictionary<ActivationFunction, ActivationAccuracy> OtherActivations { get; } = new[]
    {
        ActivationFunction.Relu, ActivationFunction.HardSigmoid, ActivationFunction.LeakyRelu, ActivationFunction.ThresholdedRelu,
        ActivationFunction.ScaledTanh, ActivationFunction.Affine, ActivationFunction.Softsign,
    }
        .ToImmutableDictionary(function => function, _ => new ActivationAccuracy(0))
        .Add(ActivationFunction.Elu, new ActivationAccuracy(6))
        .Add(ActivationFunction.Softplus, new ActivationAccuracy(6));

    private static Dictionary<RecurrentCell, CellTraits> AllCells(ActivationAccuracy tanh, ActivationAccuracy sigmoid)
    {
        var alike = new CellTraits
        {
            Features = SteppedModule.Features | CellFeatures.ActivationClip | CellFeatures.OtherActivations | CellFeatures.Gradients,
            Tanh = tanh,
            Sigmoid = sigmoid,
            Activations = OtherActivations,
        };
        const CellFeatures OfLstm = CellFeatures.ForgetBias | CellFeatures.Peepholes | CellFeatures.CoupledGates | CellFeatures.CellClip
            | CellFeatures.Projection;
        return new Dictionary<RecurrentCell, CellTraits>
        {
            [RecurrentCell.Rnn] = alike with { Features = alike.Features | CellFeatures.RectifiedRnn },
            [RecurrentCell.Lstm] = alike with { Features = alike.Features | OfLstm },
            [RecurrentCell.Gru] = alike,
            [RecurrentCell.GruResetBefore] = alike,
        };
    }

    private protected sealed override IRecurrentModule Build(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
        new SteppedModule(architecture, parameters, UnfusedCell.Create);
}

/// <summary>The plain operators in float32.</summary>
/// <remarks>As for <see cref="TorchSharpPackedFloat32"/>.</remarks>
public sealed class TorchSharpUnfusedFloat32() : TorchSharpUnfused(ElementType.Float32, tanh: new(2), sigmoid: new(4));

/// <summary>The plain operators in float64.</summary>
/// <remarks>As for <see cref="TorchSharpFusedFloat64"/>.</remarks>
public sealed class TorchSharpUnfusedFloat64() : TorchSharpUnfused(ElementType.Float64, tanh: new(2), sigmoid: new(4));
