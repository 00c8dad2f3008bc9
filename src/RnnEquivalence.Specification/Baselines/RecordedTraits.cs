using System.Collections.Frozen;
using System.Collections.Immutable;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Baselines;

/// <summary>
/// What a backend declared when it was recorded: it says which cases were drawn, and how precise the recorded outputs are.
/// </summary>
internal sealed record RecordedTraits(ElementType ElementType, IReadOnlyList<RecordedCell> Cells, bool FlushesSubnormals)
{
    /// <summary>What of a declaration is recorded.</summary>
    public static RecordedTraits Of(BackendTraits traits) => new(
        traits.ElementType,
        [.. traits.Cells.OrderBy(cell => cell.Key).Select(cell => RecordedCell.Of(cell.Key, cell.Value))],
        traits.FlushesSubnormals);

    /// <summary>The declaration, in so far as it is recorded.</summary>
    /// <param name="present">What is declared now, of which the rules of domains are taken: they cannot be recorded.</param>
    public BackendTraits ToTraits(BackendTraits present) => new()
    {
        ElementType = ElementType,
        Cells = Cells.ToFrozenDictionary(cell => cell.Cell, cell => cell.ToTraits(present.Cells.GetValueOrDefault(cell.Cell)?.Domain.Rule)),
        FlushesSubnormals = FlushesSubnormals,
    };

    /// <summary>What was declared that the given declaration lacks; empty if every recorded case can still be run.</summary>
    public IEnumerable<string> LackingIn(BackendTraits traits) => traits.ElementType != ElementType
        ? [$"{ElementType} instead of {traits.ElementType}"]
        : Cells.SelectMany(cell => cell.LackingIn(traits.Cells.GetValueOrDefault(cell.Cell)));
}

/// <summary>What was declared of one cell.</summary>
internal sealed record RecordedCell(
    RecurrentCell Cell,
    CellFeatures Features,
    RecordedDomain Domain,
    ActivationAccuracy Tanh,
    ActivationAccuracy Sigmoid,
    IReadOnlyDictionary<ActivationFunction, ActivationAccuracy> Activations,
    PaddedOutput PaddedOutput)
{
    /// <summary>Whether there are gradients, and what becomes of nothing at all, has no part in a record.</summary>
    private const CellFeatures Irrelevant = CellFeatures.Gradients | CellFeatures.EmptyBatch | CellFeatures.EmptySequence;

    /// <summary>What of a declaration is recorded.</summary>
    public static RecordedCell Of(RecurrentCell cell, CellTraits traits) => new(
        cell,
        traits.Features,
        RecordedDomain.Of(traits.Domain),
        traits.Tanh,
        traits.Sigmoid,
        traits.Activations.ToImmutableSortedDictionary(),
        traits.PaddedOutput);

    /// <summary>The declaration, in so far as it is recorded.</summary>
    public CellTraits ToTraits(DomainRule? rule) => new()
    {
        Features = Features,
        Domain = Domain.ToDomain(rule),
        Tanh = Tanh,
        Sigmoid = Sigmoid,
        Activations = Activations.ToImmutableDictionary(),
        PaddedOutput = PaddedOutput,
    };

    /// <summary>What was declared that is lacking now.</summary>
    public IEnumerable<string> LackingIn(CellTraits? present)
    {
        if (present is null)
        {
            return [Cell.ToString()];
        }

        CellFeatures features = Features & ~present.Features & ~Irrelevant;
        return
        [
            .. features == CellFeatures.None ? [] : new[] { $"{features} of {Cell}" },
            .. Activations.Keys.Where(function => !present.Activations.ContainsKey(function)).Select(function => $"{function} of {Cell}"),
            .. Domain.IsWithin(present.Domain) ? [] : new[] { $"{Cell} with {Domain.ToDomain(rule: null)} (now with {present.Domain})" },
        ];
    }
}

/// <summary>The domain of a cell, but for its rule.</summary>
internal sealed record RecordedDomain(
    IReadOnlyList<int> TimeSteps,
    IReadOnlyList<int> BatchSize,
    IReadOnlyList<int> InputSize,
    IReadOnlyList<int> HiddenSize,
    IReadOnlyList<int> ProjectionSize,
    bool ProjectsToFewer,
    int MostLayers,
    BiasForms Biases,
    StateForms States,
    Layouts Layouts)
{
    /// <summary>What of a domain is recorded: of each range the least, the most, and what all are multiples of.</summary>
    public static RecordedDomain Of(CellDomain domain) => new(
        Of(domain.TimeSteps),
        Of(domain.BatchSize),
        Of(domain.InputSize),
        Of(domain.HiddenSize),
        Of(domain.ProjectionSize),
        domain.ProjectsToFewer,
        domain.MostLayers,
        domain.Biases,
        domain.States,
        domain.Layouts);

    /// <summary>The domain with a rule.</summary>
    /// <exception cref="BaselineException">A range is none.</exception>
    public CellDomain ToDomain(DomainRule? rule) => new()
    {
        TimeSteps = ToRange(TimeSteps),
        BatchSize = ToRange(BatchSize),
        InputSize = ToRange(InputSize),
        HiddenSize = ToRange(HiddenSize),
        ProjectionSize = ToRange(ProjectionSize),
        ProjectsToFewer = ProjectsToFewer,
        MostLayers = MostLayers,
        Biases = Biases,
        States = States,
        Layouts = Layouts,
        Rule = rule,
    };

    /// <summary>Whether everything in it is in another one, whose rule it is taken to have had.</summary>
    public bool IsWithin(CellDomain other) => ToDomain(other.Rule).IsWithin(other);

    private static int[] Of(SizeRange range) => [range.Least, range.Most, range.MultipleOf];

    private static SizeRange ToRange(IReadOnlyList<int> range) =>
        range is [>= 1 and var least, var most, >= 1 and var multiple] && most >= least
            ? new SizeRange(least, most, multiple)
            : throw new BaselineException("A range of sizes is recorded as its least, its most and what all are multiples of, "
                + $"but there is [{string.Join(", ", range)}].");
}
