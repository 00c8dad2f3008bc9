namespace RnnEquivalence.Model;

/// <summary>Whether the parts of a case fit together. Every message says what was looked at, what is required and what was found.</summary>
internal static class CaseValidation
{
    public static void Case(RecurrentCase trial)
    {
        trial.Architecture.Validate();
        Parameters(trial.Architecture, trial.Parameters);
        Input(trial.Architecture, trial.Input);
        Upstream(trial);
    }

    /// <summary>Checks the parameters against the architecture.</summary>
    public static void Parameters(RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        ShapeException.Require(
            "The list of cells", [architecture.Layers, architecture.Directions], [parameters.Layers, parameters.Directions], "(L, D)");
        for (int layer = 0; layer < architecture.Layers; layer++)
        {
            for (int direction = 0; direction < architecture.Directions; direction++)
            {
                string name = architecture.NameOf(layer, direction);
                Cell(architecture, architecture.InputSizeOf(layer), parameters[layer, direction], name.Length == 0 ? "" : $" of {name}");
            }
        }

        Representable(architecture, "the forget bias", [architecture.ForgetBias]);
        Representable(architecture, "the clip bounds", [architecture.ActivationClip ?? 0, architecture.CellClip ?? 0]);
    }

    /// <summary>Checks a state against the architecture.</summary>
    /// <param name="which">"initial" or "final".</param>
    /// <param name="state">The state.</param>
    /// <param name="architecture">The architecture.</param>
    /// <param name="batch">N.</param>
    /// <param name="cellStateRequired">Whether a cell that has a c must be given one.</param>
    public static void State(string which, RecurrentState state, RecurrentArchitecture architecture, int batch, bool cellStateRequired)
    {
        ShapeException.Require(
            $"The list of {which} states", [architecture.Layers, architecture.Directions], [state.Layers, state.Directions], "(L, D)");
        for (int layer = 0; layer < state.Layers; layer++)
        {
            for (int direction = 0; direction < state.Directions; direction++)
            {
                CellState cell = state[layer, direction];
                ShapeException.Require($"The {which} hidden state", [batch, architecture.StateSize], cell.Hidden.Shape, "(N, H)");
                if (cell.Cell is not null && !architecture.Cell.HasCellState())
                {
                    throw new ArgumentException($"The {which} state has a cell state, but the cell {architecture.Cell} has none.");
                }

                if (cell.Cell is not null)
                {
                    ShapeException.Require($"The {which} cell state", [batch, architecture.HiddenSize], cell.Cell.Shape, "(N, H)");
                }
                else if (cellStateRequired && architecture.Cell.HasCellState())
                {
                    throw new ArgumentException(
                        $"The {which} state has no cell state, "
                        + $"but the cell {architecture.Cell} needs one of shape ({batch}, {architecture.HiddenSize}).");
                }
            }
        }
    }

    /// <summary>Checks the parameters of one cell.</summary>
    /// <param name="architecture">The network that the cell is one of.</param>
    /// <param name="inputSize">I of its layer.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="where">" of layer 1, reverse", or nothing.</param>
    public static void Cell(RecurrentArchitecture architecture, int inputSize, CellParameters parameters, string where)
    {
        if (IsCell(architecture, inputSize, parameters))
        {
            return;
        }

        if (!parameters.Gates.Order().SequenceEqual(architecture.Gates.ToArray().Order()))
        {
            throw new ArgumentException(
                $"The cell {architecture.Cell} has the gates {string.Join(", ", architecture.Gates.ToArray())}, "
                + $"but there are parameters of {string.Join(", ", parameters.Gates)}{where}.");
        }

        int units = architecture.HiddenSize;
        foreach (Gate gate in architecture.Gates)
        {
            GateParameters own = parameters[gate];
            string of = $"of gate {gate.Symbol(architecture.Cell)}{where}";
            ShapeException.Require($"The input weight W {of}", [units, inputSize], own.InputWeights.Shape, "(H, I)");
            ShapeException.Require($"The recurrent weight R {of}", [units, architecture.StateSize], own.RecurrentWeights.Shape, "(H, H)");
            Vector($"The input bias b_x {of}", architecture.HasInputBias, own.InputBias, units);
            Vector($"The recurrent bias b_h {of}", architecture.HasRecurrentBias, own.RecurrentBias, units);
            Vector($"The peephole p {of}", architecture.HasPeepholes && gate.HasPeephole(), own.Peephole, units);
            Representable(architecture, $"W {of}", own.InputWeights.Values);
            Representable(architecture, $"R {of}", own.RecurrentWeights.Values);
            Representable(architecture, $"b_x {of}", own.InputBias);
            Representable(architecture, $"b_h {of}", own.RecurrentBias);
            Representable(architecture, $"p {of}", own.Peephole);
        }

        Require($"The projection{where}", architecture.ProjectionSize is not null, parameters.Projection is not null);
        if (parameters.Projection is { } projection)
        {
            ShapeException.Require($"The projection{where}", [architecture.StateSize, units], projection.Shape, "(P, H)");
            Representable(architecture, $"the projection{where}", projection.Values);
        }
    }

    /// <summary>Whether the parameters are those of a cell, without the words that say in what they are not.</summary>
    private static bool IsCell(RecurrentArchitecture architecture, int inputSize, CellParameters parameters)
    {
        NumberFormat format = architecture.ElementType.Format();
        (int units, int features) = (architecture.HiddenSize, architecture.StateSize);
        if (parameters.Gates.Count != architecture.Gates.Length
            || architecture.ProjectionSize is not null || parameters.Projection is not null)
        {
            return false;
        }

        foreach (Gate gate in architecture.Gates)
        {
            if (!parameters.Has(gate))
            {
                return false;
            }

            GateParameters own = parameters[gate];
            if (!IsMatrix(own.InputWeights, inputSize) || !IsMatrix(own.RecurrentWeights, features)
                || !IsVector(own.InputBias, architecture.HasInputBias) || !IsVector(own.RecurrentBias, architecture.HasRecurrentBias)
                || !IsVector(own.Peephole, architecture.HasPeepholes && gate.HasPeephole()))
            {
                return false;
            }
        }

        return true;

        bool IsMatrix(Matrix matrix, int columns) =>
            matrix.Rows == units && matrix.Columns == columns && format.Represents(matrix.Values);

        bool IsVector(double[]? vector, bool wanted) =>
            vector is null ? !wanted : wanted && vector.Length == units && format.Represents(vector);
    }

    /// <summary>Checks what a network is run on.</summary>
    public static void Input(RecurrentArchitecture architecture, RecurrentInput input)
    {
        Sequence x = input.Values;
        ShapeException.Require("The input x", [x.TimeSteps, x.BatchSize, architecture.InputSize], x.Shape, "(T, N, I)");
        Representable(architecture, "the input x", x.Values);

        if (input.Lengths is { } lengths)
        {
            ShapeException.Require("The list of lengths", [x.BatchSize], [lengths.Length], "(N,)");
            for (int row = 0; row < lengths.Length; row++)
            {
                if (lengths[row] < 0 || lengths[row] > x.TimeSteps)
                {
                    throw new ArgumentException($"Row {row} has the length {lengths[row]}, but must have one of 0 to T = {x.TimeSteps}.");
                }
            }
        }

        if (input.InitialState is { } state)
        {
            State("initial", state, architecture, x.BatchSize, cellStateRequired: false);
            for (int cell = 0; cell < architecture.Cells; cell++)
            {
                CellState own = state[cell / architecture.Directions, cell % architecture.Directions];
                Representable(architecture, "the initial hidden state", own.Hidden.Values);
                Representable(architecture, "the initial cell state", own.Cell is null ? default : own.Cell.Values);
            }
        }
    }

    private static void Upstream(RecurrentCase trial)
    {
        RecurrentArchitecture network = trial.Architecture;
        if (trial.Upstream?.Values is { } values)
        {
            ShapeException.Require(
                "The upstream gradient dy", [trial.TimeSteps, trial.BatchSize, network.OutputSize], values.Shape, "(T, N, D·H)");
            Representable(network, "the upstream gradient dy", values.Values);
        }

        if (trial.Upstream?.Cell is not null && !network.Cell.HasCellState())
        {
            throw new ArgumentException($"There are upstream gradients dc_n, but the cell {network.Cell} has no cell state.");
        }

        PerCell("dh_n", trial.Upstream?.Hidden, network.StateSize);
        PerCell("dc_n", trial.Upstream?.Cell, network.HiddenSize);

        void PerCell(string name, IReadOnlyList<Matrix>? matrices, int features)
        {
            if (matrices is null)
            {
                return;
            }

            ShapeException.Require($"The list of upstream gradients {name}", [network.Cells], [matrices.Count], "(L·D,)");
            foreach (Matrix matrix in matrices)
            {
                ShapeException.Require($"The upstream gradient {name}", [trial.BatchSize, features], matrix.Shape, "(N, H)");
                Representable(network, $"the upstream gradient {name}", matrix.Values);
            }
        }
    }

    private static void Vector(string what, bool wanted, double[]? vector, int length)
    {
        Require(what, wanted, vector is not null);
        if (vector is not null)
        {
            ShapeException.Require(what, [length], [vector.Length], "(H,)");
        }
    }

    private static void Require(string what, bool wanted, bool given)
    {
        if (wanted != given)
        {
            throw new ArgumentException(
                $"{what} is {(wanted ? "missing" : "given")}, but the architecture {(wanted ? "has one" : "has none")}.");
        }
    }

    private static void Representable(RecurrentArchitecture architecture, string what, ReadOnlySpan<double> values)
    {
        if (architecture.ElementType.Format().Represents(values))
        {
            return;
        }

        foreach (double value in values)
        {
            if (!architecture.ElementType.Represents(value))
            {
                throw new ArgumentException(
                    $"{value:R} in {what} is not a number of the type {architecture.ElementType}; "
                    + $"the nearest is {architecture.ElementType.Round(value):R}.");
            }
        }
    }
}
