using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;

namespace RnnEquivalence.Specifications;

/// <summary>The fused GRU is h' = (1 − z)·n + z·h, with the reset gate after the recurrent product.</summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
public abstract class GruSpecification<TBackend> : StateSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Whether the backend declares the cell; if not, the laws are skipped, visibly.</summary>
    public static bool IsDeclared => CellVariant.Gru.IsDeclaredBy(Backend.Traits);

    /// <summary>Whether the cell is run with an initial state and without one.</summary>
    public static bool TakesEitherState => IsDeclared && Declares(RecurrentCell.Gru, cell => cell.Domain.States == StateForms.Any);

    /// <summary>Whether a sequence can be run in parts.</summary>
    public static bool CanBeSplit => IsDeclared && Declares(RecurrentCell.Gru, cell => cell.Domain.CanBeSplit());

    private static readonly CaseRecipe Any = Cases(CellVariant.Gru);

    /// <summary>The formula at every step, from the h that the kernel itself returned for the step before.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law Gru_EachStep_EqualsExpandedFormula() => ForAll(Any, (trial, verdict) =>
    {
        RecurrentOutput output = Run(trial);
        verdict.Compare(Follow(trial, output), output);
    });

    /// <summary>The same from the initial state alone, over all steps, with contractive weights.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law Gru_WholeTrajectory_EqualsExpandedFormula() => ForAll(Any with { Contractive = true }, (trial, verdict) =>
        verdict.Compare(WholeTrajectory(trial), Run(trial)));

    /// <summary>h_n is a copy of the last output.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law Gru_FinalState_EqualsLastStep() => FinalState_EqualsLastStep(Any);

    /// <summary>Leaving the initial state out of the call is the same as handing in zeros.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(TakesEitherState))]
    public Law Gru_AbsentState_EqualsZeroState() => AbsentState_EqualsZeroState(Any);

    /// <summary>Running the first part, then the rest from its final state, is the same as running the whole.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(CanBeSplit))]
    public Law Gru_SplitSequence_EqualsWholeSequence() => SplitSequence_EqualsWholeSequence(Any);
}
