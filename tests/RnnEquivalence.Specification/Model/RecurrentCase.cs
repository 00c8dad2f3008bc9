namespace RnnEquivalence.Model;

/// <summary>
/// One random trial: a layer, its parameters and what it is run on. All values are doubles that the element type
/// represents exactly, so one model serves every format and no conversion into a backend rounds.
/// </summary>
public sealed class RecurrentCase
{
    /// <summary>A case whose shapes fit together.</summary>
    /// <exception cref="ArgumentException">Something is missing, superfluous, misshapen, or not representable.</exception>
    public RecurrentCase(RecurrentArchitecture architecture, RecurrentParameters parameters, RecurrentInput input)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(input);

        Architecture = architecture;
        Parameters = parameters;
        Input = input;
        Validate();
    }

    /// <summary>The layer.</summary>
    public RecurrentArchitecture Architecture { get; }

    /// <summary>The numbers in it.</summary>
    public RecurrentParameters Parameters { get; }

    /// <summary>What it is run on.</summary>
    public RecurrentInput Input { get; }

    /// <summary>T, the number of time steps.</summary>
    public int TimeSteps => Input.Values.TimeSteps;

    /// <summary>N, the number of rows of the batch.</summary>
    public int BatchSize => Input.Values.BatchSize;

    /// <summary>I, the number of features of the input.</summary>
    public int InputSize => Architecture.InputSize;

    /// <summary>H, the number of units.</summary>
    public int HiddenSize => Architecture.HiddenSize;

    /// <summary>(h0, c0), zeros where the input has none.</summary>
    public RecurrentState InitialStateOrZero =>
        Input.InitialState ?? RecurrentState.Zero(Architecture.Cell, BatchSize, HiddenSize);

    /// <summary>The case with another input.</summary>
    public RecurrentCase With(RecurrentInput input) => new(Architecture, Parameters, input);

    /// <summary>The whole case, every number written out; a counterexample is meant to be read.</summary>
    public override string ToString() => Print.Case(this);

    internal static void ValidateState(string which, RecurrentState state, RecurrentArchitecture architecture, int batch)
    {
        ShapeException.Require($"The {which} hidden state", [batch, architecture.HiddenSize], state.Hidden.Shape, "(N, H)");

        if (architecture.Cell.HasCellState())
        {
            Matrix cell = state.Cell ?? throw new ArgumentException(
                $"The {which} state has no cell state, but the cell {architecture.Cell} needs one of shape ({batch}, {architecture.HiddenSize}).");
            ShapeException.Require($"The {which} cell state", [batch, architecture.HiddenSize], cell.Shape, "(N, H)");
        }
        else if (state.Cell is not null)
        {
            throw new ArgumentException($"The {which} state has a cell state, but the cell {architecture.Cell} has none.");
        }
    }

    private void Validate()
    {
        Architecture.Validate();
        if (Parameters.Cell != Architecture.Cell)
        {
            throw new ArgumentException($"The architecture is a {Architecture.Cell}, but the parameters are those of a {Parameters.Cell}.");
        }

        Sequence x = Input.Values;
        ShapeException.Require("The input x", [x.TimeSteps, x.BatchSize, InputSize], x.Shape, "(T, N, I)");
        Representable("the input x", x.Values);

        foreach (Gate gate in Architecture.Cell.Gates())
        {
            GateParameters parameters = Parameters[gate];
            string of = $"of gate {gate.Symbol(Architecture.Cell)}";
            ShapeException.Require($"The input weight W {of}", [HiddenSize, InputSize], parameters.InputWeights.Shape, "(H, I)");
            ShapeException.Require($"The recurrent weight R {of}", [HiddenSize, HiddenSize], parameters.RecurrentWeights.Shape, "(H, H)");
            ValidateBias($"The input bias b_x {of}", Architecture.HasInputBias, parameters.InputBias);
            ValidateBias($"The recurrent bias b_h {of}", Architecture.HasRecurrentBias, parameters.RecurrentBias);
            Representable($"W {of}", parameters.InputWeights.Values);
            Representable($"R {of}", parameters.RecurrentWeights.Values);
            Representable($"b_x {of}", parameters.InputBias);
            Representable($"b_h {of}", parameters.RecurrentBias);
        }

        Representable("the forget bias", [Architecture.ForgetBias]);
        if (Input.InitialState is { } state)
        {
            ValidateState("initial", state, Architecture, BatchSize);
            Representable("the initial hidden state", state.Hidden.Values);
            Representable("the initial cell state", state.Cell is null ? default : state.Cell.Values);
        }
    }

    private void ValidateBias(string what, bool wanted, double[]? bias)
    {
        if (wanted != bias is not null)
        {
            throw new ArgumentException($"{what} is {(wanted ? "missing" : "given")}, but the architecture {(wanted ? "has one" : "has none")}.");
        }

        if (bias is not null)
        {
            ShapeException.Require(what, [HiddenSize], [bias.Length], "(H,)");
        }
    }

    private void Representable(string what, ReadOnlySpan<double> values)
    {
        if (Architecture.ElementType == ElementType.Float64)
        {
            return;
        }

        foreach (double value in values)
        {
            if (!Architecture.ElementType.Represents(value))
            {
                throw new ArgumentException(
                    $"{value:R} in {what} is not a number of the type {Architecture.ElementType}; the nearest is {Architecture.ElementType.Round(value):R}.");
            }
        }
    }
}
