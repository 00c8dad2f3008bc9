using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>
/// In what respects a case is one of many: the dimensions along which faults of real kernels have hidden, and its value in each.
/// </summary>
public static class CaseDimensions
{
    /// <summary>The value of the case in each dimension, in a fixed order.</summary>
    public static IReadOnlyList<CaseDimension> Of(RecurrentCase trial)
    {
        ArgumentNullException.ThrowIfNull(trial);

        RecurrentArchitecture network = trial.Architecture;
        return
        [
            new("cell", CellOf(network)),
            new("direction", network.Direction.ToString().ToLowerInvariant()),
            new("layers", network.Layers switch { 1 => "1", 2 => "2", _ => "3 or more" }),
            new("biases", (network.HasInputBias, network.HasRecurrentBias) switch
            {
                (true, true) => "both",
                (true, false) => "input",
                (false, true) => "recurrent",
                _ => "none",
            }),
            new("state", State(trial)),
            new("lengths", Lengths(trial)),
            new("padding", Padding(trial)),
            new("layout", network.BatchFirst ? "batch first" : "time first"),
            new("T", trial.TimeSteps switch { <= 3 => $"{trial.TimeSteps}", <= 8 => "4 to 8", _ => "over 8" }),
            new("N", trial.BatchSize switch { <= 2 => $"{trial.BatchSize}", <= 16 => "3 to 16", <= 100 => "17 to 100", _ => "over 100" }),
            new("H", trial.HiddenSize switch
            {
                <= 3 => $"{trial.HiddenSize}",
                <= 16 => "4 to 16",
                <= 64 => "17 to 64",
                <= 128 => "65 to 128",
                _ => "over 128",
            }),
            new("tail of H", (trial.HiddenSize % 4) switch { 0 => "whole fours", 1 => "one over", 3 => "one short", _ => "two over" }),
            new("I", trial.InputSize.CompareTo(trial.HiddenSize) switch { < 0 => "less than H", 0 => "H", _ => "more than H" }),
            new("values", Values(trial)),
        ];
    }

    /// <summary>The cell and its options, as a table names them.</summary>
    internal static string CellOf(RecurrentArchitecture network)
    {
        bool rectified = network.Cell == RecurrentCell.Rnn && network.Activations == CellActivations.Rectified;
        string name = rectified ? "rectified Rnn" : network.Cell.ToString();
        string[] options =
        [
            .. network.HasPeepholes ? ["peepholes"] : Array.Empty<string>(),
            .. network.CouplesGates ? ["coupled"] : Array.Empty<string>(),
            .. network.CellClip is not null ? ["cell clip"] : Array.Empty<string>(),
            .. network.ProjectionSize is not null ? ["projected"] : Array.Empty<string>(),
            .. network.ActivationClip is not null ? ["clipped"] : Array.Empty<string>(),
            .. network.Activations != CellActivations.Usual && !rectified ? ["other functions"] : Array.Empty<string>(),
        ];
        return options.Length == 0 ? name : $"{name}, {string.Join(", ", options)}";
    }

    private static string State(RecurrentCase trial) => trial.Input.InitialState switch
    {
        null => "absent",
        { HasCell: false } when trial.Architecture.Cell.HasCellState() => "h alone",
        var given when IsZero(given) => "zeros",
        _ => "random",
    };

    private static bool IsZero(RecurrentState state)
    {
        bool zero = true;
        state.MapMatrices(matrix =>
        {
            zero &= !matrix.Values.ContainsAnyExcept(0.0);
            return matrix;
        });
        return zero;
    }

    private static string Lengths(RecurrentCase trial) => trial.Input.Lengths switch
    {
        null => "none",
        var lengths when lengths.All(length => length == 0) => "all zero",
        var lengths when lengths.Contains(0) => "zero among others",
        var lengths when lengths.All(length => length == trial.TimeSteps) => "all T",
        var lengths when lengths.Max() < trial.TimeSteps => "all less than T",
        var lengths when lengths.Zip(lengths.Skip(1)).All(pair => pair.First >= pair.Second) => "descending",
        _ => "unsorted",
    };

    private static string Padding(RecurrentCase trial)
    {
        for (int row = 0; row < trial.BatchSize; row++)
        {
            if (trial.Input.LengthOf(row) < trial.TimeSteps)
            {
                double held = trial.Input.Values[trial.TimeSteps - 1, row, 0];
                return double.IsNaN(held) ? "NaN" : double.IsInfinity(held) ? "infinite" : Math.Abs(held) > 1e30 ? "huge" : "ordinary";
            }
        }

        return "none";
    }

    private static string Values(RecurrentCase trial)
    {
        double largest = 0;
        bool whole = true;
        bool zeros = false;
        CellParameters cell = trial.Parameters[0, 0];
        foreach (Gate gate in cell.Gates)
        {
            foreach (double value in cell[gate].InputWeights.Values)
            {
                largest = Math.Max(largest, Math.Abs(value));
                whole &= double.IsInteger(value);
                zeros |= value == 0;
            }
        }

        return whole && largest > 0 ? "whole numbers"
            : zeros ? "with zeros"
            : largest * (trial.InputSize + trial.HiddenSize) > 20 ? "saturating"
            : largest < 1.0 / 512 ? "tiny" : "ordinary";
    }
}

/// <summary>The value of a case in one dimension.</summary>
/// <param name="Name">The dimension.</param>
/// <param name="Value">Its value.</param>
public readonly record struct CaseDimension(string Name, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Value}";
}
