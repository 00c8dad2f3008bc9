using FsCheck.Xunit;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Gradients;
using RnnEquivalence.Model;
using RnnEquivalence.Running;

namespace RnnEquivalence.Specifications;

/// <summary>
/// The gradients of a network are those of back-propagation through time, written out by hand: of every parameter, the input and
/// the initial state, whatever part of the output the loss touches.
/// </summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
[Properties(MaxTest = 60)]
public abstract class GradientSpecification<TBackend> : RecurrentSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Whether the backend has gradients.</summary>
    public static bool IsDeclared => Declares(CellFeatures.Gradients);

    /// <summary>Whether the backend has gradients of a cell with a cell state.</summary>
    public static bool HasCellState => WithCellState.Variants.Count > 0;

    /// <summary>Whether the backend has gradients of rows of different lengths.</summary>
    public static bool HasLengths => Declares(CellFeatures.Gradients | CellFeatures.Lengths);

    /// <summary>Whether the backend has gradients of networks of so many layers.</summary>
    public static bool HasLayers => Deep.Of((_, cell) => cell.Domain.MostLayers >= Deep.MinimumLayers).Variants.Count > 0;

    /// <summary>Whether the backend has gradients, and a number of threads that can be set.</summary>
    public static bool DifferentiatesWithThreads => IsDeclared && HasThreads;

    private static readonly CaseRecipe Differentiable = Networks.Having(CellFeatures.Gradients) with
    {
        Upstream = true,
        NoTies = true,
        MaximumTimeSteps = 8,
        MaximumLayers = 3,
        Budget = 2_500,
    };

    private static readonly CaseRecipe WithCellState = Differentiable.Of((variant, _) => variant.Cell.HasCellState());

    private static readonly CaseRecipe Ragged = Differentiable.Having(CellFeatures.Lengths) with { Lengths = RowLengths.AlwaysRagged };

    /// <summary>Wider than the vectors of a processor, over several steps.</summary>
    private static readonly CaseRecipe Wide = Differentiable with { Large = true, MaximumLayers = 1, Budget = 30_000 };

    /// <summary>Large enough that a kernel splits its work.</summary>
    private static readonly CaseRecipe Large = Wide with { MaximumTimeSteps = 2, Budget = 20_000 };

    /// <summary>Longer and deeper than a kernel that cuts back-propagation off would go.</summary>
    private static readonly CaseRecipe Long = Differentiable.Of((variant, _) => !variant.Has(CellFeatures.OtherActivations)) with
    {
        MaximumLayers = 5,
        StronglyContractive = true,
        Regime = ValueRegime.Ordinary,

        // The wider and deeper a network, the more of what its worst case adds up cancels out in truth.
        Where = trial => trial.Architecture.Layers == 1 || trial.Architecture.Layers * trial.HiddenSize <= 30,
        Sizes = new LargeSizes(new SizeRange(100, 130), SizeRange.UpTo(2), SizeRange.UpTo(4), SizeRange.UpTo(6)) { Products = 200_000 },
    };

    /// <summary>Deeper than a kernel that cuts back-propagation off would go.</summary>
    private static readonly CaseRecipe Deep = Differentiable.Having(CellFeatures.Layers) with
    {
        MinimumLayers = 4,
        MaximumLayers = 7,
        StronglyContractive = true,
        Regime = ValueRegime.Ordinary,
        Sizes = new LargeSizes(SizeRange.UpTo(5), SizeRange.UpTo(3), SizeRange.UpTo(5), SizeRange.UpTo(5)) { Products = 100_000 },
    };

    /// <summary>A loss on y, h_n and c_n at once.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law Gradients_OfEverything_EqualBackPropagation() => OfPart(Differentiable, upstream => upstream);

    /// <summary>A loss on y alone.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law Gradients_OfOutputsAlone_EqualBackPropagation() =>
        OfPart(Differentiable, upstream => new UpstreamGradients(upstream.Values, null, null));

    /// <summary>A loss on h_n alone.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law Gradients_OfFinalHiddenStateAlone_EqualBackPropagation() =>
        OfPart(Differentiable, upstream => new UpstreamGradients(null, upstream.Hidden, null));

    /// <summary>A loss on c_n alone.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasCellState))]
    public Law Gradients_OfFinalCellStateAlone_EqualBackPropagation() =>
        OfPart(WithCellState, upstream => new UpstreamGradients(null, null, upstream.Cell));

    /// <summary>Many units, and so long sums, over several steps.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared), MaxTest = 20)]
    public Law Gradients_OfWideCells_EqualBackPropagation() => OfPart(Wide, upstream => upstream);

    /// <summary>From 100 steps on, through up to five layers: what the last output owes to the first input reaches it.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared), MaxTest = 8)]
    public Law Gradients_OfManySteps_EqualBackPropagation() => OfPart(Long, upstream => upstream);

    /// <summary>Through four layers and more: what the last one owes to the parameters of the first reaches them.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasLayers), MaxTest = 20)]
    public Law Gradients_OfManyLayers_EqualBackPropagation() => OfPart(Deep, upstream => upstream);

    /// <summary>Many rows and units, shared by one, two and three threads.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(DifferentiatesWithThreads), MaxTest = 20)]
    public Law Gradients_WithSeveralThreads_EqualBackPropagation() => ForAllAlone(Large, (trial, verdict) =>
    {
        BackPropagation formula = Differentiated(trial, trial.Upstream!);
        var gradients = new List<RecurrentGradients>();
        WithThreads([1, 2, 3], _ => gradients.Add(Differentiate(trial, trial.Upstream!)));
        gradients.ForEach(one => verdict.CompareGradients(formula, trial, one));
    });

    /// <summary>Differentiating again, after calls with another input, returns the same, and nothing adds up.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law BackwardTwice_ReturnsTheSame() => ForAll(Differentiable, (trial, verdict) =>
    {
        using IDifferentiableModule module = BuildDifferentiable(trial);
        RecurrentGradients first = module.Backward(trial.Input, trial.Upstream!);
        RecurrentCase other = OtherCase(trial);
        Run(module, other);
        module.Backward(other.Input, other.Upstream!);
        RecurrentGradients second = module.Backward(trial.Input, trial.Upstream!);

        verdict.CompareGradients(Differentiated(trial, trial.Upstream!), trial, second);
        if (Backend.Traits.RepeatsBits)
        {
            foreach ((GradientTensor one, GradientTensor again) in GradientTensor.Of(trial, first).Zip(GradientTensor.Of(trial, second)))
            {
                verdict.CompareCopies($"{one.Name} of the first time and the second", one.Values, again.Values);
            }
        }
    });

    /// <summary>Parameters that are loaded into a module that has been differentiated are those that it is differentiated with.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law Gradients_OfLoadedParameters_EqualBackPropagation() => ForAll(Differentiable, (trial, verdict) =>
    {
        RecurrentParameters other = trial.Parameters.MapGates((_, gate) => gate with
        {
            InputWeights = gate.InputWeights.Map(value => -value),
            RecurrentWeights = gate.RecurrentWeights.Map(value => -value),
        });
        using IDifferentiableModule module = BuildDifferentiable(trial.With(other));
        module.Backward(trial.Input, trial.Upstream!);
        module.Load(trial.Parameters);
        verdict.CompareGradients(Differentiated(trial, trial.Upstream!), trial, module.Backward(trial.Input, trial.Upstream!));
    });

    /// <summary>What stands behind the end of a row has no gradient, and no influence on any.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasLengths))]
    public Law Padding_HasNoGradient() => ForAll(Ragged, (trial, verdict) =>
    {
        RecurrentGradients gradients = Differentiate(trial, trial.Upstream!);
        Sequence dx = gradients.Values;
        for (int time = 0; time < trial.TimeSteps; time++)
        {
            for (int row = 0; row < trial.BatchSize; row++)
            {
                if (time >= trial.Input.LengthOf(row))
                {
                    Matrix found = new(1, dx.Features, dx.At(time, row).ToArray());
                    verdict.CompareCopies($"dx at t={time} of row {row}", new Matrix(1, dx.Features), found);
                }
            }
        }

        verdict.CompareGradients(Differentiated(trial, trial.Upstream!), trial, gradients);
    });

    /// <summary>NaN in one row of the batch leaves what flows back to the other rows as it was.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law NotANumberInOneRow_LeavesGradientsOfOtherRowsAlone() => ForAll(Differentiable, (trial, verdict) =>
    {
        int poisoned = trial.BatchSize / 2;
        int[] others = Poison.RowsBeside(trial, poisoned);
        RecurrentCase rest = trial.With(trial.Input.KeepRows(others), trial.Upstream!.KeepRows(others));
        RecurrentGradients dirty = Differentiate(trial.With(Poison.Values(trial.Input, poisoned)), trial.Upstream!);
        RecurrentGradients kept = dirty with
        {
            Values = dirty.Values.KeepRows(others),
            InitialState = dirty.InitialState?.MapMatrices(matrix => matrix.KeepRows(others)),
        };
        verdict.CompareGradients(Differentiated(rest, rest.Upstream!), rest, kept, tensor => tensor.IsOfRows);
    });

    private static Law OfPart(CaseRecipe cases, Func<UpstreamGradients, UpstreamGradients> part) => ForAll(cases, (trial, verdict) =>
    {
        UpstreamGradients upstream = part(trial.Upstream!);
        verdict.CompareGradients(Differentiated(trial, upstream), trial, Differentiate(trial, upstream));
    });

    private static RecurrentGradients Differentiate(RecurrentCase trial, UpstreamGradients upstream)
    {
        using IDifferentiableModule module = BuildDifferentiable(trial);
        return module.Backward(trial.Input, upstream);
    }

    /// <summary>The same network on one row and one time step more, of other values.</summary>
    private static RecurrentCase OtherCase(RecurrentCase trial)
    {
        RecurrentArchitecture network = trial.Architecture;
        RecurrentInput other = CellOf(trial).Domain.Other(
            network, trial.TimeSteps + 1, trial.BatchSize + 1, (time, row, feature) => ((time + row + feature) % 5) - 2, state: 0.5);
        Sequence ones = new Sequence(other.Values.TimeSteps, other.Values.BatchSize, network.OutputSize).Map(_ => 1);
        return new RecurrentCase(network, trial.Parameters, other, new UpstreamGradients(ones, null, null));
    }
}
