using RnnEquivalence.Model;

namespace RnnEquivalence.Conventions;

/// <summary>A tensor of weights of any rank, row by row.</summary>
public sealed class WeightTensor
{
    private readonly double[] _values;

    /// <summary>A tensor over the given values; the array is not copied.</summary>
    /// <param name="shape">The size of each axis.</param>
    /// <param name="values">The values, the last axis running fastest.</param>
    /// <exception cref="ShapeException">There are not as many values as the shape has places.</exception>
    public WeightTensor(IReadOnlyList<int> shape, double[] values)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);

        int places = shape.Aggregate(1, (product, size) => product * size);
        ShapeException.Require("The array behind a tensor", [places], [values.Length], $"the tensor is {string.Join(" by ", shape)}");
        Shape = [.. shape];
        _values = values;
    }

    /// <summary>The size of each axis.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>All values, row by row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>All values, row by row, in single precision.</summary>
    public float[] ToSingles() => Singles.From(_values);

    /// <summary>The values at one place of the first axis.</summary>
    internal double[] At(int index)
    {
        int length = _values.Length / Shape[0];
        return _values.AsSpan(index * length, length).ToArray();
    }
}
