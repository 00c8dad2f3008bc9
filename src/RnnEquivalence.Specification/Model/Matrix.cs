namespace RnnEquivalence.Model;

/// <summary>A matrix of doubles, row by row. Not to be written to once it is part of a case.</summary>
public sealed class Matrix
{
    private readonly double[] _values;

    /// <summary>A matrix of zeros.</summary>
    public Matrix(int rows, int columns)
        : this(rows, columns, new double[rows * columns])
    {
    }

    /// <summary>A matrix over the given values, row by row; the array is not copied.</summary>
    /// <exception cref="ShapeException">There are not rows × columns values.</exception>
    public Matrix(int rows, int columns, double[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentNullException.ThrowIfNull(values);
        ShapeException.Require("The array behind a matrix", [rows * columns], [values.Length], $"the matrix is {rows} by {columns}");

        Rows = rows;
        Columns = columns;
        _values = values;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>(rows, columns).</summary>
    public IReadOnlyList<int> Shape => [Rows, Columns];

    /// <summary>All values, row by row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>One value.</summary>
    public double this[int row, int column] => _values[(row * Columns) + column];

    /// <summary>One row.</summary>
    public ReadOnlySpan<double> Row(int row) => _values.AsSpan(row * Columns, Columns);

    /// <summary>A matrix of the given singles, row by row.</summary>
    /// <exception cref="ShapeException">There are not rows × columns values.</exception>
    public static Matrix FromSingles(int rows, int columns, ReadOnlySpan<float> values) => new(rows, columns, Singles.ToDoubles(values));

    /// <summary>The values as singles, row by row. Those of a float32 network are not rounded.</summary>
    public float[] ToSingles()
    {
        var singles = new float[_values.Length];
        CopyTo(singles);
        return singles;
    }

    /// <summary>Writes the values as singles, row by row.</summary>
    /// <exception cref="ShapeException">The target has not rows × columns places.</exception>
    public void CopyTo(Span<float> target)
    {
        ShapeException.Require("The target of a matrix", [_values.Length], [target.Length], $"the matrix is {Rows} by {Columns}");
        Singles.Store(_values, target);
    }

    /// <summary>A matrix whose entry at (row, column) is <paramref name="entry"/>(row, column).</summary>
    public static Matrix Create(int rows, int columns, Func<int, int, double> entry)
    {
        ArgumentNullException.ThrowIfNull(entry);

        var values = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                values[(row * columns) + column] = entry(row, column);
            }
        }

        return new Matrix(rows, columns, values);
    }

    /// <summary>The matrix with another value in each place.</summary>
    public Matrix Map(Func<double, double> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new Matrix(Rows, Columns, Array.ConvertAll(_values, value => change(value)));
    }

    /// <summary>The rows with the given indices, in the given order.</summary>
    public Matrix KeepRows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Create(rows.Count, Columns, (row, column) => this[rows[row], column]);
    }

    /// <summary>The rows and columns with the given indices, in the given order.</summary>
    public Matrix Select(IReadOnlyList<int> rows, IReadOnlyList<int> columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        return Create(rows.Count, columns.Count, (row, column) => this[rows[row], columns[column]]);
    }
}
