using FsCheck.Xunit;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Specifications;

/// <summary>Numbers at the ends of their range: none of them spreads, none turns into something that is no number.</summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
[Properties(MaxTest = 60)]
public abstract class ValueSpecification<TBackend> : RecurrentSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Whether subnormal numbers are kept.</summary>
    public static bool KeepsSubnormals => !Backend.Traits.FlushesSubnormals;

    /// <summary>Whether the activations of some cell are accurate relative to themselves, so that they keep what is small.</summary>
    public static bool KeepsTinyValues => TinyValues.Variants.Count > 0;

    /// <summary>Whether what is no number in the input of some cell is none in the output.</summary>
    public static bool KeepsNotANumber => Poisoned.Variants.Count > 0;

    /// <summary>The same of what is no number in an initial state.</summary>
    public static bool KeepsNotANumberInStates => PoisonedStates.Variants.Count > 0;

    /// <summary>Whether some cell has a cell state that can be given.</summary>
    public static bool HasCellStates => LargeCellStates.Variants.Count > 0;

    /// <summary>Whether gates can be saturated: by a bias.</summary>
    public static bool GatesCanBeSaturated => Saturated.Variants.Count > 0;

    private const string SwallowsNotANumber = "The backend declares that it may make a number of what is none.";

    private const string FlushesSubnormals = "The backend declares that it flushes subnormal numbers.";

    private static readonly double[] Levels = [10, -10, 40, -40, 89, -89, 1000, -1000];

    private static readonly CaseRecipe OneLayer = Networks with
    {
        MaximumLayers = 1,
        Directions = [Direction.Forward],
        Lengths = RowLengths.Full,
    };

    private static readonly CaseRecipe Saturated =
        Networks.Of((_, cell) => cell.Domain.Biases != BiasForms.None) with { MaximumLayers = 2, Made = WithLargeBiases };

    /// <summary>Cases none of whose functions cuts off, since such a function may swallow what it cuts off.</summary>
    private static readonly CaseRecipe Poisoned = OneLayer.Of((variant, cell) =>
        cell.KeepsNotANumber && !variant.HasKinks && !variant.Has(CellFeatures.OtherActivations));

    private static readonly CaseRecipe PoisonedStates = Poisoned.Of((_, cell) => cell.Domain.States.HasFlag(StateForms.Given)) with
    {
        States = StateForms.Given,
    };

    /// <summary>No weight of what is infinite is zero, since zero times infinity is no number.</summary>
    private static readonly CaseRecipe Infinite = Poisoned with
    {
        Regime = ValueRegime.Ordinary,
        Made = WithAnInfiniteFeature,
        Where = trial => trial.Parameters[0, 0].Gates.All(gate => !trial.Parameters[0, 0][gate].InputWeights.Values.Contains(0)),
    };

    private static readonly CaseRecipe LargeCellStates = OneLayer.Of((variant, cell) =>
        variant.Cell.HasCellState() && cell.Domain.States.HasFlag(StateForms.Given) && !variant.Has(CellFeatures.OtherActivations)) with
    {
        States = StateForms.Given,
        CellStates = 1000,
    };

    private static readonly CaseRecipe Tied = OneLayer.Of((variant, _) => !variant.Has(CellFeatures.OtherActivations)) with
    {
        Regime = ValueRegime.Ties,
    };

    private static readonly CaseRecipe Subnormal =
        OneLayer.Of((variant, _) => !variant.Has(CellFeatures.ActivationClip) && !variant.Has(CellFeatures.OtherActivations)) with
        {
            Regime = ValueRegime.Subnormal,
            MaximumTimeSteps = 4,
        };

    /// <summary>Two steps, the first of which has no state: the second shows what the first kept.</summary>
    private static readonly CaseRecipe TinyValues =
        Subnormal.Of((variant, cell) => Backend.Traits.PrecisionOf(variant.Cell).KeepsTinyValues
            && cell.Domain.States.HasFlag(StateForms.Absent) && cell.Domain.TimeSteps.Contains(2)) with
        {
            MinimumTimeSteps = 2,
            MaximumTimeSteps = 2,
        };

    /// <summary>NaN in one row of the batch, in x or in the initial state, leaves every other row as it was.</summary>
    [EquivalenceProperty]
    public Law NotANumberInOneRow_StaysInThatRow() => ForAll(Networks, (trial, verdict) =>
    {
        int poisoned = trial.BatchSize / 2;
        int[] others = Poison.RowsBeside(trial, poisoned);
        if (others.Length == 0)
        {
            return;
        }

        RecurrentCase rest = trial.With(trial.Input.KeepRows(others));
        RecurrentOutput clean = Rearrangement.KeepRows(Run(trial), others);
        CompareWays(verdict, " beside a clean row and one of NaN", rest, clean, Beside(Poison.Values(trial.Input, poisoned)));
        if (trial.Input.InitialState is not null)
        {
            RecurrentOutput actual = Beside(Poison.State(trial.Input, poisoned));
            CompareWays(verdict, " beside a clean row and one whose state is NaN", rest, clean, actual);
        }

        RecurrentOutput Beside(RecurrentInput dirty) => Rearrangement.KeepRows(Run(trial.With(dirty)), others);
    });

    /// <summary>NaN in x leaves the time steps before it as they were.</summary>
    [EquivalenceProperty]
    public Law NotANumber_LeavesEarlierStepsAlone() => ForAll(OneLayer with { MinimumTimeSteps = 2 }, (trial, verdict) =>
    {
        int poisoned = trial.BatchSize / 2;
        int from = Poison.FirstStep(trial.Input, poisoned);
        RecurrentInput alone = trial.Input.KeepRows([poisoned]);
        RecurrentCase before = trial.With(alone with { Values = alone.Values.Slice(0, from) });
        RecurrentOutput clean = Until(Run(trial), poisoned, from, before);
        RecurrentOutput dirty = Until(Run(trial.With(Poison.Values(trial.Input, poisoned))), poisoned, from, before);
        CompareWays(verdict, " before the NaN", before, clean, dirty);
    });

    /// <summary>Where x is no number, no unit of that step is one, nor of any step after it.</summary>
    [EquivalenceProperty(Skip = SwallowsNotANumber, SkipUnless = nameof(KeepsNotANumber))]
    public Law NotANumber_StaysNotANumber() => ForAll(Poisoned, (trial, verdict) =>
    {
        int poisoned = trial.BatchSize / 2;
        int from = Poison.FirstStep(trial.Input, poisoned);
        Sequence y = Run(trial.With(Poison.Values(trial.Input, poisoned))).Values;
        ExpectNoNumbers(verdict, y, poisoned, from, unit: null);
    });

    /// <summary>NaN in one feature of one step is in every unit from there on.</summary>
    [EquivalenceProperty(Skip = SwallowsNotANumber, SkipUnless = nameof(KeepsNotANumber))]
    public Law NotANumberInOneFeature_StaysNotANumber() => ForAll(Poisoned, (trial, verdict) =>
    {
        int row = trial.BatchSize / 2;
        int from = Poison.FirstStep(trial.Input, row);
        Sequence y = Run(trial.With(Poison.Feature(trial.Input, row, trial.InputSize - 1, double.NaN))).Values;
        ExpectNoNumbers(verdict, y, row, from, unit: null);
    });

    /// <summary>
    /// NaN in one unit of h0 is in every unit of y, and NaN in one of c0 in that unit of the first step, and in all thereafter.
    /// </summary>
    [EquivalenceProperty(Skip = SwallowsNotANumber, SkipUnless = nameof(KeepsNotANumberInStates))]
    public Law NotANumberInTheState_StaysNotANumber() => ForAll(PoisonedStates, (trial, verdict) =>
    {
        int row = trial.BatchSize - 1;
        int unit = trial.HiddenSize / 2;
        int feature = trial.Architecture.StateSize / 2;
        ExpectNoNumbers(verdict, Run(trial.With(Poison.Unit(trial.Input, row, feature, inCell: false))).Values, row, 0, unit: null);
        if (trial.Input.InitialState!.Single.Cell is not null && trial.Architecture.ProjectionSize is null)
        {
            Sequence y = Run(trial.With(Poison.Unit(trial.Input, row, unit, inCell: true))).Values;
            ExpectNoNumbers(verdict, y, row, 0, unit);
            ExpectNoNumbers(verdict, y, row, 1, unit: null);
        }
    });

    /// <summary>NaN in a weight is in the unit that has it, at every step.</summary>
    [EquivalenceProperty(Skip = SwallowsNotANumber, SkipUnless = nameof(KeepsNotANumber))]
    public Law NotANumberInAWeight_StaysNotANumber() => ForAll(Poisoned, (trial, verdict) =>
    {
        int unit = trial.HiddenSize - 1;
        ReadOnlySpan<Gate> gates = trial.Architecture.Gates;
        Gate poisoned = gates[trial.TimeSteps % gates.Length];
        RecurrentCase dirty = trial.With(trial.Parameters.MapGates((gate, own) => gate != poisoned ? own : own with
        {
            InputWeights = Matrix.Create(own.InputWeights.Rows, own.InputWeights.Columns, (row, column) =>
                row == unit && column == 0 ? double.NaN : own.InputWeights[row, column]),
        }));
        Sequence y = Run(dirty).Values;
        for (int row = 0; row < trial.BatchSize; row++)
        {
            ExpectNoNumbers(verdict, y, row, 0, trial.Architecture.ProjectionSize is null ? unit : null);
        }
    });

    /// <summary>±∞ in one feature opens and shuts gates, and makes nothing else of what they let through.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(KeepsNotANumber))]
    public Law InfiniteInputs_EqualExpandedFormula() => ForAll(Infinite, Compare);

    /// <summary>Cell states up to ±1000: tanh of them is ±1, and what a gate keeps of them is kept.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasCellStates))]
    public Law LargeCellStates_EqualExpandedFormula() => ForAll(LargeCellStates, Compare);

    /// <summary>Inputs up to 2^40 with weights as small as these are large.</summary>
    [EquivalenceProperty]
    public Law LargeInputs_EqualExpandedFormula() => ForAll(OneLayer with { Regime = ValueRegime.LargeInputs }, Compare);

    /// <summary>Zeros of either sign and sums that are exactly zero.</summary>
    [EquivalenceProperty]
    public Law SignedZerosAndTies_EqualExpandedFormula() => ForAll(Tied, Compare);

    /// <summary>Pre-activations of ±10, 40, 89 and 1000 give what the formulas give: ±1, 0 and 1, and never NaN.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(GatesCanBeSaturated))]
    public Law SaturatedGates_EqualExpandedFormula() => ForAll(Saturated, Compare);

    /// <summary>
    /// Subnormal inputs, and for one step states, through weights near the largest number:
    /// what is lost before the product is lost for good.
    /// </summary>
    [EquivalenceProperty(Skip = FlushesSubnormals, SkipUnless = nameof(KeepsSubnormals))]
    public Law SubnormalInputs_EqualExpandedFormula() => ForAll(Subnormal, (trial, verdict) =>
    {
        RecurrentCase enlarged = trial.With(trial.Parameters.MapGates((_, gate) => gate with
        {
            InputWeights = gate.InputWeights.Map(value => Math.Sign(value) * Huge),
        }));
        RecurrentOutput output = Run(enlarged);
        verdict.Compare(Follow(enlarged, output), output, " of subnormal inputs");

        if (!CellOf(trial).Domain.TimeSteps.Contains(1))
        {
            return;
        }

        RecurrentCase step = new(
            trial.Architecture,
            trial.Parameters.MapGates((_, gate) => gate with
            {
                RecurrentWeights = gate.RecurrentWeights.Map(value => Math.Sign(value) * Huge),
            }),
            trial.Input with { Values = new Sequence(1, trial.BatchSize, trial.InputSize) });
        RecurrentOutput next = Run(step);
        verdict.Compare(Follow(step, next), next, " of subnormal states");
    });

    /// <summary>Subnormal weights, of inputs near the largest number.</summary>
    [EquivalenceProperty(Skip = FlushesSubnormals, SkipUnless = nameof(KeepsSubnormals))]
    public Law SubnormalWeights_EqualExpandedFormula() => ForAll(
        Subnormal with
        {
            Made = trial => trial.With(trial.Input with { Values = trial.Input.Values.Map(value => Math.Sign(value) * Huge) }),
        },
        Compare);

    /// <summary>
    /// States that are tiny but normal, through recurrent weights that make them ordinary again: what the first step keeps of them is all
    /// that the second has.
    /// </summary>
    [EquivalenceProperty(
        Skip = "The backend's activations are accurate relative to 1, and lose what is small.", SkipUnless = nameof(KeepsTinyValues))]
    public Law TinyStates_EqualExpandedFormula() => ForAll(TinyValues with { Made = WithTinyStates }, Compare);

    private static void Compare(RecurrentCase trial, Verdict verdict)
    {
        RecurrentOutput output = Run(trial);
        verdict.Compare(Follow(trial, output), output);
    }

    private static RecurrentCase WithAnInfiniteFeature(RecurrentCase trial) => trial.With(Poison.Feature(
        trial.Input,
        trial.BatchSize - 1,
        feature: 0,
        trial.TimeSteps % 2 == 0 ? double.PositiveInfinity : double.NegativeInfinity));

    private static RecurrentCase WithLargeBiases(RecurrentCase trial)
    {
        int next = trial.HiddenSize + trial.BatchSize + trial.TimeSteps;
        RecurrentArchitecture network = PinnedGates.Biased(trial.Architecture, CellOf(trial).Domain);
        return new RecurrentCase(
            network,
            trial.Parameters.MapGates((_, gate) => gate with
            {
                InputWeights = gate.InputWeights.Map(value => network.ElementType.Round(value / 4)),
                InputBias = network.HasInputBias ? NextLevels() : null,
                RecurrentBias = !network.HasRecurrentBias ? null
                    : network.HasInputBias ? gate.RecurrentBias ?? new double[trial.HiddenSize] : NextLevels(),
            }),
            trial.Input);

        double[] NextLevels() => [.. Enumerable.Range(0, trial.HiddenSize).Select(_ => Levels[next++ % Levels.Length])];
    }

    private static RecurrentCase WithTinyStates(RecurrentCase trial) => new(
        trial.Architecture,
        trial.Parameters.MapGates((_, gate) => gate with
        {
            InputWeights = gate.InputWeights.Map(value => Math.Sign(value)),
            RecurrentWeights = gate.RecurrentWeights.Map(value => Math.Sign(value) * Math.ScaleB(1, TinyExponent)),
        }),
        new RecurrentInput(
            trial.Input.Values.Map(value => value == 0 ? 0 : Math.ScaleB(value, -Math.ILogB(value) - TinyExponent)), null));

    /// <summary>Demands that units of a row are no numbers from a time step on: one unit, or all of them.</summary>
    private static void ExpectNoNumbers(Verdict verdict, Sequence y, int row, int from, int? unit)
    {
        for (int time = from; time < y.TimeSteps; time++)
        {
            double[] looked = unit is { } one ? [y[time, row, one]] : y.At(time, row).ToArray();
            int numbers = looked.Count(value => !double.IsNaN(value));
            verdict.CompareCopies($"how many units of row {row} are numbers at t={time}", new Matrix(1, 1), new Matrix(1, 1, [numbers]));
        }
    }

    /// <summary>A number near the largest one.</summary>
    private static double Huge => Math.ScaleB(1, Backend.Traits.ElementType.Format().MostExponent - 1);

    /// <summary>How many times 1 can be halved such that what is as small still has all of its digits.</summary>
    private static int TinyExponent =>
        -Backend.Traits.ElementType.Format().LeastExponent - Backend.Traits.ElementType.Format().Precision - 2;

    /// <summary>
    /// One row up to a time step; the final state, which the whole row has left behind, is what the formula makes of the outputs before.
    /// </summary>
    private static RecurrentOutput Until(RecurrentOutput output, int row, int timeSteps, RecurrentCase before)
    {
        Sequence y = output.Values.KeepRows([row]).Slice(0, timeSteps);
        Trajectory formula = Follow(before, new RecurrentOutput(y, output.FinalState));
        RecurrentArchitecture network = before.Architecture;
        return new RecurrentOutput(
            y,
            new RecurrentState(1, 1, (layer, direction) => new CellState(
                Matrix.Create(1, network.StateSize, (_, feature) => formula.FinalHidden(layer, direction, 0, feature).Value),
                network.Cell.HasCellState()
                    ? Matrix.Create(1, network.HiddenSize, (_, unit) => formula.FinalCell(layer, direction, 0, unit).Value)
                    : null)));
    }
}
