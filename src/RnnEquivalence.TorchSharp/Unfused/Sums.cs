using TorchSharp;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp.Unfused;

/// <summary>Sums of tensors.</summary>
/// <remarks>
/// <c>a + b</c> and <c>a.add(b)</c> make a <see cref="Scalar"/> 1 for the factor of b and do not keep it alive during the native
/// call, which can then read freed memory (TorchSharp 0.107.0). So the one here lives for ever.
/// </remarks>
internal static class Sums
{
    private static readonly Scalar One = 1.ToScalar();

    /// <summary>a + b.</summary>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, One);
}
