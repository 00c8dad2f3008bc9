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
        RecurrentArchitecture layer = trial.Architecture;
        ElementType type = layer.ElementType;
        var text = new StringBuilder();
        text.Append(Invariant, $"{layer.Cell}, {type}, T={trial.TimeSteps} N={trial.BatchSize} I={layer.InputSize} H={layer.HiddenSize}");
        text.Append(layer.BatchFirst ? ", batch first" : ", time first");
        text.Append((layer.HasInputBias, layer.HasRecurrentBias) switch
        {
            (false, false) => ", no bias",
            (true, false) => ", input bias",
            (false, true) => ", recurrent bias",
            (true, true) => ", both biases",
        });
        if (layer.ForgetBias != 0)
        {
            text.Append(Invariant, $", forget bias {Number(layer.ForgetBias, type)}");
        }

        text.AppendLine(trial.Input.InitialState is null ? ", no initial state" : "");
        foreach (Gate gate in layer.Cell.Gates())
        {
            GateParameters parameters = trial.Parameters[gate];
            string suffix = layer.Cell.Gates().Length == 1 ? "" : $"_{gate.Symbol(layer.Cell)}";
            Line(text, $"W{suffix}", Matrix(parameters.InputWeights, type));
            Line(text, $"R{suffix}", Matrix(parameters.RecurrentWeights, type));
            Line(text, $"bx{suffix}", parameters.InputBias is null ? null : Vector(parameters.InputBias, type));
            Line(text, $"bh{suffix}", parameters.RecurrentBias is null ? null : Vector(parameters.RecurrentBias, type));
        }

        Line(text, "h0", trial.Input.InitialState is null ? null : Matrix(trial.Input.InitialState.Hidden, type));
        Line(text, "c0", trial.Input.InitialState?.Cell is null ? null : Matrix(trial.Input.InitialState.Cell, type));
        for (int time = 0; time < trial.TimeSteps; time++)
        {
            Line(text, $"x{time}", Matrix(trial.Input.Values.Step(time), type));
        }

        return text.ToString().TrimEnd();
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
