using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>A batch of sequences of feature vectors, shape (T, N, features), whose numbers carry their bounds.</summary>
internal sealed class BoundedSequence
{
    private readonly double[] _values;
    private readonly double[] _radii;

    /// <summary>Zeros, to be filled in.</summary>
    public BoundedSequence(int timeSteps, int batchSize, int features)
    {
        (TimeSteps, BatchSize, Features) = (timeSteps, batchSize, features);
        _values = new double[timeSteps * batchSize * features];
        _radii = new double[_values.Length];
    }

    private BoundedSequence(Sequence exact)
    {
        (TimeSteps, BatchSize, Features) = (exact.TimeSteps, exact.BatchSize, exact.Features);
        _values = exact.Values.ToArray();
        _radii = [];
    }

    public int TimeSteps { get; }

    public int BatchSize { get; }

    public int Features { get; }

    /// <summary>A sequence that is known exactly.</summary>
    public static BoundedSequence Exact(Sequence values) => new(values);

    /// <summary>The features of two sequences beside each other.</summary>
    public static BoundedSequence Beside(BoundedSequence left, BoundedSequence right)
    {
        var both = new BoundedSequence(left.TimeSteps, left.BatchSize, left.Features + right.Features);
        for (int at = 0; at < left.TimeSteps * left.BatchSize; at++)
        {
            Copy(left, at, both, 0);
            Copy(right, at, both, left.Features);
        }

        return both;
    }

    /// <summary>The feature vector of one row at one time step.</summary>
    public BoundedVector At(int time, int row)
    {
        int start = ((time * BatchSize) + row) * Features;
        return new BoundedVector(_values.AsSpan(start, Features), _radii.Length == 0 ? default : _radii.AsSpan(start, Features));
    }

    /// <summary>The same, to be filled in.</summary>
    public BoundedTarget Target(int time, int row)
    {
        int start = ((time * BatchSize) + row) * Features;
        return new BoundedTarget(_values.AsSpan(start, Features), _radii.AsSpan(start, Features));
    }

    private static void Copy(BoundedSequence from, int at, BoundedSequence to, int start)
    {
        from._values.AsSpan(at * from.Features, from.Features).CopyTo(to._values.AsSpan((at * to.Features) + start));
        from._radii.AsSpan(at * from.Features, from.Features).CopyTo(to._radii.AsSpan((at * to.Features) + start));
    }
}
