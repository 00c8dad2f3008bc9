using RnnEquivalence.Model;

namespace RnnEquivalence.Conventions;

/// <summary>
/// The variables of TensorFlow 1's <c>BasicLSTMCell</c>: one kernel of shape (I + H, 4H) whose column blocks are i, j, f, o,
/// H columns each (j is the candidate g), one bias of shape (4H,) in the same order, and the constant
/// <c>forget_bias</c> that is added to f before its sigmoid.
/// </summary>
public sealed class TensorFlowBasicLstmKernel
{
    /// <summary>The order of the column blocks.</summary>
    private static readonly Gate[] Blocks = [.. WeightConvention.TensorFlow1.GatesOf(RecurrentCell.Lstm)];

    /// <summary>The variables <c>rnn/basic_lstm_cell/kernel:0</c> and <c>rnn/basic_lstm_cell/bias:0</c>.</summary>
    /// <param name="kernel">Shape (I + H, 4H).</param>
    /// <param name="bias">Shape (4H,).</param>
    /// <param name="forgetBias">What is added to f.</param>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public TensorFlowBasicLstmKernel(Matrix kernel, double[] bias, double forgetBias)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(bias);

        int hiddenSize = kernel.Columns / Blocks.Length;
        ShapeException.Require(
            "The LSTM kernel",
            [kernel.Rows, hiddenSize * Blocks.Length],
            kernel.Shape,
            "(I + H, 4H), one block of H columns for each of i, j, f, o");
        StackedKernel.RequireInputRows(kernel, hiddenSize);
        ShapeException.Require("The bias", [kernel.Columns], [bias.Length], "(4H,), as the kernel has 4H columns");
        Kernel = kernel;
        Bias = bias;
        ForgetBias = forgetBias;
    }

    /// <summary>Shape (I + H, 4H).</summary>
    public Matrix Kernel { get; }

    /// <summary>Shape (4H,).</summary>
    public double[] Bias { get; }

    /// <summary>What is added to f before its sigmoid.</summary>
    public double ForgetBias { get; }

    /// <summary>H.</summary>
    public int HiddenSize => Kernel.Columns / Blocks.Length;

    /// <summary>I.</summary>
    public int InputSize => Kernel.Rows - HiddenSize;

    /// <summary>The first column of a gate's block.</summary>
    public static int FirstColumn(Gate gate, int hiddenSize) => Array.IndexOf(Blocks, gate) * hiddenSize;

    /// <summary>The kernel of the same network as the given parameters.</summary>
    /// <param name="parameters">The parameters of an LSTM.</param>
    /// <param name="forgetBias">The constant that is kept apart from the bias of f.</param>
    /// <exception cref="ArgumentException">Two biases have no exact sum.</exception>
    public static TensorFlowBasicLstmKernel FromParameters(CellParameters parameters, double forgetBias)
    {
        ArgumentNullException.ThrowIfNull(parameters);

        int hiddenSize = parameters[Gate.Input].RecurrentWeights.Rows;
        int inputSize = parameters[Gate.Input].InputWeights.Columns;
        Matrix kernel = Matrix.Create(inputSize + hiddenSize, Blocks.Length * hiddenSize, (row, column) =>
        {
            GateParameters gate = parameters[Blocks[column / hiddenSize]];
            int unit = column % hiddenSize;
            return row < inputSize ? gate.InputWeights[unit, row] : gate.RecurrentWeights[unit, row - inputSize];
        });
        double[] bias = [.. Blocks.SelectMany(gate => StackedKernel.SingleBias(parameters[gate]))];
        return new TensorFlowBasicLstmKernel(kernel, bias, forgetBias);
    }

    /// <summary>The same network with named gates, one bias each; the forget bias stays with the architecture.</summary>
    public CellParameters ToParameters() =>
        new(RecurrentCell.Lstm.Gates(), gate => StackedKernel.Block(Kernel, Bias, InputSize, HiddenSize, FirstColumn(gate, HiddenSize)));
}
