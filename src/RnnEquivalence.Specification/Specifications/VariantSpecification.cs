using FsCheck.Xunit;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;

namespace RnnEquivalence.Specifications;

/// <summary>The cells with the options that only some libraries have: each is its expanded formula, step by step.</summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
[Properties(MaxTest = 60)]
public abstract class VariantSpecification<TBackend> : RecurrentSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Whether the backend has the GRU with the reset gate before the recurrent product.</summary>
    public static bool HasGruResetBefore => CellVariant.GruResetBefore.IsDeclaredBy(Backend.Traits);

    /// <summary>Whether the backend has peepholes.</summary>
    public static bool HasPeepholes => CellVariant.PeepholeLstm.IsDeclaredBy(Backend.Traits);

    /// <summary>Whether the backend has coupled gates.</summary>
    public static bool HasCoupledGates => CellVariant.CoupledLstm.IsDeclaredBy(Backend.Traits);

    /// <summary>Whether the backend clips the cell state.</summary>
    public static bool HasCellClip => CellVariant.CellClippedLstm.IsDeclaredBy(Backend.Traits);

    /// <summary>Whether the backend has projections.</summary>
    public static bool HasProjection => CellVariant.ProjectedLstm.IsDeclaredBy(Backend.Traits);

    /// <summary>Whether the backend has what TensorFlow 1's <c>LSTMCell</c> has.</summary>
    public static bool HasAllOfTensorFlow => CellVariant.PeepholeClippedProjectedLstm.IsDeclaredBy(Backend.Traits);

    /// <summary>Whether the backend has what ONNX' <c>LSTM</c> has.</summary>
    public static bool HasAllOfOnnx => CellVariant.PeepholeCoupledClippedLstm.IsDeclaredBy(Backend.Traits);

    /// <summary>Whether the backend clips the arguments of activations.</summary>
    public static bool HasActivationClip => Declares(CellFeatures.ActivationClip);

    /// <summary>Whether the backend has other functions than σ and tanh.</summary>
    public static bool HasOtherActivations => Declares(CellFeatures.OtherActivations);

    /// <summary>n = tanh(W·x + R·(r ⊙ h) + b).</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasGruResetBefore))]
    public Law GruResetBefore_EachStep_EqualsExpandedFormula() => EachStep(CellVariant.GruResetBefore);

    /// <summary>i and f see p ⊙ c, o sees p ⊙ c'.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasPeepholes))]
    public Law PeepholeLstm_EachStep_EqualsExpandedFormula() => EachStep(CellVariant.PeepholeLstm);

    /// <summary>f = 1 − i.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasCoupledGates))]
    public Law CoupledLstm_EachStep_EqualsExpandedFormula() => EachStep(CellVariant.CoupledLstm);

    /// <summary>c' is cut off at ±k before anything else sees it.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasCellClip))]
    public Law CellClippedLstm_EachStep_EqualsExpandedFormula() => EachStep(CellVariant.CellClippedLstm);

    /// <summary>h' = W_hr·(o ⊙ tanh(c')).</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasProjection))]
    public Law ProjectedLstm_EachStep_EqualsExpandedFormula() => EachStep(CellVariant.ProjectedLstm);

    /// <summary>Peepholes, a clipped cell state and a projection at once, as in TensorFlow 1's <c>LSTMCell</c>.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasAllOfTensorFlow))]
    public Law PeepholeClippedProjectedLstm_EachStep_EqualsExpandedFormula() => EachStep(CellVariant.PeepholeClippedProjectedLstm);

    /// <summary>
    /// Peepholes, coupled gates, clipped arguments and other functions at once, as in ONNX' <c>LSTM</c>, and with all the rest.
    /// </summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasAllOfOnnx))]
    public Law PeepholeCoupledClippedLstm_EachStep_EqualsExpandedFormula() =>
        EachStep(Declared([CellVariant.PeepholeCoupledClippedLstm, CellVariant.LstmWithEverything]));

    /// <summary>Every argument of an activation is cut off at ±k before.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasActivationClip))]
    public Law ClippedActivations_EachStep_EqualsExpandedFormula() => EachStep(Declared(CellVariant.ActivationClipped));

    /// <summary>Any of the functions that the backend declares, at any place in the cell.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasOtherActivations))]
    public Law OtherActivations_EachStep_EqualsExpandedFormula() => EachStep(Declared(CellVariant.OtherwiseActivated));

    private static CellVariant[] Declared(IReadOnlyList<CellVariant> variants) =>
        [.. variants.Where(variant => variant.IsDeclaredBy(Backend.Traits))];

    private static Law EachStep(params CellVariant[] variants) => ForAll(
        Cases(variants) with
        {
            // Functions without bounds, and a cell state that nothing but its own length bounds, may grow at every step.
            Contractive = variants[0].Has(CellFeatures.OtherActivations),
            MaximumTimeSteps = variants[0].Has(CellFeatures.OtherActivations) ? 5 : 8,
        },
        (trial, verdict) =>
        {
            RecurrentOutput output = Run(trial);
            verdict.Compare(Follow(trial, output), output);
        });
}
