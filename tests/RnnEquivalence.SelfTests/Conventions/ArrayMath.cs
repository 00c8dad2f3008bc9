using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Conventions;

/// <summary>The few operations on arrays that the sources of the libraries are written in, with batches as rows.</summary>
internal static class ArrayMath
{
    /// <summary>a·b.</summary>
    public static Matrix MatMul(Matrix a, Matrix b) => Matrix.Create(a.Rows, b.Columns, (row, column) =>
    {
        double sum = 0;
        for (int index = 0; index < a.Columns; index++)
        {
            sum += a[row, index] * b[index, column];
        }

        return sum;
    });

    /// <summary>aᵀ.</summary>
    public static Matrix T(Matrix a) => Matrix.Create(a.Columns, a.Rows, (row, column) => a[column, row]);

    /// <summary>a + b.</summary>
    public static Matrix Add(Matrix a, Matrix b) => Zip(a, b, (x, y) => x + y);

    /// <summary>Each row of a plus b; a where there is no b.</summary>
    public static Matrix Add(Matrix a, double[]? b) =>
        b is null ? a : Matrix.Create(a.Rows, a.Columns, (row, column) => a[row, column] + b[column]);

    /// <summary>a ⊙ b.</summary>
    public static Matrix Multiply(Matrix a, Matrix b) => Zip(a, b, (x, y) => x * y);

    /// <summary>Each row of a times b; zeros where there is no b.</summary>
    public static Matrix Multiply(Matrix a, double[]? b) =>
        Matrix.Create(a.Rows, a.Columns, (row, column) => b is null ? 0 : a[row, column] * b[column]);

    /// <summary>1 − a.</summary>
    public static Matrix OneMinus(Matrix a) => a.Map(value => 1 - value);

    /// <summary>The logistic sigmoid of each number.</summary>
    public static Matrix Sigmoid(Matrix a) => a.Map(value => 1 / (1 + Math.Exp(-value)));

    /// <summary>tanh of each number.</summary>
    public static Matrix Tanh(Matrix a) => a.Map(Math.Tanh);

    /// <summary>max(0, …) of each number.</summary>
    public static Matrix Relu(Matrix a) => a.Map(value => Math.Max(0, value));

    /// <summary>The columns in as many equal parts: <c>split(a, parts, axis=1)</c>, <c>a.chunk(parts, 1)</c>.</summary>
    public static Matrix[] Split(Matrix a, int parts)
    {
        int width = a.Columns / parts;
        return
        [
            .. Enumerable.Range(0, parts)
                .Select(part => Matrix.Create(a.Rows, width, (row, column) => a[row, (part * width) + column])),
        ];
    }

    /// <summary>Some columns of a: <c>a[:, from:to]</c>.</summary>
    public static Matrix Columns(Matrix a, int from, int to) => Matrix.Create(a.Rows, to - from, (row, column) => a[row, from + column]);

    private static Matrix Zip(Matrix a, Matrix b, Func<double, double, double> f) =>
        Matrix.Create(a.Rows, a.Columns, (row, column) => f(a[row, column], b[row, column]));
}
