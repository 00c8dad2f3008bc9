using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>The vocabulary in which the catalogue says what is wrong.</summary>
internal static class Edits
{
    /// <summary>
    /// The kernel reads the parameters of one gate where it should read those of the other, and the other way round; a cell that has not
    /// both is left alone.
    /// </summary>
    public static CellParameters Exchange(CellParameters parameters, Gate one, Gate other) =>
        !parameters.Gates.Contains(one) || !parameters.Gates.Contains(other)
            ? parameters
            : parameters.Map((gate, own) => gate == one ? parameters[other] : gate == other ? parameters[one] : own);

    public static CellParameters EachGate(CellParameters parameters, Func<GateParameters, GateParameters> change) =>
        parameters.Map((_, own) => change(own));

    /// <summary>Another number for each weight of the input and of the state.</summary>
    public static CellParameters EachWeight(CellParameters parameters, Func<double, double> change) => EachGate(
        parameters,
        own => own with { InputWeights = own.InputWeights.Map(change), RecurrentWeights = own.RecurrentWeights.Map(change) });

    /// <summary>Another number for each of h and c.</summary>
    public static RowState EachNumber(RowState state, Func<double, double> change) =>
        new(Array.ConvertAll(state.Hidden, value => change(value)), Array.ConvertAll(state.Cell, value => change(value)));

    public static double[]? Scale(double[]? bias, double factor) => bias?.Select(value => value * factor).ToArray();

    public static Matrix Transpose(Matrix matrix) => Matrix.Create(matrix.Columns, matrix.Rows, (row, column) => matrix[column, row]);

    public static Matrix MapAt(Matrix matrix, Func<int, int, double, double> change) =>
        Matrix.Create(matrix.Rows, matrix.Columns, (row, column) => change(row, column, matrix[row, column]));

    /// <summary>The sequence with <paramref name="change"/>(time, row, feature, value) in each place.</summary>
    public static Sequence MapAt(Sequence sequence, Func<int, int, int, double, double> change) => Sequence.Create(
        sequence.TimeSteps,
        sequence.BatchSize,
        sequence.Features,
        (time, row, feature) => change(time, row, feature, sequence[time, row, feature]));

    /// <summary>The sequence with time step t taken from time step <paramref name="from"/>(t), zeros where there is none.</summary>
    public static Sequence Retime(Sequence sequence, Func<int, int> from) => Sequence.Create(
        sequence.TimeSteps,
        sequence.BatchSize,
        sequence.Features,
        (time, row, feature) =>
            from(time) is var source && source >= 0 && source < sequence.TimeSteps ? sequence[source, row, feature] : 0);

    public static RecurrentInput WithState(RecurrentInput input, Func<CellState, CellState> change) =>
        input with { InitialState = input.InitialState?.Map(change) };

    public static RecurrentOutput WithFinal(RecurrentOutput output, Func<CellState, CellState> change) =>
        output with { FinalState = output.FinalState.Map(change) };

    public static Matrix Zero(Matrix matrix) => new(matrix.Rows, matrix.Columns);
}
