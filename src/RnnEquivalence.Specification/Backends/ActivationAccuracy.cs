namespace RnnEquivalence.Backends;

/// <summary>
/// How far an activation as computed may be from the exact one:
/// |f̂(z) − f(z)| ≤ (<see cref="Relative"/>·|f(z)| + <see cref="Absolute"/>)·u + <see cref="Underflow"/>·λ, with u the unit
/// roundoff of the kernel and λ the smallest normal number.
/// </summary>
/// <remarks>
/// A function that is correctly rounded has Relative = 1. A sigmoid computed as ½·tanh(½z) + ½ is good only
/// relative to 1, not to itself where it is small, and says so with Absolute.
/// </remarks>
/// <param name="Relative">The error in units of u·|f(z)|.</param>
/// <param name="Absolute">The error in units of u that does not shrink with f(z).</param>
/// <param name="Underflow">
/// Below how many times the smallest normal number a result may be lost. At least 1: 1/(1 + exp(−z)) is zero as soon as
/// exp overflows, where the exact sigmoid is still subnormal.
/// </param>
public readonly record struct ActivationAccuracy(double Relative, double Absolute = 0, double Underflow = 1)
{
    /// <summary>The accuracy of what is off by both.</summary>
    public ActivationAccuracy Plus(ActivationAccuracy other) =>
        new(Relative + other.Relative, Absolute + other.Absolute, Math.Max(Underflow, other.Underflow));

    /// <summary>An accuracy that both have.</summary>
    public ActivationAccuracy OrLarger(ActivationAccuracy other) => new(
        Math.Max(Relative, other.Relative), Math.Max(Absolute, other.Absolute), Math.Max(Underflow, other.Underflow));
}
