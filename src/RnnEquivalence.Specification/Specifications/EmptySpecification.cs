using FsCheck.Xunit;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Memory;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Specifications;

/// <summary>Batches without rows and sequences without time steps: computed where the backend says so, refused where it does not.</summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
[Properties(MaxTest = 20)]
public abstract class EmptySpecification<TBackend> : RecurrentSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Whether some cell computes N = 0.</summary>
    public static bool TakesEmptyBatch => Declares(CellFeatures.EmptyBatch);

    /// <summary>Whether some cell refuses N = 0.</summary>
    public static bool RefusesEmptyBatch => Lacking(CellFeatures.EmptyBatch).Variants.Count > 0;

    /// <summary>Whether some cell computes T = 0.</summary>
    public static bool TakesEmptySequence => Declares(CellFeatures.EmptySequence);

    /// <summary>Whether some cell refuses T = 0.</summary>
    public static bool RefusesEmptySequence => Lacking(CellFeatures.EmptySequence).Variants.Count > 0;

    /// <summary>Whether there are gradients of N = 0.</summary>
    public static bool DifferentiatesEmptyBatch => Declares(CellFeatures.EmptyBatch | CellFeatures.Gradients);

    /// <summary>Whether there are gradients of T = 0.</summary>
    public static bool DifferentiatesEmptySequence => Declares(CellFeatures.EmptySequence | CellFeatures.Gradients);

    /// <summary>Whether rows of length 0 are refused by some cell that takes lengths.</summary>
    public static bool RefusesZeroLengths => LackingZeroLengths.Variants.Count > 0;

    private const string Refused = "The backend declares that it refuses this.";
    private const string NoGradients = "The backend declares that it refuses this, or has no gradients.";
    private const string Taken = "The backend declares that it computes this.";

    private static readonly CaseRecipe Small = Networks with { Lengths = RowLengths.Full, MaximumTimeSteps = 3, Budget = 500 };

    private static readonly CaseRecipe Differentiable = Small with { Upstream = true, NoTies = true };

    private static readonly CaseRecipe LackingZeroLengths =
        Small.Of((_, cell) => cell.Has(CellFeatures.Lengths) && !cell.Has(CellFeatures.ZeroLengths));

    /// <summary>N = 0 gives outputs of that shape.</summary>
    [EquivalenceProperty(Skip = Refused, SkipUnless = nameof(TakesEmptyBatch))]
    public Law EmptyBatch_GivesEmptyOutputs() => ForAll(Small.Having(CellFeatures.EmptyBatch), (trial, verdict) =>
    {
        RecurrentOutput output = Run(trial.With(trial.Input.KeepRows([])));
        verdict.CompareCopies("number of outputs", new Matrix(1, 1), new Matrix(1, 1, [output.Values.Values.Length]));
    });

    /// <summary>T = 0 gives no outputs and the initial state.</summary>
    [EquivalenceProperty(Skip = Refused, SkipUnless = nameof(TakesEmptySequence))]
    public Law EmptySequence_GivesTheInitialState() => ForAll(Small.Having(CellFeatures.EmptySequence), (trial, verdict) =>
    {
        RecurrentCase empty = trial.With(trial.Input with { Values = trial.Input.Values.Slice(0, 0) });
        verdict.Compare(WholeTrajectory(empty), Run(empty));
    });

    /// <summary>With N = 0, every parameter has a gradient of zero.</summary>
    [EquivalenceProperty(Skip = NoGradients, SkipUnless = nameof(DifferentiatesEmptyBatch))]
    public Law EmptyBatch_HasGradientsOfZero() => ForAll(
        Differentiable.Having(CellFeatures.EmptyBatch | CellFeatures.Gradients),
        (trial, verdict) => CompareGradients(verdict, trial.With(trial.Input.KeepRows([]), trial.Upstream!.KeepRows([]))));

    /// <summary>
    /// With T = 0, the gradient of the initial state is that of the final one, and every parameter has a gradient of zero.
    /// </summary>
    [EquivalenceProperty(Skip = NoGradients, SkipUnless = nameof(DifferentiatesEmptySequence))]
    public Law EmptySequence_HandsBackTheGradientOfTheFinalState() => ForAll(
        Differentiable.Having(CellFeatures.EmptySequence | CellFeatures.Gradients),
        (trial, verdict) => CompareGradients(verdict, trial.With(
            trial.Input with { Values = trial.Input.Values.Slice(0, 0) },
            trial.Upstream! with { Values = trial.Upstream!.Values!.Slice(0, 0) })));

    /// <summary>N = 0 is refused with an exception, not answered with made-up numbers.</summary>
    [EquivalenceProperty(Skip = Taken, SkipUnless = nameof(RefusesEmptyBatch))]
    public Law EmptyBatch_IsRefused() => ForAll(Lacking(CellFeatures.EmptyBatch), (trial, verdict) =>
        MustRefuse(verdict, trial, trial.Input.KeepRows([])));

    /// <summary>T = 0 is refused with an exception.</summary>
    [EquivalenceProperty(Skip = Taken, SkipUnless = nameof(RefusesEmptySequence))]
    public Law EmptySequence_IsRefused() => ForAll(Lacking(CellFeatures.EmptySequence), (trial, verdict) =>
        MustRefuse(verdict, trial, trial.Input with { Values = trial.Input.Values.Slice(0, 0) }));

    /// <summary>A row of length 0 is refused with an exception.</summary>
    [EquivalenceProperty(Skip = "The backend takes rows of length 0, or no lengths at all.", SkipUnless = nameof(RefusesZeroLengths))]
    public Law ZeroLength_IsRefused() => ForAll(LackingZeroLengths, (trial, verdict) =>
    {
        int[] lengths = [.. Enumerable.Repeat(trial.TimeSteps, trial.BatchSize)];
        lengths[trial.BatchSize / 2] = 0;
        MustRefuse(verdict, trial, trial.Input with { Lengths = lengths });
    });

    private static CaseRecipe Lacking(CellFeatures feature) => Small.Of((_, cell) => !cell.Has(feature));

    private static void CompareGradients(Verdict verdict, RecurrentCase trial)
    {
        using IDifferentiableModule module = BuildDifferentiable(trial);
        verdict.CompareGradients(Differentiated(trial, trial.Upstream!), trial, module.Backward(trial.Input, trial.Upstream!));
    }

    /// <summary>Demands that an input is refused by a network that computes the input of the case.</summary>
    private static void MustRefuse(Verdict verdict, RecurrentCase trial, RecurrentInput refusable)
    {
        using IRecurrentModule module = Build(trial);
        Run(module, trial);
        bool refused = false;
        try
        {
            module.Forward(refusable);
        }
        catch (Exception refusal) when (!IsAccident(refusal))
        {
            refused = true;
        }

        verdict.CompareCopies("whether it is refused", new Matrix(1, 1, [1]), new Matrix(1, 1, [refused ? 1 : 0]));
    }

    /// <summary>Whether an exception is no refusal, but what happens to code that did not expect the input.</summary>
    private static bool IsAccident(Exception exception) =>
        exception is NullReferenceException or IndexOutOfRangeException or InvalidCastException or OutOfMemoryException
            or MemoryFaultException;
}
