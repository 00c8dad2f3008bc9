using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>All numbers of a case as a list of arrays, to be changed one array at a time.</summary>
internal static class CaseTensors
{
    /// <summary>
    /// Calls <paramref name="change"/> with a copy of every tensor of the case, in a fixed order, and builds a case of the results.
    /// </summary>
    public static RecurrentCase Map(RecurrentCase trial, Func<double[], double[]> change)
    {
        RecurrentInput input = trial.Input;
        RecurrentParameters parameters = trial.Parameters.Map(cell => cell
            .Map((_, gate) => new GateParameters(
                Map(gate.InputWeights, change),
                Map(gate.RecurrentWeights, change),
                gate.InputBias is null ? null : change([.. gate.InputBias]),
                gate.RecurrentBias is null ? null : change([.. gate.RecurrentBias]),
                gate.Peephole is null ? null : change([.. gate.Peephole])))
            .WithProjection(cell.Projection is null ? null : Map(cell.Projection, change)));
        RecurrentState? state = input.InitialState?.MapMatrices(matrix => Map(matrix, change));
        var x = new Sequence(trial.TimeSteps, trial.BatchSize, trial.InputSize, change(input.Values.Values.ToArray()));
        double forgetBias = trial.Architecture.ForgetBias == 0 ? 0 : change([trial.Architecture.ForgetBias])[0];
        return new RecurrentCase(
            trial.Architecture with { ForgetBias = forgetBias },
            parameters,
            input with { Values = x, InitialState = state },
            trial.Upstream?.Map(
                values => new Sequence(values.TimeSteps, values.BatchSize, values.Features, change(values.Values.ToArray())),
                hidden => Map(hidden, change),
                cell => Map(cell, change))).With(trial.History);
    }

    /// <summary>All tensors, in the order in which <see cref="Map(RecurrentCase, Func{double[], double[]})"/> visits them.</summary>
    public static IReadOnlyList<double[]> Read(RecurrentCase trial)
    {
        var tensors = new List<double[]>();
        Map(trial, tensor =>
        {
            tensors.Add(tensor);
            return tensor;
        });
        return tensors;
    }

    /// <summary>The same case in arrays of its own, down to the lengths.</summary>
    public static RecurrentCase Copy(RecurrentCase trial)
    {
        RecurrentCase copy = Map(trial, tensor => tensor);
        return copy.Input.Lengths is { } lengths ? copy.With(copy.Input with { Lengths = [.. lengths] }) : copy;
    }

    /// <summary>The case with one tensor replaced.</summary>
    public static RecurrentCase Replace(RecurrentCase trial, int index, double[] replacement)
    {
        int next = 0;
        return Map(trial, tensor => next++ == index ? replacement : tensor);
    }

    private static Matrix Map(Matrix matrix, Func<double[], double[]> change) =>
        new(matrix.Rows, matrix.Columns, change(matrix.Values.ToArray()));
}
