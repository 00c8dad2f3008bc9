using FsCheck.Xunit;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Specifications;

/// <summary>
/// What holds of whole networks, whatever their cell: layers, directions, batches and units are put together from cells in the
/// way that the formulas say, and can be taken apart and rearranged.
/// </summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
[Properties(MaxTest = 60)]
public abstract class NetworkSpecification<TBackend> : StateSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Whether the backend has networks of several layers.</summary>
    public static bool HasLayers => Declares(CellFeatures.Layers);

    /// <summary>Whether the backend has bidirectional networks.</summary>
    public static bool IsBidirectional => Declares(CellFeatures.Bidirectional);

    /// <summary>Whether the backend has networks that read their sequences from the end.</summary>
    public static bool HasReverse => Declares(CellFeatures.Reverse);

    /// <summary>Whether the backend takes h without c.</summary>
    public static bool TakesHiddenStateAlone => Declares(
        RecurrentCell.Lstm, cell => cell.Has(CellFeatures.HiddenStateAlone) && cell.Domain.States.HasFlag(StateForms.Given));

    /// <summary>Whether some cell has both biases.</summary>
    public static bool HasBothBiases => WithBothBiases.Variants.Count > 0;

    /// <summary>Whether some cell is run with an initial state and without one.</summary>
    public static bool TakesEitherState => WithEitherState.Variants.Count > 0;

    /// <summary>Whether the sequences of some cell can be run in parts.</summary>
    public static bool CanBeSplit => Divisible.Variants.Count > 0;

    /// <summary>Whether the networks have a mode for training.</summary>
    public static bool IsTrainable => Backend is ITrainableBackend;

    /// <summary>Whether the networks have dropout, which is between their layers.</summary>
    public static bool HasDropout => IsTrainable && HasLayers;

    private static readonly CaseRecipe WithBothBiases =
        Networks.Of((_, cell) => cell.Domain.Biases.HasFlag(BiasForms.Both)) with { Biases = BiasForms.Both };

    private static readonly CaseRecipe WithEitherState = Networks.Of((_, cell) => cell.Domain.States == StateForms.Any);

    private static readonly CaseRecipe Stacked = Networks.Having(CellFeatures.Layers) with
    {
        MinimumLayers = 2,
        Where = trial => Enumerable.Range(0, trial.Architecture.Layers).All(layer =>
            CellOf(trial).Domain.InputSize.Contains(trial.Architecture.InputSizeOf(layer))),
    };

    private static readonly CaseRecipe Trained =
        Networks with { Upstream = true, NoTies = true, MaximumTimeSteps = 8, MaximumLayers = 3, Budget = 2_500 };

    private static readonly CaseRecipe Reversed = Networks.Having(CellFeatures.Reverse) with { Directions = [Direction.Reverse] };

    private static readonly CaseRecipe BothWays = Networks.Having(CellFeatures.Bidirectional) with
    {
        MaximumLayers = 1,
        Directions = [Direction.Bidirectional],
    };

    private static readonly CaseRecipe ForwardOnly = Networks with { Directions = [Direction.Forward], Lengths = RowLengths.Full };

    private static readonly CaseRecipe Divisible = ForwardOnly.Of((_, cell) => cell.Domain.CanBeSplit());

    /// <summary>Every layer and direction together, over all steps.</summary>
    [EquivalenceProperty]
    public Law Network_WholeTrajectory_EqualsExpandedFormulas() => ForAll(Networks, (trial, verdict) =>
        verdict.Compare(WholeTrajectory(trial), Run(trial)));

    /// <summary>L layers are L networks of one layer, each run on the outputs of the one before.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasLayers))]
    public Law StackedLayers_EqualLayersRunOneByOne() => ForAll(Stacked, (trial, verdict) =>
    {
        RecurrentArchitecture network = trial.Architecture;
        Sequence x = trial.Input.Values;
        var states = new RecurrentState[network.Layers];
        for (int at = 0; at < network.Layers; at++)
        {
            int layer = at;
            RecurrentState? initial = trial.Input.InitialState is { } state
                ? new RecurrentState(1, network.Directions, (_, direction) => state[layer, direction]) : null;
            RecurrentOutput output = Run(new RecurrentCase(
                network with { Layers = 1, InputSize = network.InputSizeOf(layer) },
                new RecurrentParameters(1, network.Directions, (_, direction) => trial.Parameters[layer, direction]),
                trial.Input with { Values = x, InitialState = initial }));
            (x, states[layer]) = (output.Values, output.FinalState);
        }

        var final = new RecurrentState(network.Layers, network.Directions, (layer, direction) => states[layer][0, direction]);
        CompareWays(verdict, " as a whole and layer by layer", trial, Run(trial), new RecurrentOutput(x, final));
    });

    /// <summary>A bidirectional layer is a forward cell, and another one on the sequences from back to front.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsBidirectional))]
    public Law Bidirectional_EqualsForwardRunsBothWays() => ForAll(BothWays, (trial, verdict) =>
    {
        RecurrentOutput forward = Run(OneWay(trial, 0, trial.Input.Values));
        RecurrentOutput reverse = Run(OneWay(trial, 1, Rearrangement.Flip(trial.Input.Values, trial.Input)));
        var together = new RecurrentOutput(
            Rearrangement.Beside(forward.Values, Rearrangement.Flip(reverse.Values, trial.Input)),
            new RecurrentState(1, 2, (_, direction) => (direction == 0 ? forward : reverse).FinalState.Single));
        CompareWays(verdict, " both ways at once and one by one", trial, Run(trial), together);
    });

    /// <summary>Reverse is forward on the sequences from back to front, with the outputs turned round again.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasReverse))]
    public Law Reverse_EqualsForwardOnFlippedSequence() => ForAll(Reversed, (trial, verdict) =>
    {
        RecurrentOutput forward = Run(new RecurrentCase(
            trial.Architecture with { Direction = Direction.Forward },
            trial.Parameters,
            trial.Input with { Values = Rearrangement.Flip(trial.Input.Values, trial.Input) }));
        RecurrentOutput flipped = forward with { Values = Rearrangement.Flip(forward.Values, trial.Input) };
        CompareWays(verdict, " in reverse and flipped", trial, Run(trial), flipped);
    });

    /// <summary>Each row alone is its row in the batch.</summary>
    [EquivalenceProperty]
    public Law Rows_EqualRowsAlone() => ForAll(Networks, (trial, verdict) =>
    {
        int last = trial.BatchSize - 1;
        int[] rows = [.. new[] { 0, last / 2, last }.Distinct()];
        CellDomain domain = CellOf(trial).Domain;
        RecurrentOutput whole = Rearrangement.KeepRows(Run(trial), rows);
        RecurrentOutput[] alone = [.. rows.Select(row => Run(domain.RowAlone(trial, row)))];
        CompareWays(verdict, " in the batch and alone", trial.With(trial.Input.KeepRows(rows)), whole, Rearrangement.Stack(alone));
    });

    /// <summary>The rows in another order give the outputs in that order.</summary>
    [EquivalenceProperty]
    public Law PermutedRows_PermuteOutputs() => ForAll(Networks, (trial, verdict) =>
    {
        int[] order = Rearrangement.Shuffle(trial.BatchSize);
        RecurrentOutput shuffled = Run(trial.With(trial.Input.KeepRows(order)));
        CompareWays(verdict, " in order and shuffled", trial, Run(trial), Rearrangement.KeepRows(shuffled, Rearrangement.Inverse(order)));
    });

    /// <summary>The units of every cell in another order give the outputs in that order.</summary>
    [EquivalenceProperty]
    public Law PermutedUnits_PermuteOutputs() => ForAll(Networks, (trial, verdict) =>
    {
        int[] order = Rearrangement.Shuffle(trial.HiddenSize);
        RecurrentOutput shuffled = Run(Rearrangement.PermuteUnits(trial, order));
        CompareWays(verdict, " with units in order and shuffled", trial, Run(trial), Rearrangement.RestoreUnits(trial, shuffled, order));
    });

    /// <summary>Two biases are their sum, but for the candidate of a GRU with the reset gate between them.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasBothBiases))]
    public Law TwoBiases_EqualTheirSum() => ForAll(WithBothBiases, (trial, verdict) =>
    {
        RecurrentArchitecture network = trial.Architecture;
        RecurrentCase summed = trial.With(trial.Parameters.MapGates((gate, own) =>
            network.Cell.ResetsBias() && gate == Gate.Candidate ? own : own with
            {
                InputBias = [.. own.InputBias!.Zip(own.RecurrentBias!, (x, h) => network.ElementType.Round(x + h))],
                RecurrentBias = new double[network.HiddenSize],
            }));
        CompareWays(verdict, " with two biases and their sum", trial, Run(trial), Run(summed));
    });

    /// <summary>Leaving the initial state out of the call is the same as handing in zeros, in every layer and direction.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(TakesEitherState))]
    public Law Network_AbsentState_EqualsZeroState() => AbsentState_EqualsZeroState(WithEitherState);

    /// <summary>Leaving only c out of the initial state is the same as handing in zeros for it.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(TakesHiddenStateAlone))]
    public Law HiddenStateAlone_EqualsZeroCellState() =>
        ForAll(Networks with { Variants = [CellVariant.Lstm], States = StateForms.Given }, (trial, verdict) =>
        {
            RecurrentState hidden = trial.Input.InitialState!.Map(cell => cell with { Cell = null });
            RecurrentCase alone = trial.With(trial.Input with { InitialState = hidden });
            RecurrentCase zero = trial.With(trial.Input with { InitialState = alone.InitialStateOrZero });
            CompareWays(verdict, " without and with a zero c", zero, Run(alone), Run(zero));
        });

    /// <summary>Running the first part, then the rest from its final state, is the same as running the whole, in every layer.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(CanBeSplit))]
    public Law Network_SplitSequence_EqualsWholeSequence() => SplitSequence_EqualsWholeSequence(Divisible);

    /// <summary>Without dropout, a network in its mode for training is the formula, forward and backward.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsTrainable))]
    public Law Training_WithoutDropout_EqualsExpandedFormulas() =>
        ForAll(Trained, (trial, verdict) =>
            CompareMode(verdict, trial, new TrainingMode(Dropout: 0, IsTraining: true)));

    /// <summary>In its mode for evaluation, a network whose dropout would lose half of all outputs, or all of them, loses none.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasDropout))]
    public Law Evaluation_WithDropout_EqualsExpandedFormulas() =>
        ForAll(Trained.Having(CellFeatures.Layers) with { MinimumLayers = 2 }, (trial, verdict) =>
        {
            foreach (double dropout in (double[])[0.5, 1])
            {
                CompareMode(verdict, trial, new TrainingMode(dropout, IsTraining: false));
            }
        });

    private static void CompareMode(Verdict verdict, RecurrentCase trial, TrainingMode mode)
    {
        using IRecurrentModule module = ((ITrainableBackend)Backend).Create(trial.Architecture, trial.Parameters, mode);
        verdict.Compare(WholeTrajectory(trial), Run(module, trial));
        if (module is IDifferentiableModule differentiable && CellOf(trial).Has(CellFeatures.Gradients))
        {
            verdict.CompareGradients(
                Differentiated(trial, trial.Upstream!), trial, differentiable.Backward(trial.Input, trial.Upstream!));
        }
    }

    private static RecurrentCase OneWay(RecurrentCase trial, int direction, Sequence x) => new(
        trial.Architecture.CellAt(0, direction) with { Direction = Direction.Forward },
        new RecurrentParameters(trial.Parameters[0, direction]),
        trial.Input with
        {
            Values = x,
            InitialState = trial.Input.InitialState is { } state ? new RecurrentState(state[0, direction]) : null,
        });
}
