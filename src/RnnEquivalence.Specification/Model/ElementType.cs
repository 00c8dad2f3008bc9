namespace RnnEquivalence.Model;

/// <summary>The floating-point format in which a kernel holds its values.</summary>
public enum ElementType
{
    /// <summary>IEEE 754 binary32.</summary>
    Float32,

    /// <summary>IEEE 754 binary64.</summary>
    Float64,
}

/// <summary>The constants of a floating-point format (IEEE 754-2019, table 3.5).</summary>
public static class ElementTypes
{
    /// <summary>The unit roundoff u: the largest relative error of rounding to nearest, half the spacing at 1.</summary>
    public static double UnitRoundoff(this ElementType type) => type switch
    {
        ElementType.Float32 => 5.9604644775390625e-8,    // 2^-24
        ElementType.Float64 => 1.1102230246251565e-16,   // 2^-53
        _ => throw Unknown(type),
    };

    /// <summary>The smallest positive number with a full significand; below it, precision is lost.</summary>
    public static double SmallestNormal(this ElementType type) => type switch
    {
        ElementType.Float32 => 1.1754943508222875e-38,   // 2^-126
        ElementType.Float64 => 2.2250738585072014e-308,  // 2^-1022
        _ => throw Unknown(type),
    };

    /// <summary>The smallest positive number: no result can be off by less, and a result below half of it becomes zero.</summary>
    public static double SmallestSubnormal(this ElementType type) => type switch
    {
        ElementType.Float32 => float.Epsilon,
        ElementType.Float64 => double.Epsilon,
        _ => throw Unknown(type),
    };

    /// <summary>The nearest number of the format.</summary>
    public static double Round(this ElementType type, double value) => type switch
    {
        ElementType.Float32 => (float)value,
        ElementType.Float64 => value,
        _ => throw Unknown(type),
    };

    /// <summary>Whether the value can be handed to a kernel of this type without rounding.</summary>
    public static bool Represents(this ElementType type, double value) => type.Round(value).Equals(value);

    private static ArgumentOutOfRangeException Unknown(ElementType type) =>
        new(nameof(type), type, "Not a known element type.");
}
