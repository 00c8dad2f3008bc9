using RnnEquivalence.Model;

namespace RnnEquivalence.Specifications;

/// <summary>Inputs of which one row holds NaN.</summary>
internal static class Poison
{
    /// <summary>NaN in every feature of x, from the middle of the row to its end.</summary>
    public static RecurrentInput Values(RecurrentInput input, int row)
    {
        Sequence x = input.Values;
        int from = FirstStep(input, row);
        return input with
        {
            Values = Sequence.Create(
                x.TimeSteps, x.BatchSize, x.Features, (time, at, feature) => at == row && time >= from ? double.NaN : x[time, at, feature]),
        };
    }

    /// <summary>Another number in one feature of x, at the step in the middle of a row.</summary>
    public static RecurrentInput Feature(RecurrentInput input, int row, int feature, double value)
    {
        Sequence x = input.Values;
        int from = FirstStep(input, row);
        return input with
        {
            Values = Sequence.Create(x.TimeSteps, x.BatchSize, x.Features, (time, at, of) =>
                at == row && time == from && of == feature ? value : x[time, at, of]),
        };
    }

    /// <summary>NaN in one unit of h0 or c0.</summary>
    public static RecurrentInput Unit(RecurrentInput input, int row, int unit, bool inCell)
    {
        CellState state = input.InitialState!.Single;
        return input with
        {
            InitialState = new RecurrentState(inCell
                ? state with { Cell = Poisoned(state.Cell!) }
                : state with { Hidden = Poisoned(state.Hidden) }),
        };

        Matrix Poisoned(Matrix matrix) => Matrix.Create(
            matrix.Rows, matrix.Columns, (at, of) => at == row && of == unit ? double.NaN : matrix[at, of]);
    }

    /// <summary>NaN in the initial state of every layer and direction, where there is one.</summary>
    public static RecurrentInput State(RecurrentInput input, int row) => input with
    {
        InitialState = input.InitialState?.MapMatrices(matrix =>
            Matrix.Create(matrix.Rows, matrix.Columns, (at, unit) => at == row ? double.NaN : matrix[at, unit])),
    };

    /// <summary>The time step at which <see cref="Values"/> begins.</summary>
    public static int FirstStep(RecurrentInput input, int row) => input.LengthOf(row) / 2;

    /// <summary>The rows that are left alone.</summary>
    public static int[] RowsBeside(RecurrentCase trial, int row) => [.. Enumerable.Range(0, trial.BatchSize).Where(other => other != row)];
}
