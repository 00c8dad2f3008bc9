namespace RnnEquivalence.Model;

/// <summary>
/// One random trial: a network, its parameters and what it is run on. All values are doubles that the element type
/// represents exactly, so one model serves every format and no conversion into a backend rounds.
/// </summary>
public sealed class RecurrentCase
{
    /// <summary>A case whose shapes fit together.</summary>
    /// <exception cref="ArgumentException">Something is missing, superfluous, misshapen, or not representable.</exception>
    public RecurrentCase(
        RecurrentArchitecture architecture, RecurrentParameters parameters, RecurrentInput input, UpstreamGradients? upstream = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(input);

        Architecture = architecture;
        Parameters = parameters;
        Input = input;
        Upstream = upstream;
        CaseValidation.Case(this);
    }

    /// <summary>The network.</summary>
    public RecurrentArchitecture Architecture { get; }

    /// <summary>The numbers in it.</summary>
    public RecurrentParameters Parameters { get; }

    /// <summary>What it is run on.</summary>
    public RecurrentInput Input { get; }

    /// <summary>Where a loss touches the outputs, for a law of gradients; null for other laws.</summary>
    public UpstreamGradients? Upstream { get; }

    /// <summary>What is done with modules of this network, step by step, for a law of histories; empty for other laws.</summary>
    public IReadOnlyList<HistoryStep> History { get; private init; } = [];

    /// <summary>T, the number of time steps.</summary>
    public int TimeSteps => Input.Values.TimeSteps;

    /// <summary>N, the number of rows of the batch.</summary>
    public int BatchSize => Input.Values.BatchSize;

    /// <summary>I, the number of features of the input.</summary>
    public int InputSize => Architecture.InputSize;

    /// <summary>H, the number of units of each cell.</summary>
    public int HiddenSize => Architecture.HiddenSize;

    /// <summary>(h0, c0), zeros where the input has none.</summary>
    public RecurrentState InitialStateOrZero
    {
        get
        {
            RecurrentState zero = RecurrentState.Zero(Architecture, BatchSize);
            return Input.InitialState is not { } given ? zero : new RecurrentState(
                given.Layers,
                given.Directions,
                (layer, direction) => given[layer, direction] with { Cell = given[layer, direction].Cell ?? zero[layer, direction].Cell });
        }
    }

    /// <summary>The case with another input.</summary>
    public RecurrentCase With(RecurrentInput input) => With(input, Upstream);

    /// <summary>The case with other parameters.</summary>
    public RecurrentCase With(RecurrentParameters parameters) => new(Architecture, parameters, Input, Upstream) { History = History };

    /// <summary>The case with another loss.</summary>
    public RecurrentCase With(UpstreamGradients? upstream) => With(Input, upstream);

    /// <summary>The case with another input, and the loss that goes with it.</summary>
    public RecurrentCase With(RecurrentInput input, UpstreamGradients? upstream) =>
        new(Architecture, Parameters, input, upstream) { History = History };

    /// <summary>The case with another history.</summary>
    public RecurrentCase With(IReadOnlyList<HistoryStep> history) => new(Architecture, Parameters, Input, Upstream) { History = history };

    /// <summary>The whole case, every number written out; a counterexample is meant to be read.</summary>
    public override string ToString() => Print.Case(this);
}
