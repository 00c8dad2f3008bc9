using RnnEquivalence.Model;

namespace RnnEquivalence.Conventions;

/// <summary>What the kernels of TensorFlow's basic cells have in common: input rows on top of recurrent rows.</summary>
internal static class StackedKernel
{
    public static void RequireInputRows(Matrix kernel, int hiddenSize)
    {
        if (hiddenSize < 1 || kernel.Rows <= hiddenSize)
        {
            throw new ShapeException(
                "The kernel",
                [Math.Max(1, hiddenSize) + 1, kernel.Columns],
                kernel.Shape,
                $"at least one input row on top of the H = {hiddenSize} recurrent rows");
        }
    }

    public static Matrix Stack(Matrix top, Matrix bottom) =>
        Matrix.Create(top.Rows + bottom.Rows, top.Columns, (row, column) =>
            row < top.Rows ? top[row, column] : bottom[row - top.Rows, column]);

    public static Matrix Transpose(Matrix matrix) =>
        Matrix.Create(matrix.Columns, matrix.Rows, (row, column) => matrix[column, row]);

    /// <summary>The parameters of the gate whose H columns start at <paramref name="column"/>.</summary>
    public static GateParameters Block(Matrix kernel, double[] bias, int inputSize, int hiddenSize, int column) => new(
        Matrix.Create(hiddenSize, inputSize, (unit, feature) => kernel[feature, column + unit]),
        Matrix.Create(hiddenSize, hiddenSize, (unit, previous) => kernel[inputSize + previous, column + unit]),
        InputBias: bias[column..(column + hiddenSize)],
        RecurrentBias: null);

    /// <summary>The one bias that does the work of a gate's two; zeros where it has none.</summary>
    public static double[] SingleBias(GateParameters gate)
    {
        var bias = new double[gate.InputWeights.Rows];
        for (int unit = 0; unit < bias.Length; unit++)
        {
            double x = gate.InputBias?[unit] ?? 0;
            double h = gate.RecurrentBias?[unit] ?? 0;
            bias[unit] = x + h;
            if (bias[unit] - x != h || bias[unit] - h != x)
            {
                throw new ArgumentException(
                    $"The biases {x:R} and {h:R} of unit {unit} have no exact sum, so they cannot become one bias without rounding.");
            }
        }

        return bias;
    }
}
