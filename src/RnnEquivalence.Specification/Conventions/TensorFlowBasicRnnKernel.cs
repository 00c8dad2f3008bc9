using RnnEquivalence.Model;

namespace RnnEquivalence.Conventions;

/// <summary>
/// The variables of TensorFlow 1's <c>BasicRNNCell</c>: one kernel, Wx stacked on Wy, and one bias. Rows 0 … I − 1 of
/// the kernel multiply the input, the H rows below them the previous output: [X, Y]·kernel = X·Wx + Y·Wy.
/// </summary>
public sealed class TensorFlowBasicRnnKernel
{
    /// <summary>The variables <c>rnn/basic_rnn_cell/kernel:0</c> and <c>rnn/basic_rnn_cell/bias:0</c>.</summary>
    /// <param name="kernel">Shape (I + H, H).</param>
    /// <param name="bias">Shape (H,).</param>
    /// <exception cref="ShapeException">The bias is not as long as the kernel is wide, or the kernel is not higher than wide.</exception>
    public TensorFlowBasicRnnKernel(Matrix kernel, double[] bias)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(bias);

        StackedKernel.RequireInputRows(kernel, kernel.Columns);
        ShapeException.Require("The bias", [kernel.Columns], [bias.Length], "(H,), as the kernel has H columns");
        Kernel = kernel;
        Bias = bias;
    }

    /// <summary>Wx stacked on Wy, shape (I + H, H).</summary>
    public Matrix Kernel { get; }

    /// <summary>b, shape (H,).</summary>
    public double[] Bias { get; }

    /// <summary>H.</summary>
    public int HiddenSize => Kernel.Columns;

    /// <summary>I.</summary>
    public int InputSize => Kernel.Rows - HiddenSize;

    /// <summary>Stacks two separate weights, as somebody writes them who expands the cell by hand.</summary>
    /// <param name="wx">Wx, shape (I, H).</param>
    /// <param name="wy">Wy, shape (H, H).</param>
    /// <param name="bias">b, shape (H,).</param>
    /// <exception cref="ShapeException">Wy is not square of the width of Wx: the previous output has H features, not I.</exception>
    public static TensorFlowBasicRnnKernel Stack(Matrix wx, Matrix wy, double[] bias)
    {
        ArgumentNullException.ThrowIfNull(wx);
        ArgumentNullException.ThrowIfNull(wy);

        ShapeException.Require(
            "Wy",
            [wx.Columns, wx.Columns],
            wy.Shape,
            $"(H, H), since Wx of shape ({wx.Rows}, {wx.Columns}) makes H = {wx.Columns} "
            + "and Wy multiplies the previous output of H features");
        return new TensorFlowBasicRnnKernel(StackedKernel.Stack(wx, wy), bias);
    }

    /// <summary>The kernel of the same network as the given parameters.</summary>
    /// <exception cref="ArgumentException">Two biases have no exact sum.</exception>
    public static TensorFlowBasicRnnKernel FromParameters(CellParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);

        GateParameters state = parameters[Gate.State];
        return new TensorFlowBasicRnnKernel(
            StackedKernel.Stack(StackedKernel.Transpose(state.InputWeights), StackedKernel.Transpose(state.RecurrentWeights)),
            StackedKernel.SingleBias(state));
    }

    /// <summary>The same network with named weights: W = Wxᵀ, R = Wyᵀ, b_x = b.</summary>
    public CellParameters ToParameters() =>
        new(RecurrentCell.Rnn.Gates(), _ => StackedKernel.Block(Kernel, Bias, InputSize, HiddenSize, column: 0));
}
