using System.Globalization;
using System.Text;

namespace RnnEquivalence.Model;

/// <summary>How the model is written for a reader: every number in full, none longer than it needs to be.</summary>
internal static class Print
{
    /// <summary>The shortest digits that read back as the same number of the type.</summary>
    public static string Number(double value, ElementType type = ElementType.Float64) => type.Format().Print(value);

    /// <summary>A function with the constants that it has.</summary>
    public static string Function(Activation function, ElementType type = ElementType.Float64) =>
        (function.HasAlpha, function.HasBeta) switch
        {
            (true, true) => $"{function.Function}({Number(function.Alpha, type)}, {Number(function.Beta, type)})",
            (true, false) => $"{function.Function}({Number(function.Alpha, type)})",
            _ => $"{function.Function}",
        };

    public static string Case(RecurrentCase trial)
    {
        RecurrentArchitecture network = trial.Architecture;
        ElementType type = network.ElementType;
        var text = new StringBuilder();
        text.Append(Invariant, $"{network.Cell}, {type}, ")
            .Append(Invariant, $"T={trial.TimeSteps} N={trial.BatchSize} I={network.InputSize} H={network.HiddenSize}");
        text.AppendJoin("", Features(trial).Select(feature => $", {feature}")).AppendLine();
        string indent = network.Cells > 1 ? "    " : "  ";
        for (int layer = 0; layer < network.Layers; layer++)
        {
            for (int direction = 0; direction < network.Directions; direction++)
            {
                if (network.Cells > 1)
                {
                    text.AppendLine(Invariant, $"  {network.NameOf(layer, direction)}:");
                }

                Cell(text, network, trial.Parameters[layer, direction], indent);
                CellState? state = trial.Input.InitialState?[layer, direction];
                Line(text, indent, "h0", state is null ? null : Matrix(state.Hidden, type));
                Line(text, indent, "c0", state?.Cell is null ? null : Matrix(state.Cell, type));
                int index = (layer * network.Directions) + direction;
                Line(text, indent, "dh_n", trial.Upstream?.Hidden is { } hidden ? Matrix(hidden[index], type) : null);
                Line(text, indent, "dc_n", trial.Upstream?.Cell is { } cell ? Matrix(cell[index], type) : null);
            }
        }

        if (network.Cells > 1)
        {
            text.AppendLine(trial.Upstream is null ? "  input:" : "  input and output:");
        }

        for (int time = 0; time < trial.TimeSteps; time++)
        {
            Line(text, indent, $"x{time}", Matrix(trial.Input.Values.Step(time), type));
            Line(text, indent, $"dy{time}", trial.Upstream?.Values is { } upstream ? Matrix(upstream.Step(time), type) : null);
        }

        AppendHistory(text, trial);
        return text.ToString().TrimEnd();
    }

    /// <summary>What is done with modules of the network, each step with all that it takes.</summary>
    private static void AppendHistory(StringBuilder text, RecurrentCase trial)
    {
        var built = new HashSet<int>();
        for (int index = 0; index < trial.History.Count; index++)
        {
            HistoryStep step = trial.History[index];
            RecurrentCase network = History.NetworkOf(trial, step.Module);
            string module = step.Module == HistoryStep.Sibling
                ? $"module {(char)('A' + step.Module)}, of the first cell alone with I={network.InputSize},"
                : $"module {(char)('A' + step.Module)}";
            if (step.Action == HistoryAction.Dispose)
            {
                built.Remove(step.Module);
            }
            else if (step.Action != HistoryAction.Threads && built.Add(step.Module) && step.Action != HistoryAction.Build)
            {
                // What a step needs and nobody built is built first: for a load with what is loaded, or else with the case's own.
                AppendBuild(text, network, module, step.Action == HistoryAction.Load ? step.Parameters : 0);
            }

            text.AppendLine(Invariant, $"  {index + 1}. {Words(step, module)}");
            if (step.Action is HistoryAction.Load or HistoryAction.Build && step.Parameters != 0)
            {
                AppendParameters(text, network.With(History.ParametersOf(network, step.Parameters)));
            }

            if (step.HasInput)
            {
                AppendInput(text, network.Architecture, History.InputOf(network, step));
            }

            if (step.Action == HistoryAction.Backward)
            {
                AppendUpstream(text, network.Architecture, History.UpstreamOf(network, step));
            }
        }
    }

    private static void AppendBuild(StringBuilder text, RecurrentCase network, string module, int parameters)
    {
        text.AppendLine(Invariant, $"     build {module} with{(parameters == 0 ? " the parameters above" : "")}");
        if (parameters != 0)
        {
            AppendParameters(text, network.With(History.ParametersOf(network, parameters)));
        }
    }

    private static string Words(HistoryStep step, string module) => step.Action switch
    {
        HistoryAction.Run => $"run {module} on",
        HistoryAction.Backward => $"run {module} forward and backward on",
        HistoryAction.Load => $"load into {module} {(step.Parameters == 0 ? "the parameters above" : "")}".TrimEnd(),
        HistoryAction.Build => $"build {module} with {(step.Parameters == 0 ? "the parameters above" : "")}".TrimEnd(),
        HistoryAction.Dispose => $"dispose of {module}",
        HistoryAction.Threads => string.Create(Invariant, $"set the number of threads to {step.Threads}"),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Action, "Not a known action."),
    };

    private static void AppendParameters(StringBuilder text, RecurrentCase trial)
    {
        RecurrentArchitecture network = trial.Architecture;
        for (int index = 0; index < network.Cells; index++)
        {
            (int layer, int direction) = Math.DivRem(index, network.Directions);
            if (network.Cells > 1)
            {
                text.AppendLine(Invariant, $"       {network.NameOf(layer, direction)}:");
            }

            Cell(text, network, trial.Parameters[layer, direction], "       ");
        }
    }

    private static void AppendUpstream(StringBuilder text, RecurrentArchitecture network, UpstreamGradients upstream)
    {
        const string Indent = "       ";
        ElementType type = network.ElementType;
        for (int time = 0; time < upstream.Values?.TimeSteps; time++)
        {
            Line(text, Indent, $"dy{time}", Matrix(upstream.Values.Step(time), type));
        }

        for (int index = 0; index < network.Cells; index++)
        {
            string of = network.Cells > 1 ? $" of {network.NameOf(index / network.Directions, index % network.Directions)}" : "";
            Line(text, Indent, $"dh_n{of}", upstream.Hidden is { } hidden ? Matrix(hidden[index], type) : null);
            Line(text, Indent, $"dc_n{of}", upstream.Cell is { } cell ? Matrix(cell[index], type) : null);
        }
    }

    private static void AppendInput(StringBuilder text, RecurrentArchitecture network, RecurrentInput input)
    {
        const string Indent = "       ";
        ElementType type = network.ElementType;
        for (int index = 0; index < network.Cells && input.InitialState is not null; index++)
        {
            (int layer, int direction) = Math.DivRem(index, network.Directions);
            string of = network.Cells > 1 ? $" of {network.NameOf(layer, direction)}" : "";
            CellState state = input.InitialState[layer, direction];
            Line(text, Indent, $"h0{of}", Matrix(state.Hidden, type));
            Line(text, Indent, $"c0{of}", state.Cell is null ? null : Matrix(state.Cell, type));
        }

        if (input.InitialState is null)
        {
            text.AppendLine(Invariant, $"{Indent}no initial state");
        }

        for (int time = 0; time < input.Values.TimeSteps; time++)
        {
            Line(text, Indent, $"x{time}", Matrix(input.Values.Step(time), type));
        }

        Line(text, Indent, "lengths", input.Lengths is { } lengths ? $"[{string.Join(", ", lengths)}]" : null);
    }

    private static IEnumerable<string> Features(RecurrentCase trial)
    {
        RecurrentArchitecture network = trial.Architecture;
        ElementType type = network.ElementType;
        if (network.Layers > 1)
        {
            yield return $"{network.Layers} layers";
        }

        if (network.Direction != Direction.Forward)
        {
            yield return network.Direction == Direction.Reverse ? "reverse" : "bidirectional";
        }

        yield return network.BatchFirst ? "batch first" : "time first";
        yield return (network.HasInputBias, network.HasRecurrentBias) switch
        {
            (false, false) => "no bias",
            (true, false) => "input bias",
            (false, true) => "recurrent bias",
            (true, true) => "both biases",
        };
        if (network.ForgetBias != 0)
        {
            yield return $"forget bias {Number(network.ForgetBias, type)}";
        }

        if (network.Activations != CellActivations.Usual)
        {
            yield return Activations(network.Activations, network);
        }

        if (network.ReverseActivations is { } reverse)
        {
            yield return $"in reverse {Activations(reverse, network)}";
        }

        if (network.CouplesGates)
        {
            yield return "coupled gates";
        }

        if (network.ActivationClip is { } activationClip)
        {
            yield return $"arguments of activations clipped at {Number(activationClip, type)}";
        }

        if (network.CellClip is { } cellClip)
        {
            yield return $"cell state clipped at {Number(cellClip, type)}";
        }

        if (network.ProjectionSize is { } projected)
        {
            yield return $"projected to P={projected}";
        }

        if (trial.Input.Lengths is { } lengths)
        {
            yield return $"lengths [{string.Join(", ", lengths)}]";
        }

        if (trial.Input.InitialState is null)
        {
            yield return "no initial state";
        }
    }

    /// <summary>The functions of a cell that are not the usual ones, of those that it has.</summary>
    private static string Activations(CellActivations functions, RecurrentArchitecture network)
    {
        CellActivations usual = CellActivations.Usual;
        bool hasGates = network.Cell.HasGateFunctions();
        bool hasState = network.Cell.HasStateFunction();
        string[] others = [.. new[]
        {
            Other(hasGates, "gates", functions.Gates, usual.Gates),
            Other(hasGates, "candidate", functions.Candidate, usual.Candidate),
            Other(hasState, "state", functions.State, usual.State),
        }.OfType<string>()];
        return others.Length == 0 ? "the usual activations" : string.Join(" and ", others);

        string? Other(bool has, string what, Activation function, Activation usually) =>
            has && function != usually ? $"{what} through {Function(function, network.ElementType)}" : null;
    }

    private static void Cell(StringBuilder text, RecurrentArchitecture network, CellParameters cell, string indent)
    {
        ElementType type = network.ElementType;
        foreach (Gate gate in network.Gates)
        {
            GateParameters own = cell[gate];
            string suffix = network.Gates.Length == 1 ? "" : $"_{gate.Symbol(network.Cell)}";
            Line(text, indent, $"W{suffix}", Matrix(own.InputWeights, type));
            Line(text, indent, $"R{suffix}", Matrix(own.RecurrentWeights, type));
            Line(text, indent, $"bx{suffix}", own.InputBias is null ? null : Vector(own.InputBias, type));
            Line(text, indent, $"bh{suffix}", own.RecurrentBias is null ? null : Vector(own.RecurrentBias, type));
            Line(text, indent, $"p{suffix}", own.Peephole is null ? null : Vector(own.Peephole, type));
        }

        Line(text, indent, "W_hr", cell.Projection is null ? null : Matrix(cell.Projection, type));
    }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private static void Line(StringBuilder text, string indent, string name, string? value)
    {
        if (value is not null)
        {
            text.AppendLine(Invariant, $"{indent}{name,-4} = {value}");
        }
    }

    /// <summary>Up to how many numbers of a tensor are written out where not all are zero.</summary>
    private const int AllNumbers = 600;

    /// <summary>How many numbers other than zero of a larger one are.</summary>
    private const int FewNumbers = 12;

    private static string Matrix(Matrix matrix, ElementType type) => matrix.Values.Length > AllNumbers
        ? Digest(matrix.Values, matrix.Columns, type)
        : $"[{string.Join(", ", Enumerable.Range(0, matrix.Rows).Select(row => Vector(matrix.Row(row), type)))}]";

    private static string Vector(ReadOnlySpan<double> values, ElementType type)
    {
        if (values.Length > AllNumbers)
        {
            return Digest(values, values.Length, type);
        }

        var text = new StringBuilder("[");
        foreach (double value in values)
        {
            text.Append(text.Length > 1 ? ", " : "").Append(Number(value, type));
        }

        return text.Append(']').ToString();
    }

    /// <summary>
    /// What nobody reads in full: the sizes, and the numbers that are not zero, if these are few. A replay has all of them.
    /// </summary>
    private static string Digest(ReadOnlySpan<double> values, int columns, ElementType type)
    {
        var others = new List<string>();
        (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int index = 0; index < values.Length; index++)
        {
            (least, most) = (Math.Min(least, values[index]), Math.Max(most, values[index]));
            if (values[index] != 0 && others.Count <= FewNumbers)
            {
                others.Add(string.Create(Invariant, $"[{index / columns}, {index % columns}] = {Number(values[index], type)}"));
            }
        }

        string sizes = string.Create(Invariant, $"{values.Length / columns} × {columns}");
        return others.Count == 0 ? $"{sizes} zeros"
            : others.Count <= FewNumbers ? $"{sizes} zeros, but {string.Join(", ", others)}"
            : least.Equals(most) ? $"{sizes} times {Number(least, type)}"
            : $"{sizes} numbers from {Number(least, type)} to {Number(most, type)}, which a replay has";
    }
}
