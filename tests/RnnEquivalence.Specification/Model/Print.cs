using System.Globalization;
using System.Text;

namespace RnnEquivalence.Model;

/// <summary>How the model is written for a reader: every number in full, none longer than it needs to be.</summary>
internal static class Print
{
    /// <summary>The shortest digits that read back as the same number of the type.</summary>
    public static string Number(double value, ElementType type = ElementType.Float64) =>
        type == ElementType.Float32
            ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);

    public static string Case(RecurrentCase trial)
    {
        RecurrentArchitecture network = trial.Architecture;
        ElementType type = network.ElementType;
        var text = new StringBuilder();
        text.Append(Invariant, $"{network.Cell}, {type}, T={trial.TimeSteps} N={trial.BatchSize} I={network.InputSize} H={network.HiddenSize}");
        text.AppendJoin("", Features(trial).Select(feature => $", {feature}")).AppendLine();
        for (int layer = 0; layer < network.Layers; layer++)
        {
            for (int direction = 0; direction < network.Directions; direction++)
            {
                if (network.Cells > 1)
                {
                    text.AppendLine(Invariant, $"  {network.NameOf(layer, direction)}:");
                }

                Cell(text, network, trial.Parameters[layer, direction]);
                CellState? state = trial.Input.InitialState?[layer, direction];
                Line(text, "h0", state is null ? null : Matrix(state.Hidden, type));
                Line(text, "c0", state?.Cell is null ? null : Matrix(state.Cell, type));
                int index = (layer * network.Directions) + direction;
                Line(text, "dh_n", trial.Upstream?.Hidden is { } hidden ? Matrix(hidden[index], type) : null);
                Line(text, "dc_n", trial.Upstream?.Cell is { } cell ? Matrix(cell[index], type) : null);
            }
        }

        if (network.Cells > 1)
        {
            text.AppendLine(trial.Upstream is null ? "  input:" : "  input and output:");
        }

        for (int time = 0; time < trial.TimeSteps; time++)
        {
            Line(text, $"x{time}", Matrix(trial.Input.Values.Step(time), type));
            Line(text, $"dy{time}", trial.Upstream?.Values is { } upstream ? Matrix(upstream.Step(time), type) : null);
        }

        return text.ToString().TrimEnd();
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
            yield return $"activations {network.Activations}";
        }

        if (network.ReverseActivations is not null)
        {
            yield return $"in reverse {network.ReverseActivations}";
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

    private static void Cell(StringBuilder text, RecurrentArchitecture network, CellParameters cell)
    {
        ElementType type = network.ElementType;
        foreach (Gate gate in network.Gates)
        {
            GateParameters own = cell[gate];
            string suffix = network.Gates.Length == 1 ? "" : $"_{gate.Symbol(network.Cell)}";
            Line(text, $"W{suffix}", Matrix(own.InputWeights, type));
            Line(text, $"R{suffix}", Matrix(own.RecurrentWeights, type));
            Line(text, $"bx{suffix}", own.InputBias is null ? null : Vector(own.InputBias, type));
            Line(text, $"bh{suffix}", own.RecurrentBias is null ? null : Vector(own.RecurrentBias, type));
            Line(text, $"p{suffix}", own.Peephole is null ? null : Vector(own.Peephole, type));
        }

        Line(text, "W_hr", cell.Projection is null ? null : Matrix(cell.Projection, type));
    }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private static void Line(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.AppendLine(Invariant, $"  {name,-4} = {value}");
        }
    }

    private static string Matrix(Matrix matrix, ElementType type) =>
        $"[{string.Join(", ", Enumerable.Range(0, matrix.Rows).Select(row => Vector(matrix.Row(row), type)))}]";

    private static string Vector(ReadOnlySpan<double> values, ElementType type)
    {
        var text = new StringBuilder("[");
        foreach (double value in values)
        {
            text.Append(text.Length > 1 ? ", " : "").Append(Number(value, type));
        }

        return text.Append(']').ToString();
    }
}
