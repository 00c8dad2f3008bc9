using RnnEquivalence.Model;

namespace RnnEquivalence.Conventions;

/// <summary>
/// The parameters of one layer, with all its directions, as inputs of the ONNX operators RNN, LSTM and GRU (ONNX,
/// <c>docs/Operators.md</c>). The gates are blocks of H rows in the order i, o, f, c or z, r, h: see <see cref="WeightConvention.Onnx"/>.
/// </summary>
/// <remarks>With <c>input_forget = 1</c> there is still a place for f in W, R, B and P; here it is zero.</remarks>
/// <param name="w">W, shape (D, G·H, I), the forward direction first.</param>
/// <param name="r">R, shape (D, G·H, H).</param>
/// <param name="b">
/// B, shape (D, 2·G·H), the biases of all gates for the input before those for the state; null where there are none.
/// </param>
/// <param name="p">P, shape (D, 3·H) in the order i, o, f; null where there are no peepholes.</param>
public sealed class OnnxWeights(WeightTensor w, WeightTensor r, WeightTensor? b = null, WeightTensor? p = null)
{
    /// <summary>W, shape (D, G·H, I), the forward direction first.</summary>
    public WeightTensor W { get; } = w ?? throw new ArgumentNullException(nameof(w));

    /// <summary>R, shape (D, G·H, H).</summary>
    public WeightTensor R { get; } = r ?? throw new ArgumentNullException(nameof(r));

    /// <summary>B, shape (D, 2·G·H): in each direction Wb of all gates before Rb of all gates; null where there is none.</summary>
    public WeightTensor? B { get; } = b;

    /// <summary>P, shape (D, 3·H) in the order i, o, f; null where there is none.</summary>
    public WeightTensor? P { get; } = p;

    /// <summary>The weights of a layer. ONNX has both biases or none: where the architecture has one, the other is zero.</summary>
    /// <param name="architecture">The network that the layer is one of.</param>
    /// <param name="cells">The parameters of each of its D directions, the forward one first.</param>
    /// <exception cref="ArgumentException">
    /// The cell has a projection or a forget bias, there are not D directions, or the parameters are not those of the architecture.
    /// </exception>
    public static OnnxWeights FromCells(RecurrentArchitecture architecture, IReadOnlyList<CellParameters> cells)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(cells);

        ShapeException.Require("The list of directions", [architecture.Directions], [cells.Count], "(D,)");
        GateStack[] stacks = [.. cells.Select(cell => GateStack.FromCell(WeightConvention.Onnx, architecture, cell))];
        foreach (GateStack stack in stacks)
        {
            ShapeException.Require(
                "The stack of input weights of a direction",
                stacks[0].InputWeights.Shape,
                stack.InputWeights.Shape,
                "all directions read the same input");
        }

        return new OnnxWeights(
            Stack(stacks[0].InputWeights.Shape, stack => stack.InputWeights.Values.ToArray()),
            Stack(stacks[0].RecurrentWeights.Shape, stack => stack.RecurrentWeights.Values.ToArray()),
            stacks[0].InputBias is { } bias ? Stack([2 * bias.Length], stack => [.. stack.InputBias!, .. stack.RecurrentBias!]) : null,
            stacks[0].Peepholes is { } peepholes ? Stack([peepholes.Length], stack => stack.Peepholes!) : null);

        WeightTensor Stack(IReadOnlyList<int> shape, Func<GateStack, double[]> part) =>
            new([stacks.Length, .. shape], [.. stacks.SelectMany(part)]);
    }

    /// <summary>The cells of the layer, one for each direction, gate by gate.</summary>
    /// <param name="architecture">The network that the layer is one of.</param>
    /// <param name="layer">The layer, counted from 0.</param>
    /// <exception cref="ShapeException">A shape is not that of the architecture.</exception>
    /// <exception cref="ArgumentException">
    /// ONNX has no place for something that the architecture has, B or P is missing, or something that the architecture lacks is not zero:
    /// one of the biases, the peepholes, or the blocks of f where the gates are coupled.
    /// </exception>
    public IReadOnlyList<CellParameters> ToCells(RecurrentArchitecture architecture, int layer)
    {
        Expected expected = Expected.In(WeightConvention.Onnx, architecture, layer);
        (int directions, int rows, int units) = (architecture.Directions, expected.Rows, architecture.HiddenSize);
        string blocks = $"one block of H for each of {expected.Symbols}";
        ShapeException.Require("W", [directions, rows, expected.Inputs], W.Shape, $"(D, {expected.Gates}·H, I), {blocks}");
        ShapeException.Require("R", [directions, rows, units], R.Shape, $"(D, {expected.Gates}·H, H), {blocks}");
        if (B is not null)
        {
            ShapeException.Require(
                "B",
                [directions, 2 * rows],
                B.Shape,
                $"(D, {2 * expected.Gates}·H), for the input {blocks}, and then likewise for the state");
        }

        if (P is not null)
        {
            ShapeException.Require("P", [directions, 3 * units], P.Shape, "(D, 3·H), one block of H for each of i, o, f");
        }

        return [.. Enumerable.Range(0, directions).Select(direction =>
        {
            double[]? bias = B?.At(direction);
            return new GateStack(
                new Matrix(rows, expected.Inputs, W.At(direction)),
                new Matrix(rows, units, R.At(direction)),
                bias?[..rows],
                bias?[rows..],
                P?.At(direction)).ToCell(WeightConvention.Onnx, architecture, NamesIn(direction));
        })];
    }

    private static PartNames NamesIn(int direction)
    {
        string where = $"direction {direction}";
        return new PartNames($"W of {where}", $"R of {where}", $"Wb in B of {where}", $"Rb in B of {where}", $"P of {where}");
    }
}
