using System.Runtime.CompilerServices;

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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Bounded Get(int index, Arithmetic arithmetic) =>
        new(Values[index], IsExact ? 0 : Radii[index], arithmetic);

    /// <summary>The vector of one value.</summary>
    public BoundedVector Only(int index) => new(Values.Slice(index, 1), IsExact ? default : Radii.Slice(index, 1));
}

/// <summary>A place for a vector of values with their bounds.</summary>
/// <param name="values">Where the values go.</param>
/// <param name="radii">Where the bounds go, as many.</param>
public readonly ref struct BoundedTarget(Span<double> values, Span<double> radii)
{
    private readonly Span<double> _values = values;
    private readonly Span<double> _radii = radii;

    /// <summary>Writes one value with its bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int index, Bounded value)
    {
        _values[index] = value.Value;
        _radii[index] = value.Radius;
    }

    /// <summary>What has been written, to be read.</summary>
    public BoundedVector Written => new(_values, _radii);
}
