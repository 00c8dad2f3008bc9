using System.Runtime.CompilerServices;

namespace RnnEquivalence.Specifications;

/// <summary>
/// How the calling thread computes: what foreign code may set in the processor's control register and leave so. Found out by computing,
/// which every processor can.
/// </summary>
/// <param name="KeepsSubnormalResults">Whether results below the smallest normal number are kept.</param>
/// <param name="ReadsSubnormals">Whether operands below the smallest normal number are taken for what they are.</param>
/// <param name="RoundsToNearest">Whether results are rounded to the nearest number.</param>
internal readonly record struct FloatingPointEnvironment(bool KeepsSubnormalResults, bool ReadsSubnormals, bool RoundsToNearest)
{
    // Read from memory, so that nothing is computed when the code is compiled.
    private static readonly float[] SmallestNormalAndHalf = [1.17549435e-38f, 0.5f];
    private static readonly float[] SubnormalAndLarge = [1e-40f, 1e30f];
    private static readonly float[] OneAndTiny = [1, 1e-12f];

    /// <summary>That of the calling thread, now.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    public static FloatingPointEnvironment Current() => new(
        BitConverter.SingleToInt32Bits(SmallestNormalAndHalf[0] * SmallestNormalAndHalf[1]) != 0,
        BitConverter.SingleToInt32Bits(SubnormalAndLarge[0] * SubnormalAndLarge[1]) != 0,
        IsOne(OneAndTiny[0] + OneAndTiny[1]) && IsOne(OneAndTiny[0] - OneAndTiny[1]) && IsOne(-(-OneAndTiny[0] - OneAndTiny[1])));

    private static bool IsOne(float value) => BitConverter.SingleToInt32Bits(value) == BitConverter.SingleToInt32Bits(1f);
}
