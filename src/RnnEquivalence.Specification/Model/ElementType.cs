namespace RnnEquivalence.Model;

/// <summary>The floating-point format in which a kernel holds its values.</summary>
public enum ElementType
{
    /// <summary>IEEE 754 binary32.</summary>
    Float32,

    /// <summary>IEEE 754 binary64.</summary>
    Float64,
}

/// <summary>The number formats: all that is known of one stands in its row of <see cref="NumberFormat"/>.</summary>
public static class ElementTypes
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ElementType> All { get; } = [.. NumberFormat.Table.Select(row => row.Type)];

    /// <summary>The unit roundoff u: the largest relative error of rounding to nearest, half the spacing at 1.</summary>
    public static double UnitRoundoff(this ElementType type) => type.Format().UnitRoundoff;

    /// <summary>The smallest positive number with a full significand; below it, precision is lost.</summary>
    public static double SmallestNormal(this ElementType type) => type.Format().SmallestNormal;

    /// <summary>The smallest positive number: no result can be off by less, and a result below half of it becomes zero.</summary>
    public static double SmallestSubnormal(this ElementType type) => type.Format().SmallestSubnormal;

    /// <summary>The nearest number of the format.</summary>
    public static double Round(this ElementType type, double value) => type.Format().Round(value);

    /// <summary>Whether the value can be handed to a kernel of this type without rounding.</summary>
    public static bool Represents(this ElementType type, double value) => type.Format().Round(value).Equals(value);

    /// <summary>The name in the manner of libraries: float32.</summary>
    public static string LibraryName(this ElementType type) => type.ToString().ToLowerInvariant();

    /// <summary>Everything that is known of the format.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such format.</exception>
    public static NumberFormat Format(this ElementType type) => NumberFormat.Of(type);
}
