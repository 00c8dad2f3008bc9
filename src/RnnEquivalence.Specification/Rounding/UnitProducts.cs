using System.Numerics;
using System.Runtime.CompilerServices;
using RnnEquivalence.Model;

namespace RnnEquivalence.Rounding;

/// <summary>
/// The products of a matrix of weights, a row for each unit, and a vector, of all units at once: a lane of the processor for each unit,
/// which <see cref="DotProduct"/> has for each product of one unit. The sums and what their bounds need are the same, in another order.
/// </summary>
internal sealed class UnitProducts
{
    /// <summary>The largest matrix: larger ones are faster read row by row, as they lie.</summary>
    private const int Most = 1 << 13;

    private readonly int _columns;
    private readonly int _width;
    private readonly double[] _weights;
    private readonly double[] _sums;
    private readonly double[] _magnitudes;
    private readonly double[] _errors;
    private readonly long[] _zeros;

    private UnitProducts(Matrix weights)
    {
        int lanes = Vector<double>.Count;
        _columns = weights.Columns;
        _width = (weights.Rows + lanes - 1) / lanes * lanes;
        _weights = new double[_columns * _width];
        for (int unit = 0; unit < weights.Rows; unit++)
        {
            ReadOnlySpan<double> row = weights.Row(unit);
            for (int column = 0; column < row.Length; column++)
            {
                _weights[(column * _width) + unit] = row[column];
            }
        }

        _sums = new double[_width];
        _magnitudes = new double[_width];
        _errors = new double[_width];
        _zeros = new long[_width];
    }

    /// <summary>The products of a matrix, or null if it is too large.</summary>
    public static UnitProducts? Of(Matrix weights) => weights.Values.Length > Most ? null : new UnitProducts(weights);

    /// <summary>The product of a unit, once <see cref="See"/> was given the vector.</summary>
    public ProductTerm this[int unit]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_sums[unit], _magnitudes[unit], _errors[unit], _columns + (int)_zeros[unit]);
    }

    /// <summary>Multiplies with a vector.</summary>
    public void See(BoundedVector vector)
    {
        ReadOnlySpan<double> values = vector.Values[.._columns];
        if (vector.IsExact)
        {
            SeeExact(values);
        }
        else
        {
            SeeBounded(values, vector.Radii[.._columns]);
        }
    }

    private void SeeExact(ReadOnlySpan<double> values)
    {
        for (int lane = 0; lane < _width; lane += Vector<double>.Count)
        {
            Vector<double> sums = Vector<double>.Zero;
            Vector<double> magnitudes = Vector<double>.Zero;
            Vector<long> zeros = Vector<long>.Zero;
            for (int column = 0; column < values.Length; column++)
            {
                var weights = new Vector<double>(_weights, (column * _width) + lane);
                double value = values[column];
                Vector<double> product = weights * value;
                sums += product;
                magnitudes += Vector.Abs(product);

                // A comparison that holds is −1. The operands are asked, since a product may also vanish by underflow.
                zeros += value == 0 ? Vector<long>.AllBitsSet : Vector.Equals(weights, Vector<double>.Zero);
            }

            sums.CopyTo(_sums, lane);
            magnitudes.CopyTo(_magnitudes, lane);
            zeros.CopyTo(_zeros, lane);
            Vector<double>.Zero.CopyTo(_errors, lane);
        }
    }

    private void SeeBounded(ReadOnlySpan<double> values, ReadOnlySpan<double> radii)
    {
        for (int lane = 0; lane < _width; lane += Vector<double>.Count)
        {
            Vector<double> sums = Vector<double>.Zero;
            Vector<double> magnitudes = Vector<double>.Zero;
            Vector<double> errors = Vector<double>.Zero;
            Vector<long> zeros = Vector<long>.Zero;
            for (int column = 0; column < values.Length; column++)
            {
                var weights = new Vector<double>(_weights, (column * _width) + lane);
                (double value, double radius) = (values[column], radii[column]);
                Vector<double> product = weights * value;
                sums += product;
                magnitudes += Vector.Abs(product);
                errors += Vector.Abs(weights) * radius;

                // Where a value is zero but not exactly so, the kernel's need not be zero: its term counts.
                zeros += value == 0 && radius == 0 ? Vector<long>.AllBitsSet : Vector.Equals(weights, Vector<double>.Zero);
            }

            sums.CopyTo(_sums, lane);
            magnitudes.CopyTo(_magnitudes, lane);
            zeros.CopyTo(_zeros, lane);
            errors.CopyTo(_errors, lane);
        }
    }
}
