using RnnEquivalence.Backends;
using RnnEquivalence.Conventions;
using RnnEquivalence.Formulas;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;

namespace RnnEquivalence.Specifications;

/// <summary>The fused LSTM is "the tedious LSTM formula", c' = c·σ(f) + σ(i)·tanh(g), h' = tanh(c')·σ(o).</summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
public abstract class LstmSpecification<TBackend> : StateSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Whether the backend declares the cell; if not, the laws are skipped, visibly.</summary>
    public static bool IsDeclared => CellVariant.Lstm.IsDeclaredBy(Backend.Traits);

    /// <summary>Whether the cell is run with an initial state and without one.</summary>
    public static bool TakesEitherState => IsDeclared && Declares(RecurrentCell.Lstm, cell => cell.Domain.States == StateForms.Any);

    /// <summary>Whether a sequence can be run in parts.</summary>
    public static bool CanBeSplit => IsDeclared && Declares(RecurrentCell.Lstm, cell => cell.Domain.CanBeSplit());

    /// <summary>Whether the cell has a forget bias.</summary>
    public static bool HasForgetBias => IsDeclared && Declares(RecurrentCell.Lstm, cell => cell.Has(CellFeatures.ForgetBias));

    /// <summary>Whether the gates can be held open and shut by biases, with a state that shows it.</summary>
    public static bool GatesCanBePinned => IsDeclared && Declares(RecurrentCell.Lstm, PinnedGates.ArePossible);

    private static readonly CaseRecipe Any = Cases(CellVariant.Lstm);

    /// <summary>h at every step, from the h that the kernel itself returned for the step before, and c carried along.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law Lstm_EachStep_EqualsExpandedFormula() => ForAll(Any, (trial, verdict) =>
    {
        RecurrentOutput output = Run(trial);
        verdict.Compare(Follow(trial, output), output);
    });

    /// <summary>
    /// Each gate where it can be seen: the other three are pinned open or shut by their biases, so that the outputs
    /// depend on this one gate alone and a failure names it.
    /// </summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(GatesCanBePinned))]
    public Law Lstm_EachGateAlone_EqualsExpandedFormula() => ForAll(Any, (trial, verdict) =>
    {
        foreach (Gate gate in trial.Architecture.Cell.Gates())
        {
            RecurrentCase alone = PinnedGates.AllBut(gate, trial, CellOf(trial).Domain);
            RecurrentOutput output = Run(alone);
            verdict.Compare(Follow(alone, output), output, $" with gate {gate.Symbol(RecurrentCell.Lstm)} alone");
        }
    });

    /// <summary>The same from the initial state alone, over all steps, with contractive weights.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law Lstm_WholeTrajectory_EqualsExpandedFormula() => ForAll(Any with { Contractive = true }, (trial, verdict) =>
        verdict.Compare(WholeTrajectory(trial), Run(trial)));

    /// <summary>The same written with TensorFlow's one kernel of four column blocks i, j, f, o and a random forget bias.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasForgetBias))]
    public Law Lstm_TensorFlowKernelWithForgetBias_EqualsExpandedFormula() => ForAll(Any with { TensorFlow = true }, (trial, verdict) =>
    {
        var cell = TensorFlowBasicLstmKernel.FromParameters(trial.Parameters.Single, trial.Architecture.ForgetBias);
        RecurrentOutput output = Run(trial);
        verdict.Compare(Reference.Follow((_, _) => new TensorFlowBasicLstm(ArithmeticOf(trial), cell), trial, output), output);
    });

    /// <summary>h_n is a copy of the last output, and c_n is the cell state after the last step.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law Lstm_FinalState_EqualsLastStep() => FinalState_EqualsLastStep(Any with { MaximumTimeSteps = 5 });

    /// <summary>Leaving the initial state out of the call is the same as handing in zeros.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(TakesEitherState))]
    public Law Lstm_AbsentState_EqualsZeroState() => AbsentState_EqualsZeroState(Any);

    /// <summary>Running the first part, then the rest from its final state, is the same as running the whole.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(CanBeSplit))]
    public Law Lstm_SplitSequence_EqualsWholeSequence() => SplitSequence_EqualsWholeSequence(Any);
}
