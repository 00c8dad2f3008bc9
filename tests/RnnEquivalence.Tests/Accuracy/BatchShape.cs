namespace RnnEquivalence.Tests.Accuracy;

/// <summary>How many arguments a call has: kernels have other code for whole vectors than for what is left over from them.</summary>
/// <param name="Rows">N.</param>
/// <param name="Units">H.</param>
internal readonly record struct BatchShape(int Rows, int Units)
{
    /// <summary>Whole vectors, whether the kernel runs over units or over all numbers; libtorch takes two of 16 at a time.</summary>
    public static BatchShape Vectors => new(256, 32);

    /// <summary>Less than libtorch takes at a time, and one unit, of which no kernel can make a vector.</summary>
    public static BatchShape Rest => new(24, 1);

    /// <summary>Both.</summary>
    public static IReadOnlyList<BatchShape> All { get; } = [Vectors, Rest];

    /// <summary>The number of arguments.</summary>
    public int Arguments => Rows * Units;

    /// <inheritdoc/>
    public override string ToString() => $"N = {Rows}, H = {Units}";
}
