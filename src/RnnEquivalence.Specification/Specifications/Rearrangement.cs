using RnnEquivalence.Model;

namespace RnnEquivalence.Specifications;

/// <summary>Cases and outputs with their parts in another order.</summary>
internal static class Rearrangement
{
    /// <summary>The sequence with the valid part of each row back to front; padding stays where it is.</summary>
    public static Sequence Flip(Sequence values, RecurrentInput lengths) => Sequence.Create(
        values.TimeSteps,
        values.BatchSize,
        values.Features,
        (time, row, feature) => lengths.LengthOf(row) is var length && time < length
            ? values[length - 1 - time, row, feature]
            : values[time, row, feature]);

    /// <summary>The features of two sequences beside each other.</summary>
    public static Sequence Beside(Sequence left, Sequence right) => Sequence.Create(
        left.TimeSteps,
        left.BatchSize,
        left.Features + right.Features,
        (time, row, feature) => feature < left.Features ? left[time, row, feature] : right[time, row, feature - left.Features]);

    /// <summary>Outputs of single rows, put together to a batch.</summary>
    public static RecurrentOutput Stack(IReadOnlyList<RecurrentOutput> rows)
    {
        Sequence first = rows[0].Values;
        RecurrentState state = rows[0].FinalState;
        return new RecurrentOutput(
            Sequence.Create(first.TimeSteps, rows.Count, first.Features, (time, row, feature) => rows[row].Values[time, 0, feature]),
            new RecurrentState(state.Layers, state.Directions, (layer, direction) => new CellState(
                Stack(rows, row => row.FinalState[layer, direction].Hidden),
                state[layer, direction].Cell is null ? null : Stack(rows, row => row.FinalState[layer, direction].Cell!))));
    }

    /// <summary>The rows with the given indices, in the given order.</summary>
    public static RecurrentOutput KeepRows(RecurrentOutput output, IReadOnlyList<int> rows) =>
        new(output.Values.KeepRows(rows), output.FinalState.MapMatrices(matrix => matrix.KeepRows(rows)));

    /// <summary>The same network with the units of each cell in another order.</summary>
    /// <param name="trial">The case.</param>
    /// <param name="units">Which unit stands at each place.</param>
    public static RecurrentCase PermuteUnits(RecurrentCase trial, int[] units)
    {
        RecurrentArchitecture network = trial.Architecture;
        int[] state = network.ProjectionSize is null ? units : [.. Enumerable.Range(0, network.StateSize)];
        RecurrentState? initial = trial.Input.InitialState is { } given ? UnitSelection.Of(given, units, state) : null;
        return new RecurrentCase(
            network, UnitSelection.Of(network, trial.Parameters, units, state), trial.Input with { InitialState = initial });
    }

    /// <summary>The output of <see cref="PermuteUnits"/> with the units back where they were.</summary>
    public static RecurrentOutput RestoreUnits(RecurrentCase trial, RecurrentOutput output, int[] units)
    {
        RecurrentArchitecture network = trial.Architecture;
        int[] back = Inverse(units);
        int[] state = network.ProjectionSize is null ? back : [.. Enumerable.Range(0, network.StateSize)];
        return new RecurrentOutput(
            output.Values.KeepFeatures(UnitSelection.OfOutput(network, state)), UnitSelection.Of(output.FinalState, back, state));
    }

    /// <summary>0 … count − 1, moved on by one and a third of their number: no place keeps its own where there are several.</summary>
    public static int[] Shuffle(int count)
    {
        int[] order = new int[count];
        for (int place = 0; place < count; place++)
        {
            order[place] = (place + 1 + (count / 3)) % count;
        }

        return order;
    }

    /// <summary>The order that undoes an order.</summary>
    public static int[] Inverse(int[] order)
    {
        var inverse = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            inverse[order[place]] = place;
        }

        return inverse;
    }

    private static Matrix Stack(IReadOnlyList<RecurrentOutput> rows, Func<RecurrentOutput, Matrix> part) =>
        Matrix.Create(rows.Count, part(rows[0]).Columns, (row, column) => part(rows[row])[0, column]);
}
