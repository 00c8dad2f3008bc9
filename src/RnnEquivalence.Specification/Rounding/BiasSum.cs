namespace RnnEquivalence.Rounding;

/// <summary>The biases of one pre-activation, added up.</summary>
/// <param name="Sum">Σ b.</param>
/// <param name="Magnitude">Σ |b|.</param>
/// <param name="Count">How many of them are not zero.</param>
public readonly record struct BiasSum(double Sum, double Magnitude, int Count)
{
    /// <summary>The sum with one more bias.</summary>
    public BiasSum Plus(double bias) => new(Sum + bias, Magnitude + Math.Abs(bias), Count + (bias == 0 ? 0 : 1));
}
