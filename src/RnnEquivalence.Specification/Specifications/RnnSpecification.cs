using RnnEquivalence.Backends;
using RnnEquivalence.Conventions;
using RnnEquivalence.Formulas;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;

namespace RnnEquivalence.Specifications;

/// <summary>The fused RNN is the network Y1 = tanh(Y0·Wy + X1·Wx + b).</summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
public abstract class RnnSpecification<TBackend> : StateSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Whether the backend declares the cell; if not, the laws are skipped, visibly.</summary>
    public static bool IsDeclared => CellVariant.Rnn.IsDeclaredBy(Backend.Traits);

    /// <summary>Whether the cell is run with an initial state and without one.</summary>
    public static bool TakesEitherState => IsDeclared && Declares(RecurrentCell.Rnn, cell => cell.Domain.States == StateForms.Any);

    /// <summary>Whether a sequence can be run in parts.</summary>
    public static bool CanBeSplit => IsDeclared && Declares(RecurrentCell.Rnn, cell => cell.Domain.CanBeSplit());

    private static readonly CaseRecipe Any = Cases(CellVariant.Rnn);

    /// <summary>Y1 = tanh(Y0·Wy + X1·Wx + b) at every step, with Y0 what the kernel itself returned for the step before.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law Rnn_EachStep_EqualsTanhOfY0WyPlusX1WxPlusB() => ForAll(Any, (trial, verdict) =>
    {
        RecurrentOutput output = Run(trial);
        verdict.Compare(Follow(trial, output), output);
    });

    /// <summary>The same from the initial state alone, over all steps, with contractive weights.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law Rnn_WholeTrajectory_EqualsExpandedFormula() => ForAll(Any with { Contractive = true }, (trial, verdict) =>
        verdict.Compare(WholeTrajectory(trial), Run(trial)));

    /// <summary>The same written with TensorFlow's one stacked kernel: [X, Y]·W = X·Wx + Y·Wy.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law Rnn_StackedTensorFlowKernel_EqualsSeparateWeights() => ForAll(Any with { TensorFlow = true }, (trial, verdict) =>
    {
        var cell = TensorFlowBasicRnnKernel.FromParameters(trial.Parameters.Single);
        RecurrentOutput output = Run(trial);
        verdict.Compare(Reference.Follow((_, _) => new TensorFlowBasicRnn(ArithmeticOf(trial), cell), trial, output), output);
    });

    /// <summary>h_n is a copy of the last output.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law Rnn_FinalState_EqualsLastStep() => FinalState_EqualsLastStep(Any);

    /// <summary>Leaving the initial state out of the call is the same as handing in zeros.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(TakesEitherState))]
    public Law Rnn_AbsentState_EqualsZeroState() => AbsentState_EqualsZeroState(Any);

    /// <summary>Running the first part, then the rest from its final state, is the same as running the whole.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(CanBeSplit))]
    public Law Rnn_SplitSequence_EqualsWholeSequence() => SplitSequence_EqualsWholeSequence(Any);
}
