using FsCheck.Xunit;
using RnnEquivalence.Backends;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Generation;
using RnnEquivalence.Gradients;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.Specifications;
using RnnEquivalence.Verdicts;
using TorchSharp;

namespace RnnEquivalence.Tests.Kernels;

/// <summary>
/// What tensors hold is all that counts, however it lies in memory: x, the initial state and the upstream gradients of every call.
/// </summary>
/// <remarks>The parameters are the modules' own; nobody else says how they lie there.</remarks>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
[Properties(MaxTest = 20)]
public abstract class TensorLayoutSpecification<TBackend> : RecurrentSpecification<TBackend>
    where TBackend : TorchSharpBackend, new()
{
    private static readonly CaseRecipe Differentiable = Networks.Having(CellFeatures.Gradients) with
    {
        Upstream = true,
        NoTies = true,
        MaximumLayers = 2,
        MaximumTimeSteps = 6,
        Budget = 1_500,
    };

    private static readonly CaseRecipe Expandable = Differentiable with { Lengths = RowLengths.Full };

    /// <summary>Tensors in every other order, and with gaps.</summary>
    [EquivalenceProperty]
    public Law StridedTensors_EqualExpandedFormulas() => ForAll(Differentiable, (trial, verdict) =>
    {
        foreach ((string name, Func<torch.Tensor, torch.Tensor> layout) in TensorLayouts.Strided)
        {
            CompareWithFormulas(verdict, trial, layout, $" of tensors {name}");
        }
    });

    /// <summary>Tensors that hold one slice for all of their first dimension: one time step or row, one cell's state.</summary>
    [EquivalenceProperty]
    public Law TensorsExpandedAlongTheFirstDimension_EqualExpandedFormulas() => Expanded(0);

    /// <summary>Tensors that hold one slice for all of their second dimension: one row or time step, one row's state.</summary>
    [EquivalenceProperty]
    public Law TensorsExpandedAlongTheSecondDimension_EqualExpandedFormulas() => Expanded(1);

    /// <summary>Tensors that hold one slice for all of their last dimension: one feature, one unit.</summary>
    [EquivalenceProperty]
    public Law TensorsExpandedAlongTheLastDimension_EqualExpandedFormulas() => Expanded(2);

    private static Law Expanded(int dimension) => ForAll(Expandable, (trial, verdict) => CompareWithFormulas(
        verdict, TensorLayouts.Repeated(trial, dimension), TensorLayouts.Expanded(dimension), " of expanded tensors"));

    private static void CompareWithFormulas(Verdict verdict, RecurrentCase trial, Func<torch.Tensor, torch.Tensor> layout, string respect)
    {
        using var module = (TorchSharpModule)Backend.Create(trial.Architecture, trial.Parameters);
        module.Layout = layout;
        verdict.Compare(WholeTrajectory(trial), Run(module, trial), respect);
        verdict.CompareGradients(
            new BackPropagation(ArithmeticOf(trial), trial, trial.Upstream!), trial, module.Backward(trial.Input, trial.Upstream!));
    }
}
