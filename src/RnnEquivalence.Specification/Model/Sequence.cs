namespace RnnEquivalence.Model;

/// <summary>
/// A batch of sequences of feature vectors, shape (T, N, features). The time step always comes first here;
/// in which order a kernel wants them is the backend's business. Not to be written to once it is part of a case.
/// </summary>
public sealed class Sequence
{
    private readonly double[] _values;

    /// <summary>A sequence of zeros.</summary>
    public Sequence(int timeSteps, int batchSize, int features)
        : this(timeSteps, batchSize, features, new double[timeSteps * batchSize * features])
    {
    }

    /// <summary>A sequence over the given values, time step by time step, row by row; the array is not copied.</summary>
    /// <exception cref="ShapeException">There are not T × N × features values.</exception>
    public Sequence(int timeSteps, int batchSize, int features, double[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(timeSteps);
        ArgumentOutOfRangeException.ThrowIfNegative(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegative(features);
        ArgumentNullException.ThrowIfNull(values);
        ShapeException.Require(
            "The array behind a sequence",
            [timeSteps * batchSize * features],
            [values.Length],
            $"the sequence has {timeSteps} time steps of {batchSize} rows of {features} features");

        TimeSteps = timeSteps;
        BatchSize = batchSize;
        Features = features;
        _values = values;
    }

    /// <summary>T, the number of time steps.</summary>
    public int TimeSteps { get; }

    /// <summary>N, the number of rows of the batch.</summary>
    public int BatchSize { get; }

    /// <summary>The length of one feature vector: I for an input, H for an output.</summary>
    public int Features { get; }

    /// <summary>(T, N, features).</summary>
    public IReadOnlyList<int> Shape => [TimeSteps, BatchSize, Features];

    /// <summary>All values, time step by time step, row by row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>One value.</summary>
    public double this[int time, int row, int feature] => _values[(((time * BatchSize) + row) * Features) + feature];

    /// <summary>The feature vector of one row at one time step.</summary>
    public ReadOnlySpan<double> At(int time, int row) =>
        _values.AsSpan(((time * BatchSize) + row) * Features, Features);

    /// <summary>All rows at one time step, shape (N, features).</summary>
    public Matrix Step(int time) =>
        new(BatchSize, Features, _values.AsSpan(time * BatchSize * Features, BatchSize * Features).ToArray());

    /// <summary>A sequence of values that stand in the order of a kernel.</summary>
    /// <param name="timeSteps">T.</param>
    /// <param name="batchSize">N.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="values">(T, N, features), or (N, T, features) where the batch comes first.</param>
    /// <param name="batchFirst">Whether it does.</param>
    /// <exception cref="ShapeException">There are not T × N × features values.</exception>
    public static Sequence From(int timeSteps, int batchSize, int features, ReadOnlySpan<double> values, bool batchFirst) => new(
        timeSteps, batchSize, features, batchFirst ? Exchanged(values, batchSize, timeSteps, features) : values.ToArray());

    /// <summary>The same of singles.</summary>
    /// <param name="timeSteps">T.</param>
    /// <param name="batchSize">N.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="values">(T, N, features), or (N, T, features) where the batch comes first.</param>
    /// <param name="batchFirst">Whether it does.</param>
    /// <exception cref="ShapeException">There are not T × N × features values.</exception>
    public static Sequence FromSingles(int timeSteps, int batchSize, int features, ReadOnlySpan<float> values, bool batchFirst) =>
        From(timeSteps, batchSize, features, Singles.ToDoubles(values), batchFirst);

    /// <summary>The values in the order of a kernel: (T, N, features), or (N, T, features) where the batch comes first.</summary>
    public double[] ToArray(bool batchFirst) => batchFirst ? Exchanged(_values, TimeSteps, BatchSize, Features) : [.. _values];

    /// <summary>The same as singles. Those of a float32 network are not rounded.</summary>
    public float[] ToSingles(bool batchFirst)
    {
        var singles = new float[_values.Length];
        Singles.Store(batchFirst ? ToArray(batchFirst) : _values, singles);
        return singles;
    }

    /// <summary>The time steps from <paramref name="start"/> on, <paramref name="count"/> of them.</summary>
    public Sequence Slice(int start, int count) =>
        new(count, BatchSize, Features, _values.AsSpan(start * BatchSize * Features, count * BatchSize * Features).ToArray());

    /// <summary>The rows with the given indices, in the given order.</summary>
    public Sequence KeepRows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Create(TimeSteps, rows.Count, Features, (time, row, feature) => this[time, rows[row], feature]);
    }

    /// <summary>The features with the given indices, in the given order.</summary>
    public Sequence KeepFeatures(IReadOnlyList<int> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return Create(TimeSteps, BatchSize, features.Count, (time, row, feature) => this[time, row, features[feature]]);
    }

    /// <summary>A sequence whose entry at (time, row, feature) is <paramref name="entry"/>(time, row, feature).</summary>
    public static Sequence Create(int timeSteps, int batchSize, int features, Func<int, int, int, double> entry)
    {
        ArgumentNullException.ThrowIfNull(entry);

        var values = new double[timeSteps * batchSize * features];
        int next = 0;
        for (int time = 0; time < timeSteps; time++)
        {
            for (int row = 0; row < batchSize; row++)
            {
                for (int feature = 0; feature < features; feature++)
                {
                    values[next++] = entry(time, row, feature);
                }
            }
        }

        return new Sequence(timeSteps, batchSize, features, values);
    }

    /// <summary>The sequence with another value in each place.</summary>
    public Sequence Map(Func<double, double> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new Sequence(TimeSteps, BatchSize, Features, Array.ConvertAll(_values, value => change(value)));
    }

    /// <summary>(outer, inner, features) as (inner, outer, features).</summary>
    private static double[] Exchanged(ReadOnlySpan<double> values, int outer, int inner, int features)
    {
        ShapeException.Require("The array behind a sequence", [outer * inner * features], [values.Length]);
        var exchanged = new double[values.Length];
        for (int at = 0; at < outer * inner; at++)
        {
            int place = ((at % inner) * outer) + (at / inner);
            values.Slice(at * features, features).CopyTo(exchanged.AsSpan(place * features));
        }

        return exchanged;
    }
}
