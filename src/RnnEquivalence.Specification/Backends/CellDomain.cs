using RnnEquivalence.Model;

namespace RnnEquivalence.Backends;

/// <summary>
/// Which networks a kernel takes, and which inputs: what lies outside is neither drawn nor shrunk to. The parts are such that cases can be
/// constructed within them; <see cref="Rule"/> is for what they cannot say.
/// </summary>
/// <remarks>Whether batches without rows and sequences without steps are taken is a feature, and so are several layers.</remarks>
public sealed record CellDomain
{
    /// <summary>Everything.</summary>
    public static CellDomain Everything { get; } = new();

    /// <summary>T, where there are time steps.</summary>
    public SizeRange TimeSteps { get; init; } = SizeRange.Any;

    /// <summary>N, where there are rows.</summary>
    public SizeRange BatchSize { get; init; } = SizeRange.Any;

    /// <summary>I.</summary>
    public SizeRange InputSize { get; init; } = SizeRange.Any;

    /// <summary>H.</summary>
    public SizeRange HiddenSize { get; init; } = SizeRange.Any;

    /// <summary>P, where there is a projection.</summary>
    public SizeRange ProjectionSize { get; init; } = SizeRange.Any;

    /// <summary>Whether a projection has to have fewer features than there are units, as in PyTorch: P &lt; H.</summary>
    public bool ProjectsToFewer { get; init; }

    /// <summary>The largest L, where there are several layers.</summary>
    public int MostLayers { get; init; } = int.MaxValue;

    /// <summary>Which biases there may be.</summary>
    public BiasForms Biases { get; init; } = BiasForms.Any;

    /// <summary>Whether the initial state may be left out, and whether it may be given.</summary>
    public StateForms States { get; init; } = StateForms.Any;

    /// <summary>In which orders the kernel takes its sequences.</summary>
    public Layouts Layouts { get; init; } = Layouts.Any;

    /// <summary>
    /// What the other parts cannot say; null for nothing. Cases that break it are thrown away, so it has to let most of them pass.
    /// </summary>
    public DomainRule? Rule { get; init; }

    /// <summary>Whether a network is within the domain.</summary>
    public bool Contains(RecurrentArchitecture network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Outside(network).Count == 0;
    }

    /// <summary>Whether a case is within the domain.</summary>
    public bool Contains(RecurrentCase trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return Outside(trial.Architecture, trial.Input).Count == 0;
    }

    /// <summary>In what respects a network, and an input where one is given, lie outside of the domain, in words.</summary>
    public IReadOnlyList<string> Outside(RecurrentArchitecture network, RecurrentInput? input = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (ReferenceEquals(this, Everything))
        {
            return [];
        }

        var outside = new List<string>();
        Size("I", InputSize, network.InputSize);
        Size("H", HiddenSize, network.HiddenSize);
        if (network.ProjectionSize is { } projected)
        {
            Size("P", ProjectionSize, projected);
            Require(!ProjectsToFewer || projected < network.HiddenSize, $"P = {projected} with H = {network.HiddenSize} (it takes P < H)");
        }

        Require(network.Layers <= MostLayers, $"L = {network.Layers} (it takes at most {MostLayers})");
        Require(Biases.HasFlag(FormOf(network)), $"{Words(FormOf(network))} (it takes {Words(Biases)})");
        Layouts layout = network.BatchFirst ? Layouts.BatchFirst : Layouts.TimeFirst;
        Require(
            Layouts.HasFlag(layout),
            network.BatchFirst ? "the batch first (it takes the time first)" : "the time first (it takes the batch first)");
        if (input is not null)
        {
            Input(input);
        }

        // A rule may rely on what the other parts say.
        if (outside.Count == 0 && Rule is { } rule)
        {
            Require(rule.Holds(network, input), $"what is not so: {rule.Words}");
        }

        return outside;

        void Input(RecurrentInput given)
        {
            (int timeSteps, int batch) = (given.Values.TimeSteps, given.Values.BatchSize);
            Require(timeSteps == 0 || TimeSteps.Contains(timeSteps), $"T = {timeSteps} (it takes {TimeSteps})");
            Require(batch == 0 || BatchSize.Contains(batch), $"N = {batch} (it takes {BatchSize})");
            StateForms state = given.InitialState is null ? StateForms.Absent : StateForms.Given;
            Require(States.HasFlag(state), given.InitialState is null ? "no initial state" : "an initial state");
        }

        void Size(string name, SizeRange range, int size) => Require(range.Contains(size), $"{name} = {size} (it takes {range})");

        void Require(bool holds, string words)
        {
            if (!holds)
            {
                outside.Add(words);
            }
        }
    }

    /// <summary>
    /// Whether everything in it is in another one as well. A rule is within another domain only where that has no rule, or the same.
    /// </summary>
    public bool IsWithin(CellDomain other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return TimeSteps.IsWithin(other.TimeSteps)
            && BatchSize.IsWithin(other.BatchSize)
            && InputSize.IsWithin(other.InputSize)
            && HiddenSize.IsWithin(other.HiddenSize)
            && ProjectionSize.IsWithin(other.ProjectionSize)
            && (ProjectsToFewer || !other.ProjectsToFewer)
            && MostLayers <= other.MostLayers
            && (Biases & ~other.Biases) == 0
            && (States & ~other.States) == 0
            && (Layouts & ~other.Layouts) == 0
            && (other.Rule is null || other.Rule == Rule);
    }

    /// <summary>What is in both domains.</summary>
    /// <exception cref="ArgumentException">There is nothing in both.</exception>
    public CellDomain Intersect(CellDomain other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var both = new CellDomain
        {
            TimeSteps = TimeSteps.Intersect(other.TimeSteps),
            BatchSize = BatchSize.Intersect(other.BatchSize),
            InputSize = InputSize.Intersect(other.InputSize),
            HiddenSize = HiddenSize.Intersect(other.HiddenSize),
            ProjectionSize = ProjectionSize.Intersect(other.ProjectionSize),
            ProjectsToFewer = ProjectsToFewer || other.ProjectsToFewer,
            MostLayers = Math.Min(MostLayers, other.MostLayers),
            Biases = Biases & other.Biases,
            States = States & other.States,
            Layouts = Layouts & other.Layouts,
            Rule = DomainRule.Both(Rule, other.Rule),
        };
        return both.Biases == 0 || both.States == 0 || both.Layouts == 0
            ? throw new ArgumentException($"The two domains have no biases, initial states or layouts in common: {this}; and {other}.")
            : both;
    }

    /// <summary>The domain in words: H a multiple of 16, N at most 32, both biases, an initial state.</summary>
    public override string ToString()
    {
        var words = new List<string>();
        Add(!TimeSteps.IsAny, $"T {TimeSteps}");
        Add(!BatchSize.IsAny, $"N {BatchSize}");
        Add(!InputSize.IsAny, $"I {InputSize}");
        Add(!HiddenSize.IsAny, $"H {HiddenSize}");
        Add(!ProjectionSize.IsAny, $"P {ProjectionSize}");
        Add(ProjectsToFewer, "P less than H");
        Add(MostLayers < int.MaxValue, $"L at most {MostLayers}");
        Add(Biases != BiasForms.Any, Words(Biases));
        Add(States != StateForms.Any, States == StateForms.Given ? "an initial state" : "no initial state");
        Add(Layouts != Layouts.Any, Layouts == Layouts.BatchFirst ? "the batch first" : "the time first");
        Add(Rule is not null, Rule?.Words ?? "");
        return words.Count == 0 ? "everything" : string.Join(", ", words);

        void Add(bool restricts, string restriction)
        {
            if (restricts)
            {
                words.Add(restriction);
            }
        }
    }

    /// <summary>Which biases a network has.</summary>
    internal static BiasForms FormOf(RecurrentArchitecture network) => (network.HasInputBias, network.HasRecurrentBias) switch
    {
        (true, true) => BiasForms.Both,
        (true, false) => BiasForms.Input,
        (false, true) => BiasForms.Recurrent,
        (false, false) => BiasForms.None,
    };

    private static string Words(BiasForms forms)
    {
        (BiasForms Form, string Words)[] all =
        [
            (BiasForms.None, "no bias"), (BiasForms.Input, "an input bias"),
            (BiasForms.Recurrent, "a recurrent bias"), (BiasForms.Both, "both biases"),
        ];
        return string.Join(" or ", all.Where(form => forms.HasFlag(form.Form)).Select(form => form.Words));
    }
}

/// <summary>A restriction that no other part of a domain can express.</summary>
/// <param name="Words">What it demands, as the summary and refusals say it: "T·N at most 4096".</param>
/// <param name="Holds">
/// Whether a network keeps to it, and an input where one is given; asked of both before a module is built, and again before a call.
/// </param>
public sealed record DomainRule(string Words, Func<RecurrentArchitecture, RecurrentInput?, bool> Holds)
{
    /// <summary>Both restrictions at once.</summary>
    internal static DomainRule? Both(DomainRule? one, DomainRule? other) => one is null || one == other ? other
        : other is null ? one
        : new DomainRule($"{one.Words}, {other.Words}", (network, input) => one.Holds(network, input) && other.Holds(network, input));
}

/// <summary>Which of the two biases of each gate a network has.</summary>
[Flags]
public enum BiasForms
{
    /// <summary>Neither.</summary>
    None = 1 << 0,

    /// <summary>b_x alone.</summary>
    Input = 1 << 1,

    /// <summary>b_h alone.</summary>
    Recurrent = 1 << 2,

    /// <summary>Both.</summary>
    Both = 1 << 3,

    /// <summary>Whichever there are.</summary>
    Any = None | Input | Recurrent | Both,
}

/// <summary>Whether a call comes with an initial state.</summary>
[Flags]
public enum StateForms
{
    /// <summary>The state is left out, and stands for zeros.</summary>
    Absent = 1 << 0,

    /// <summary>The state is given.</summary>
    Given = 1 << 1,

    /// <summary>Either.</summary>
    Any = Absent | Given,
}

/// <summary>In which order a kernel is given its sequences.</summary>
[Flags]
public enum Layouts
{
    /// <summary>(T, N, features).</summary>
    TimeFirst = 1 << 0,

    /// <summary>(N, T, features).</summary>
    BatchFirst = 1 << 1,

    /// <summary>Either.</summary>
    Any = TimeFirst | BatchFirst,
}
