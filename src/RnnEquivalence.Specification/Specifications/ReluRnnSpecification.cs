using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;

namespace RnnEquivalence.Specifications;

/// <summary>The fused RNN with the rectifier is the network Y1 = max(0, Y0·Wy + X1·Wx + b).</summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
public abstract class ReluRnnSpecification<TBackend> : StateSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Whether the backend declares the cell; if not, the laws are skipped, visibly.</summary>
    public static bool IsDeclared => CellVariant.ReluRnn.IsDeclaredBy(Backend.Traits);

    /// <summary>Whether the cell is run with an initial state and without one.</summary>
    public static bool TakesEitherState => IsDeclared && Declares(RecurrentCell.Rnn, cell => cell.Domain.States == StateForms.Any);

    /// <summary>Whether a sequence can be run in parts.</summary>
    public static bool CanBeSplit => IsDeclared && Declares(RecurrentCell.Rnn, cell => cell.Domain.CanBeSplit());

    // Nothing keeps a rectifier's outputs from growing at every step, so sequences through expanding weights are short.
    private static readonly CaseRecipe Any = Cases(CellVariant.ReluRnn) with { MaximumTimeSteps = 4 };
    private static readonly CaseRecipe Contractive = Cases(CellVariant.ReluRnn) with { Contractive = true };

    /// <summary>The formula at every step, with Y0 what the kernel itself returned for the step before.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law ReluRnn_EachStep_EqualsExpandedFormula() => ForAll(Any, (trial, verdict) =>
    {
        RecurrentOutput output = Run(trial);
        verdict.Compare(Follow(trial, output), output);
    });

    /// <summary>The same from the initial state alone, over all steps, with contractive weights.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law ReluRnn_WholeTrajectory_EqualsExpandedFormula() => ForAll(Contractive, (trial, verdict) =>
        verdict.Compare(WholeTrajectory(trial), Run(trial)));

    /// <summary>h_n is a copy of the last output.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law ReluRnn_FinalState_EqualsLastStep() => FinalState_EqualsLastStep(Contractive);

    /// <summary>Leaving the initial state out of the call is the same as handing in zeros.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(TakesEitherState))]
    public Law ReluRnn_AbsentState_EqualsZeroState() => AbsentState_EqualsZeroState(Contractive);

    /// <summary>Running the first part, then the rest from its final state, is the same as running the whole.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(CanBeSplit))]
    public Law ReluRnn_SplitSequence_EqualsWholeSequence() => SplitSequence_EqualsWholeSequence(Contractive);
}
