using RnnEquivalence.Model;

namespace RnnEquivalence.Conventions;

/// <summary>
/// The variables of one layer and direction of <c>keras.layers.SimpleRNN</c>, <c>LSTM</c> or <c>GRU</c> (keras 3,
/// <c>keras/src/layers/rnn/</c>, the method <c>build</c> of each cell). The gates are blocks of H columns in the order i, f, c, o or
/// z, r, h: see <see cref="WeightConvention.Keras"/>.
/// </summary>
/// <remarks>
/// Keras has one bias, but for the GRU with <c>reset_after=True</c>, which has two. The constant 1 that <c>unit_forget_bias</c> puts
/// into the bias when a layer is made is part of the bias.
/// </remarks>
/// <param name="kernel"><c>kernel</c>, shape (I, G·H).</param>
/// <param name="recurrentKernel"><c>recurrent_kernel</c>, shape (H, G·H).</param>
/// <param name="bias">
/// <c>bias</c> as one row, shape (1, G·H); for a GRU with <c>reset_after=True</c> two rows, shape (2, G·H), that of the input first;
/// null with <c>use_bias=False</c>.
/// </param>
public sealed class KerasWeights(Matrix kernel, Matrix recurrentKernel, Matrix? bias = null)
{
    private static readonly PartNames Names = new("kernel", "recurrent_kernel", "bias", "bias");
    private static readonly PartNames NamesOfTwo = Names with { InputBias = "Row 0 of bias", RecurrentBias = "Row 1 of bias" };

    /// <summary><c>kernel</c>, shape (I, G·H).</summary>
    public Matrix Kernel { get; } = kernel ?? throw new ArgumentNullException(nameof(kernel));

    /// <summary><c>recurrent_kernel</c>, shape (H, G·H).</summary>
    public Matrix RecurrentKernel { get; } = recurrentKernel ?? throw new ArgumentNullException(nameof(recurrentKernel));

    /// <summary><c>bias</c>, shape (1, G·H), or (2, G·H) in a GRU with <c>reset_after=True</c>; null where there is none.</summary>
    public Matrix? Bias { get; } = bias;

    /// <summary>
    /// The weights of a cell. Where Keras has one bias and the cell a b_h, the bias is what <see cref="Biases.Sum"/> makes of both, which
    /// may round. A GRU with <c>reset_after=True</c> keeps both; one that the architecture lacks is zero.
    /// </summary>
    /// <param name="architecture">The network that the cell is one of.</param>
    /// <param name="cell">The parameters of one layer and direction.</param>
    /// <exception cref="ArgumentException">
    /// The cell has peepholes, coupled gates, a projection or a forget bias, or the parameters are not those of the architecture.
    /// </exception>
    public static KerasWeights FromCell(RecurrentArchitecture architecture, CellParameters cell)
    {
        // What does not fit is refused before anything is summed.
        GateStack stack = GateStack.FromCell(WeightConvention.Keras, architecture, cell);
        if (architecture.Cell != RecurrentCell.Gru && architecture.HasRecurrentBias)
        {
            (architecture, cell) = Biases.Sum(architecture, cell);
            stack = GateStack.FromCell(WeightConvention.Keras, architecture, cell);
        }

        double[]? biases = architecture.Cell == RecurrentCell.Gru && stack.InputBias is not null
            ? [.. stack.InputBias, .. stack.RecurrentBias!]
            : stack.InputBias;
        int columns = stack.InputWeights.Rows;
        return new KerasWeights(
            StackedKernel.Transpose(stack.InputWeights),
            StackedKernel.Transpose(stack.RecurrentWeights),
            biases is null ? null : new Matrix(biases.Length / columns, columns, biases));
    }

    /// <summary>The same cell, gate by gate. Keras' one bias becomes b_x.</summary>
    /// <param name="architecture">The network that the cell is one of.</param>
    /// <param name="layer">Its layer, counted from 0.</param>
    /// <exception cref="ShapeException">A shape is not that of the architecture.</exception>
    /// <exception cref="ArgumentException">
    /// Keras has no place for something that the architecture has, such as a b_h where there is one bias; the bias is missing; or one that
    /// the architecture lacks is not zero.
    /// </exception>
    public CellParameters ToCell(RecurrentArchitecture architecture, int layer)
    {
        Expected expected = Expected.In(WeightConvention.Keras, architecture, layer);
        bool hasTwo = architecture.Cell == RecurrentCell.Gru;
        int columns = expected.Rows;
        ShapeException.Require(
            "kernel",
            [expected.Inputs, columns],
            Kernel.Shape,
            $"(I, {expected.Gates}·H), one block of H columns for each of {expected.Symbols}");
        ShapeException.Require(
            "recurrent_kernel",
            [architecture.HiddenSize, columns],
            RecurrentKernel.Shape,
            $"(H, {expected.Gates}·H), one block of H columns for each of {expected.Symbols}");
        if (Bias is not null)
        {
            ShapeException.Require("bias", [hasTwo ? 2 : 1, columns], Bias.Shape, hasTwo
                ? "a GRU's two biases cannot be summed, so that with reset_after=True there is a row for each"
                : $"one row of {expected.Gates}·H, which only a GRU with reset_after=True has two of");
        }

        if (!hasTwo && architecture.HasRecurrentBias)
        {
            throw new ArgumentException(
                $"The cell {architecture.Cell} has one bias in Keras, which becomes b_x, but the architecture has b_h.");
        }

        var stack = new GateStack(
            StackedKernel.Transpose(Kernel),
            StackedKernel.Transpose(RecurrentKernel),
            Bias?.Row(0).ToArray(),
            hasTwo ? Bias?.Row(1).ToArray() : null);
        return stack.ToCell(WeightConvention.Keras, architecture, hasTwo ? NamesOfTwo : Names);
    }
}
