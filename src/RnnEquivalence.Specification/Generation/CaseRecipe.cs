using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>Which cases a law wants to see, of those that a backend declares.</summary>
public sealed record CaseRecipe
{
    /// <summary>The cells, of which each case has one.</summary>
    public required IReadOnlyList<CellVariant> Variants { get; init; }

    /// <summary>
    /// Whether some cases have the options of two of the variants at once: a kernel is asked for every combination of what it declares.
    /// </summary>
    public bool MixesOptions { get; init; }

    /// <summary>What the backend declares: no case asks for more, and all are within the domains of their cells.</summary>
    public required BackendTraits Traits { get; init; }

    /// <summary>The format of all values.</summary>
    public ElementType ElementType => Traits.ElementType;

    /// <summary>
    /// Whether the recurrent weights are kept so small that errors die out: needed where a whole trajectory is
    /// compared, because its bound would otherwise grow until it means nothing.
    /// </summary>
    public bool Contractive { get; init; }

    /// <summary>
    /// Whether they are kept smaller still, and those between layers too: through five layers the usual ones let the bound of an error
    /// grow by a factor of 15 per layer.
    /// </summary>
    public bool StronglyContractive { get; init; }

    /// <summary>Whether the case is one of TensorFlow 1: one bias per gate, and for an LSTM a forget bias where there may be one.</summary>
    public bool TensorFlow { get; init; }

    /// <summary>The shortest sequence.</summary>
    public int MinimumTimeSteps { get; init; } = 1;

    /// <summary>The longest sequence.</summary>
    public int MaximumTimeSteps { get; init; } = 33;

    /// <summary>Into how many parts each sequence can be divided that are sequences within the domain by themselves.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>The fewest layers.</summary>
    public int MinimumLayers { get; init; } = 1;

    /// <summary>The most layers, of a cell that may have several.</summary>
    public int MaximumLayers { get; init; } = 1;

    /// <summary>The directions, of which each case has one that its cell may have; the simplest first.</summary>
    public IReadOnlyList<Direction> Directions { get; init; } = [Direction.Forward];

    /// <summary>What lengths the rows have, of a cell that takes lengths.</summary>
    public RowLengths Lengths { get; init; } = RowLengths.Full;

    /// <summary>Whether the initial state may be left out, and whether it may be given.</summary>
    public StateForms States { get; init; } = StateForms.Any;

    /// <summary>Which biases there may be.</summary>
    public BiasForms Biases { get; init; } = BiasForms.Any;

    /// <summary>Whether every dimension but the number of time steps is long.</summary>
    public bool Large { get; init; }

    /// <summary>Sizes that people use, for a law that looks at a sample; null for the usual mixture of small and middling ones.</summary>
    public LargeSizes? Sizes { get; init; }

    /// <summary>Whether every case has a loss, for a law of gradients.</summary>
    public bool Upstream { get; init; }

    /// <summary>Up to how many steps of a history each case has; 0 for none.</summary>
    public int History { get; init; }

    /// <summary>The steps of every history; null where each case draws its own.</summary>
    public IReadOnlyList<HistoryStep>? Steps { get; init; }

    /// <summary>The numbers of threads that the steps of a history may set; none if empty.</summary>
    public IReadOnlyList<int> Threads { get; init; } = [];

    /// <summary>Whether cells whose functions have kinks are spared the numbers that like to meet them: zeros and whole numbers.</summary>
    public bool NoTies { get; init; }

    /// <summary>The most multiplications of one run, but for a few cases of many; null for the usual mixture of small and large.</summary>
    public int? Budget { get; init; }

    /// <summary>The largest number of a cell state that is given; null for the usual ones.</summary>
    public double? CellStates { get; init; }

    /// <summary>The only kind of numbers; null for the usual mixture.</summary>
    public ValueRegime? Regime { get; init; }

    /// <summary>
    /// What a drawn case is made into: a law that needs special numbers has them in the case, so that the case that is printed is the one
    /// that was run; null for nothing.
    /// </summary>
    public Func<RecurrentCase, RecurrentCase>? Made { get; init; }

    /// <summary>
    /// What a case has to be beyond that, such as that another one which a law makes of it is within the domain too; null for nothing.
    /// </summary>
    public Func<RecurrentCase, bool>? Where { get; init; }

    /// <summary>The same cases, of those cells only of which something is declared.</summary>
    public CaseRecipe Of(Func<CellVariant, CellTraits, bool> declared)
    {
        ArgumentNullException.ThrowIfNull(declared);
        return this with { Variants = [.. Variants.Where(variant => declared(variant, Traits.Of(variant.Cell)))] };
    }

    /// <summary>The same cases, of those cells only that have some features.</summary>
    public CaseRecipe Having(CellFeatures features) => Of((_, traits) => traits.Has(features));

    /// <summary>Whether a case is one that the recipe allows, as far as no construction can see to it.</summary>
    internal bool Allows(RecurrentCase trial) =>
        Traits.Of(trial.Architecture.Cell).Domain is var domain && domain.Contains(trial)
        && trial.History.All(step => HistorySource.IsWithin(domain, trial, step))
        && HasExactForgetBias(trial)
        && (Where is null || Where(trial));

    /// <summary>
    /// Whether the forget bias and b_h have a sum that is a number of the format, as libraries need it that have only b_h.
    /// </summary>
    private static bool HasExactForgetBias(RecurrentCase trial)
    {
        RecurrentArchitecture network = trial.Architecture;
        if (network.ForgetBias == 0 || !network.HasRecurrentBias)
        {
            return true;
        }

        for (int cell = 0; cell < network.Cells; cell++)
        {
            double[] biases = trial.Parameters[cell / network.Directions, cell % network.Directions][Gate.Forget].RecurrentBias!;
            if (!Array.TrueForAll(biases, bias => network.ElementType.Represents(bias + network.ForgetBias)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The directions that a cell may have.</summary>
    internal IReadOnlyList<Direction> DirectionsOf(CellTraits cell) => [.. Directions.Where(direction => direction switch
    {
        Direction.Forward => true,
        Direction.Reverse => cell.Has(CellFeatures.Reverse),
        Direction.Bidirectional => cell.Has(CellFeatures.Bidirectional),
        _ => throw new ArgumentOutOfRangeException(nameof(cell), direction, "Not a known direction."),
    })];

    /// <summary>The most layers that a cell may have.</summary>
    internal int MaximumLayersOf(CellTraits cell) => cell.Has(CellFeatures.Layers) ? Math.Min(MaximumLayers, cell.Domain.MostLayers) : 1;

    /// <summary>What lengths the rows of a cell may have.</summary>
    internal RowLengths LengthsOf(CellTraits cell) => Lengths switch
    {
        _ when !cell.Has(CellFeatures.Lengths) => RowLengths.Full,
        RowLengths.RaggedOrZero when !cell.Has(CellFeatures.ZeroLengths) => RowLengths.Ragged,
        _ => Lengths,
    };

    /// <summary>The shortest sequence that a cell may have.</summary>
    internal int MinimumTimeStepsOf(CellDomain domain) =>
        domain.TimeSteps.AtLeast(Math.Max(MinimumTimeSteps, Parts * domain.TimeSteps.Least));
}

/// <summary>What lengths the rows of a batch have.</summary>
public enum RowLengths
{
    /// <summary>All rows are T long, and no lengths are given.</summary>
    Full,

    /// <summary>In some cases as with <see cref="Full"/>, in the others each row has its own length of at least 1.</summary>
    Ragged,

    /// <summary>Lengths are given in every case; each row has its own, of at least 1.</summary>
    AlwaysRagged,

    /// <summary>As with <see cref="Ragged"/>, and some rows have length 0, of a cell that takes such rows.</summary>
    RaggedOrZero,
}
