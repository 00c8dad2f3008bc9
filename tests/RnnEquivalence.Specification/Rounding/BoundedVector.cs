namespace RnnEquivalence.Rounding;

/// <summary>A read-only view of a vector of values with their bounds.</summary>
public readonly ref struct BoundedVector
{
    /// <summary>A vector that is known exactly.</summary>
    public BoundedVector(ReadOnlySpan<double> values)
        : this(values, default)
    {
    }

    /// <summary>A vector of values, each known to within its radius.</summary>
    public BoundedVector(ReadOnlySpan<double> values, ReadOnlySpan<double> radii)
    {
        Values = values;
        Radii = radii;
    }

    /// <summary>The values.</summary>
    public ReadOnlySpan<double> Values { get; }

    /// <summary>The bounds; empty for a vector that is known exactly.</summary>
    public ReadOnlySpan<double> Radii { get; }

    /// <summary>Whether every bound is zero.</summary>
    public bool IsExact => Radii.IsEmpty;

    /// <summary>One value with its bound.</summary>
    public Bounded Get(int index, Arithmetic arithmetic) =>
        new(Values[index], IsExact ? 0 : Radii[index], arithmetic);
}
