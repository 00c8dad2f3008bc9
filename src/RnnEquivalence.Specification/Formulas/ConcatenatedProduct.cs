using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>[x, h]·kernel + bias, one column at a time: the affine map of TensorFlow 1's basic cells.</summary>
internal sealed class ConcatenatedProduct
{
    private readonly Arithmetic _arithmetic;
    private readonly double[][] _columns;
    private readonly double[] _bias;

    /// <summary>The map with the given variables.</summary>
    public ConcatenatedProduct(Arithmetic arithmetic, Matrix kernel, double[] bias)
    {
        _arithmetic = arithmetic;
        _bias = bias;
        _columns = new double[kernel.Columns][];
        for (int column = 0; column < kernel.Columns; column++)
        {
            _columns[column] = new double[kernel.Rows];
            for (int row = 0; row < kernel.Rows; row++)
            {
                _columns[column][row] = kernel[row, column];
            }
        }
    }

    /// <summary>One column of the product, with the bias and, where given, a constant on top.</summary>
    public Bounded Column(int column, BoundedVector x, BoundedVector h, double plus = 0)
    {
        ReadOnlySpan<double> weights = _columns[column];
        BiasSum bias = default(BiasSum).Plus(_bias[column]);
        return _arithmetic.Affine(weights[..x.Values.Length], x, weights[x.Values.Length..], h, plus == 0 ? bias : bias.Plus(plus));
    }
}
