using RnnEquivalence.Model;

namespace RnnEquivalence.Conventions;

/// <summary>
/// What PyTorch, Keras and ONNX have in common: the parameters of a cell with the gates on top of each other, H rows per gate, in the
/// order of a convention that has both biases or none.
/// </summary>
/// <param name="InputWeights">Shape (G·H, I).</param>
/// <param name="RecurrentWeights">Shape (G·H, H), or (G·H, P) behind a projection.</param>
/// <param name="InputBias">Shape (G·H,), or null.</param>
/// <param name="RecurrentBias">Shape (G·H,), or null.</param>
/// <param name="Peepholes">Shape (3·H,), or null.</param>
internal sealed record GateStack(
    Matrix InputWeights, Matrix RecurrentWeights, double[]? InputBias, double[]? RecurrentBias, double[]? Peepholes = null)
{
    /// <summary>Stacks the gates of a cell; what the architecture lacks, one of two biases or a coupled forget gate, is zero.</summary>
    /// <exception cref="ArgumentException">
    /// The convention has no place for something, or the parameters are not those of the architecture.
    /// </exception>
    public static GateStack FromCell(WeightConvention convention, RecurrentArchitecture architecture, CellParameters cell)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(cell);

        convention.Require(architecture);
        int inputs = cell.Gates.Count == 0 ? architecture.InputSize : cell[cell.Gates[0]].InputWeights.Columns;
        CaseValidation.Cell(architecture, inputs, cell, where: "");

        int units = architecture.HiddenSize;
        IReadOnlyList<Gate> gates = convention.GatesOf(architecture.Cell);
        bool biased = architecture.HasInputBias || architecture.HasRecurrentBias;
        return new GateStack(
            Stack(gates, inputs, gate => gate.InputWeights.Values),
            Stack(gates, architecture.StateSize, gate => gate.RecurrentWeights.Values),
            biased ? Join(gates, 1, gate => gate.InputBias) : null,
            biased ? Join(gates, 1, gate => gate.RecurrentBias) : null,
            architecture.HasPeepholes ? Join(convention.Peepholes, 1, gate => gate.Peephole) : null);

        Matrix Stack(IReadOnlyList<Gate> order, int columns, Part part) => new(order.Count * units, columns, Join(order, columns, part));

        double[] Join(IReadOnlyList<Gate> order, int columns, Part part)
        {
            var joined = new double[order.Count * units * columns];
            for (int block = 0; block < order.Count; block++)
            {
                if (architecture.Gates.Contains(order[block]))
                {
                    part(cell[order[block]]).CopyTo(joined.AsSpan(block * units * columns));
                }
            }

            return joined;
        }
    }

    /// <summary>The gates by name.</summary>
    /// <param name="convention">The order of the gates.</param>
    /// <param name="architecture">The network that the cell is one of; the shapes have been checked against it.</param>
    /// <param name="names">What a message calls the five parts.</param>
    /// <param name="projection">The weights of the projection.</param>
    /// <exception cref="ArgumentException">
    /// Something is missing, or something that the architecture lacks is not zero and would be lost.
    /// </exception>
    public CellParameters ToCell(
        WeightConvention convention, RecurrentArchitecture architecture, PartNames names, Matrix? projection = null)
    {
        int units = architecture.HiddenSize;
        IReadOnlyList<Gate> gates = convention.GatesOf(architecture.Cell);
        RequirePresence(names.InputBias, "b_x", architecture.HasInputBias, InputBias);
        RequirePresence(names.RecurrentBias, "b_h", architecture.HasRecurrentBias, RecurrentBias);
        RequirePresence(names.Peepholes, "peepholes", architecture.HasPeepholes, Peepholes);
        foreach (Gate unused in gates.Where(gate => !architecture.Gates.Contains(gate)))
        {
            string reason = $"the gates are coupled, so that {unused.Symbol(architecture.Cell)} has no parameters of its own";
            string block = $"The block of {unused.Symbol(architecture.Cell)}";
            RequireZeros($"{block} in {names.InputWeights}", Block(InputWeights.Values, gates, unused), reason);
            RequireZeros($"{block} in {names.RecurrentWeights}", Block(RecurrentWeights.Values, gates, unused), reason);
            RequireZeros($"{block} in {names.InputBias}", Block(InputBias, gates, unused), reason);
            RequireZeros($"{block} in {names.RecurrentBias}", Block(RecurrentBias, gates, unused), reason);
            RequireZeros($"{block} in {names.Peepholes}", Block(Peepholes, convention.Peepholes, unused), reason);
        }

        return new CellParameters(
            architecture.Gates,
            gate => new GateParameters(
                new Matrix(units, InputWeights.Columns, Block(InputWeights.Values, gates, gate).ToArray()),
                new Matrix(units, RecurrentWeights.Columns, Block(RecurrentWeights.Values, gates, gate).ToArray()),
                architecture.HasInputBias ? Block(InputBias, gates, gate).ToArray() : null,
                architecture.HasRecurrentBias ? Block(RecurrentBias, gates, gate).ToArray() : null,
                architecture.HasPeepholes && gate.HasPeephole() ? Block(Peepholes, convention.Peepholes, gate).ToArray() : null),
            projection);
    }

    private static ReadOnlySpan<double> Block(ReadOnlySpan<double> joined, IReadOnlyList<Gate> order, Gate gate)
    {
        if (joined.IsEmpty)
        {
            return [];
        }

        int length = joined.Length / order.Count;
        return joined.Slice(order.TakeWhile(other => other != gate).Count() * length, length);
    }

    private static void RequirePresence(string what, string symbol, bool wanted, double[]? values)
    {
        if (wanted && values is null)
        {
            throw new ArgumentException($"{what} is missing, but the architecture has {symbol}.");
        }

        if (!wanted)
        {
            RequireZeros(what, values, $"the architecture has no {symbol}");
        }
    }

    private static void RequireZeros(string what, ReadOnlySpan<double> values, string reason)
    {
        foreach (double value in values)
        {
            if (value != 0)
            {
                throw new ArgumentException($"{what} must be zero, but holds {value:R}: {reason}.");
            }
        }
    }

    private delegate ReadOnlySpan<double> Part(GateParameters gate);
}

/// <summary>What a convention calls its tensors.</summary>
internal sealed record PartNames(
    string InputWeights, string RecurrentWeights, string InputBias, string RecurrentBias, string Peepholes = "P");
