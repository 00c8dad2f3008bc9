using FsCheck.Xunit;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Specifications;

/// <summary>
/// Sizes that people use: hundreds of units, rows and features at once, hundreds of time steps, many layers. Each run is judged on a sample
/// of rows, units and steps, the last of each and both sides of every power of two among them.
/// </summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
[Properties(MaxTest = 30)]
public abstract class SizeSpecification<TBackend> : RecurrentSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Whether some cell may have five layers and more.</summary>
    public static bool HasManyLayers => Deep.Variants.Count > 0;

    /// <summary>Whether some cell may have several layers.</summary>
    public static bool HasLayers => LongAndDeep.Variants.Count > 0;

    /// <summary>Whether the run asks for networks of certain sizes.</summary>
    public static bool HasShape => Settings.Current.Of(Knobs.Shape) is not null;

    /// <summary>Without gates that leave [0, 1]: through them a state may double at every step, until it overflows.</summary>
    private static readonly CaseRecipe Steady =
        Networks.Of((variant, _) => !variant.Has(CellFeatures.OtherActivations)) with { Regime = ValueRegime.Ordinary };

    private static readonly NetworkShape? Asked = Settings.Current.Of(Knobs.Largest);

    private static readonly NetworkShape Largest = Asked ?? new NetworkShape(1030, 600, 2050, 2050, 9);

    /// <summary>How many times as much a case may cost if somebody asks for larger ones.</summary>
    private static readonly long Scale = Asked is null ? 1 : 16;

    private static readonly CaseRecipe OneLayer = Steady with { MaximumLayers = 1 };

    private static readonly CaseRecipe Wide = OneLayer with
    {
        Sizes = new LargeSizes(SizeRange.UpTo(4), SizeRange.UpTo(64), From(60, Largest.InputSize), From(250, Largest.HiddenSize))
        {
            Products = 60_000_000 * Scale,
            Weights = 4_500_000 * Scale,
        },
    };

    private static readonly CaseRecipe Blocks = OneLayer with
    {
        Sizes = new LargeSizes(
            SizeRange.UpTo(40), From(16, Largest.BatchSize), SizeRange.UpTo(Largest.BatchSize), From(32, Largest.BatchSize / 2))
        {
            Products = 25_000_000 * Scale,
            Weights = 4_500_000 * Scale,
        },
    };

    private static readonly CaseRecipe Long = OneLayer with
    {
        Sizes = new LargeSizes(From(100, Largest.TimeSteps), SizeRange.UpTo(4), SizeRange.UpTo(16), SizeRange.UpTo(48))
        {
            Products = 6_000_000 * Scale,
        },
    };

    private static readonly CaseRecipe Deep = WithLayers(Steady, 5) with
    {
        MinimumLayers = 5,
        MaximumLayers = Math.Max(5, Largest.Layers),
        Sizes = new LargeSizes(SizeRange.UpTo(16), SizeRange.UpTo(8), SizeRange.UpTo(16), SizeRange.UpTo(24))
        {
            Products = 2_000_000 * Scale,
        },
    };

    private static readonly CaseRecipe LongAndDeep = WithLayers(Steady, 2) with
    {
        MinimumLayers = 2,
        MaximumLayers = 4,
        Sizes = new LargeSizes(From(100, Largest.TimeSteps * 2 / 5), SizeRange.UpTo(3), SizeRange.UpTo(8), SizeRange.UpTo(16))
        {
            Products = 2_000_000 * Scale,
        },
    };

    /// <summary>From 256 units on, and as many features, for few steps of some rows.</summary>
    [EquivalenceProperty(MaxTest = 12)]
    public Law Sizes_OfManyUnits_EqualTheFormula() => ForAll(Wide, Judge);

    /// <summary>Many units and many rows at once, and often many features and steps as well.</summary>
    [EquivalenceProperty]
    public Law Sizes_OfManyUnitsAndRows_EqualTheFormula() => ForAll(Blocks, Judge);

    /// <summary>From 100 time steps on, in every direction, ragged, and projected.</summary>
    [EquivalenceProperty]
    public Law Sizes_OfManySteps_EqualTheFormula() => ForAll(Long, Judge);

    /// <summary>From five layers on.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasManyLayers))]
    public Law Sizes_OfManyLayers_EqualTheFormula() => ForAll(Deep, Judge);

    /// <summary>From 100 time steps on through several layers.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasLayers), MaxTest = 15)]
    public Law Sizes_OfManyStepsAndLayers_EqualTheFormula() => ForAll(LongAndDeep, Judge);

    /// <summary>Networks of the sizes that RNNEQ_SHAPE says, of every cell and option.</summary>
    [EquivalenceProperty(Skip = "RNNEQ_SHAPE asks for no sizes.", SkipUnless = nameof(HasShape), MaxTest = 10)]
    public Law Sizes_OfTheSettings_EqualTheFormula()
    {
        NetworkShape shape = Settings.Current.Of(Knobs.Shape)!;
        CaseRecipe all = WithLayers(Steady, shape.Layers).Of((_, cell) => Takes(cell.Domain, shape));
        if (all.Variants.Count == 0)
        {
            throw new InvalidOperationException($"{Knobs.Shape}={shape}: the backend declares no cell that takes these sizes.");
        }

        return ForAll(
            all with
            {
                MinimumLayers = shape.Layers,
                MaximumLayers = shape.Layers,
                Sizes = new LargeSizes(
                    SizeRange.Exactly(shape.TimeSteps),
                    SizeRange.Exactly(shape.BatchSize),
                    SizeRange.Exactly(shape.InputSize),
                    SizeRange.Exactly(shape.HiddenSize)) { Products = long.MaxValue, Weights = long.MaxValue },
            },
            Judge);
    }

    /// <summary>From a size on, which is less where not even that is wanted.</summary>
    private static SizeRange From(int least, int most) => new(Math.Min(least, most), most);

    private static CaseRecipe WithLayers(CaseRecipe cases, int layers) => layers == 1 ? cases
        : cases.Of((_, cell) => cell.Has(CellFeatures.Layers) && cell.Domain.MostLayers >= layers);

    private static bool Takes(CellDomain domain, NetworkShape shape) => domain.TimeSteps.Contains(shape.TimeSteps)
        && domain.BatchSize.Contains(shape.BatchSize)
        && domain.InputSize.Contains(shape.InputSize)
        && domain.HiddenSize.Contains(shape.HiddenSize);

    private static void Judge(RecurrentCase trial, Verdict verdict)
    {
        RecurrentOutput output = Run(trial);
        verdict.Compare(Reference.FollowSample(trial, output, Sample.Of(trial)), output);
    }
}
