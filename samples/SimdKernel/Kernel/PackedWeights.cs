using System.Numerics;

namespace Simd;

/// <summary>
/// The matrix W of z = v·W + b, shape (K, J), packed row by row as the product reads it: one row for each element of v, and the columns
/// of all gates beside each other.
/// </summary>
public sealed class PackedWeights
{
    private readonly int _columns;
    private readonly float[] _weights;
    private readonly float[] _bias;

    /// <summary>Packs a matrix.</summary>
    /// <param name="rows">K, the length of v.</param>
    /// <param name="columns">J, the length of z.</param>
    /// <param name="weight">The weight at (row, column).</param>
    /// <param name="bias">The bias of a column.</param>
    public PackedWeights(int rows, int columns, Func<int, int, float> weight, Func<int, float> bias)
    {
        _columns = columns;
        _weights = new float[rows * columns];
        _bias = new float[columns];
        for (int column = 0; column < columns; column++)
        {
            _bias[column] = bias(column);
            for (int row = 0; row < rows; row++)
            {
                _weights[(row * columns) + column] = weight(row, column);
            }
        }
    }

    /// <summary>z = v·W + b: four vectors of columns at once, then one, then the columns that fill no vector.</summary>
    /// <param name="v">Shape (K,).</param>
    /// <param name="z">Shape (J,), overwritten.</param>
    public void Multiply(ReadOnlySpan<float> v, Span<float> z)
    {
        int lanes = Vector<float>.Count;
        int column = 0;
        for (; column <= _columns - (4 * lanes); column += 4 * lanes)
        {
            var z0 = new Vector<float>(_bias, column);
            var z1 = new Vector<float>(_bias, column + lanes);
            var z2 = new Vector<float>(_bias, column + (2 * lanes));
            var z3 = new Vector<float>(_bias, column + (3 * lanes));
            int at = column;
            foreach (float element in v)
            {
                var broadcast = new Vector<float>(element);
                z0 = Vector.MultiplyAddEstimate(broadcast, new Vector<float>(_weights, at), z0);
                z1 = Vector.MultiplyAddEstimate(broadcast, new Vector<float>(_weights, at + lanes), z1);
                z2 = Vector.MultiplyAddEstimate(broadcast, new Vector<float>(_weights, at + (2 * lanes)), z2);
                z3 = Vector.MultiplyAddEstimate(broadcast, new Vector<float>(_weights, at + (3 * lanes)), z3);
                at += _columns;
            }

            z0.CopyTo(z[column..]);
            z1.CopyTo(z[(column + lanes)..]);
            z2.CopyTo(z[(column + (2 * lanes))..]);
            z3.CopyTo(z[(column + (3 * lanes))..]);
        }

        for (; column <= _columns - lanes; column += lanes)
        {
            var sum = new Vector<float>(_bias, column);
            int at = column;
            foreach (float element in v)
            {
                sum = Vector.MultiplyAddEstimate(new Vector<float>(element), new Vector<float>(_weights, at), sum);
                at += _columns;
            }

            sum.CopyTo(z[column..]);
        }

        for (; column < _columns; column++)
        {
            float sum = _bias[column];
            int at = column;
            foreach (float element in v)
            {
                sum += element * _weights[at];
                at += _columns;
            }

            z[column] = sum;
        }
    }
}
