namespace RnnEquivalence.Model;

/// <summary>What the steps of a history are done with, derived from the case that they belong to.</summary>
public static class History
{
    /// <summary>A set of parameters: that of the case, or one of the same shapes whose every part is another.</summary>
    /// <param name="trial">The case whose network the module has.</param>
    /// <param name="set">0 for the case's own.</param>
    public static RecurrentParameters ParametersOf(RecurrentCase trial, int set)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return set switch
        {
            0 => trial.Parameters,
            1 => trial.Parameters.Map(cell => Changed(cell, value => 0 - value, value => value / 2, _ => 1, _ => -0.5)),
            _ => trial.Parameters.Map(cell => Changed(cell, value => value, value => 0 - value, value => 0 - value, _ => 0.5)),
        };
    }

    /// <summary>
    /// What a module of a history is a module of: the case itself, or its <see cref="SiblingOf"/>.
    /// </summary>
    public static RecurrentCase NetworkOf(RecurrentCase trial, int module)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return module == HistoryStep.Sibling ? SiblingOf(trial) : trial;
    }

    /// <summary>
    /// A network that a kernel might take for the case's: its first cell alone, without the last feature of the input if there are several.
    /// </summary>
    public static RecurrentCase SiblingOf(RecurrentCase trial)
    {
        ArgumentNullException.ThrowIfNull(trial);

        RecurrentArchitecture network = trial.Architecture;
        int[] features = [.. Enumerable.Range(0, Math.Max(1, network.InputSize - 1))];
        int[] units = [.. Enumerable.Range(0, network.HiddenSize)];
        CellParameters cell = trial.Parameters[0, 0]
            .Map((_, gate) => gate with { InputWeights = gate.InputWeights.Select(units, features) });
        RecurrentArchitecture first = network with
        {
            InputSize = features.Length,
            Layers = 1,
            Direction = network.Direction == Direction.Bidirectional ? Direction.Forward : network.Direction,
            Activations = network.ActivationsOf(0),
            ReverseActivations = null,
        };
        return new RecurrentCase(
            first,
            new RecurrentParameters(1, 1, (_, _) => cell),
            new RecurrentInput(
                trial.Input.Values.KeepFeatures(features),
                trial.Input.InitialState is { } state ? new RecurrentState(1, 1, (_, _) => state[0, 0]) : null,
                trial.Input.Lengths));
    }

    /// <summary>What a step hands to its module.</summary>
    /// <param name="trial">The case whose network the module has.</param>
    /// <param name="step">The step.</param>
    public static RecurrentInput InputOf(RecurrentCase trial, HistoryStep step)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(step);

        (int steps, int rows) = step.Sizes switch
        {
            HistorySizes.MoreRows => (trial.TimeSteps, trial.BatchSize + 1),
            HistorySizes.MoreSteps => (trial.TimeSteps + 1, trial.BatchSize),
            HistorySizes.Larger => (trial.TimeSteps + 2, trial.BatchSize + 2),
            HistorySizes.Smallest => (1, 1),
            _ => (trial.TimeSteps, trial.BatchSize),
        };
        return new RecurrentInput(Values(trial, step, steps, rows), State(trial, step, rows), Lengths(trial, step, steps, rows));
    }

    /// <summary>
    /// A loss that touches everything that a step's call returns. All of it is positive, so that nothing cancels out in it.
    /// </summary>
    public static UpstreamGradients UpstreamOf(RecurrentCase trial, HistoryStep step)
    {
        ArgumentNullException.ThrowIfNull(trial);

        RecurrentArchitecture network = trial.Architecture;
        RecurrentInput input = InputOf(trial, step);
        (int steps, int rows) = (input.Values.TimeSteps, input.Values.BatchSize);
        Matrix[] hidden = [.. Enumerable.Range(0, network.Cells).Select(cell => Quarters(rows, network.StateSize, cell))];
        Matrix[]? cells = network.Cell.HasCellState()
            ? [.. Enumerable.Range(0, network.Cells).Select(cell => Quarters(rows, network.HiddenSize, cell + 1))] : null;
        return new UpstreamGradients(
            Sequence.Create(steps, rows, network.OutputSize, (time, row, feature) => ((time + row + feature) % 3) + 1), hidden, cells);

        static Matrix Quarters(int rows, int columns, int from) =>
            Matrix.Create(rows, columns, (row, column) => (((row + column + from) % 3) + 1) / 4.0);
    }

    private static Sequence Values(RecurrentCase trial, HistoryStep step, int steps, int rows)
    {
        Sequence x = trial.Input.Values;
        int sign = step.Values == HistoryValues.Negated ? -1 : 1;
        return Sequence.Create(steps, rows, trial.InputSize, (time, row, feature) =>
        {
            int of = step.Values == HistoryValues.OtherRows ? trial.BatchSize - 1 - (row % trial.BatchSize) : row % trial.BatchSize;

            // What stands behind the end of a row is no input, and may be no number; other lengths would read it.
            int length = trial.Input.LengthOf(of);
            return length == 0 ? 0.5 * sign : sign * x[time % length, of, feature];
        });
    }

    private static RecurrentState? State(RecurrentCase trial, HistoryStep step, int rows) => step.State switch
    {
        HistoryState.Own => trial.Input.InitialState?.MapMatrices(matrix => Matrix.Create(
            rows, matrix.Columns, (row, unit) => matrix[row % matrix.Rows, unit])),
        HistoryState.Halves => RecurrentState.Zero(trial.Architecture, rows).MapMatrices(matrix => matrix.Map(_ => 0.5)),
        _ => null,
    };

    private static int[]? Lengths(RecurrentCase trial, HistoryStep step, int steps, int rows) => step.Lengths switch
    {
        HistoryLengths.Own => trial.Input.Lengths is { } own
            ? [.. Enumerable.Range(0, rows).Select(row => Math.Min(steps, own[row % own.Length]))] : null,
        HistoryLengths.Rising => [.. Enumerable.Range(0, rows).Select(row => 1 + (row % steps))],
        _ => null,
    };

    // 0 − w, and not −w, which would make negative zeros.
    private static CellParameters Changed(
        CellParameters cell,
        Func<double, double> input,
        Func<double, double> recurrent,
        Func<double, double> inputBias,
        Func<double, double> recurrentBias) => cell
        .Map((_, gate) => new GateParameters(
            gate.InputWeights.Map(input),
            gate.RecurrentWeights.Map(recurrent),
            gate.InputBias is null ? null : Array.ConvertAll(gate.InputBias, value => inputBias(value)),
            gate.RecurrentBias is null ? null : Array.ConvertAll(gate.RecurrentBias, value => recurrentBias(value)),
            gate.Peephole is null ? null : Array.ConvertAll(gate.Peephole, value => 0 - value)))
        .WithProjection(cell.Projection?.Map(value => 0 - value));
}
