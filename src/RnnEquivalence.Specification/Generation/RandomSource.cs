namespace RnnEquivalence.Generation;

/// <summary>
/// SplitMix64 (G. Steele, D. Lea, C. Flood, <i>Fast splittable pseudorandom number generators</i>, 2014). The same seed
/// gives the same numbers on every platform and every version of .NET, which is what makes a case replayable.
/// </summary>
public sealed class RandomSource(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Any 64 bits.</summary>
    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from [0, 1).</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from [low, high).</summary>
    public double NextUniform(double low, double high) => low + ((high - low) * NextUnit());

    /// <summary>Numbers from [low, high), the same as one after another from <see cref="NextUniform"/>.</summary>
    internal void Fill(Span<double> target, double low, double high)
    {
        for (int index = 0; index < target.Length; index++)
        {
            target[index] = NextUniform(low, high);
        }
    }

    /// <summary>
    /// A number from [2^low, 2^high), every binary order of magnitude as likely as the next. No library function is involved
    /// whose last bit could differ between platforms.
    /// </summary>
    public double NextMagnitude(int low, int high) => Math.ScaleB(1 + NextUnit(), NextInt(low, high - 1));

    /// <summary>A whole number from low to high, both included.</summary>
    public int NextInt(int low, int high) => low + (int)(NextUnit() * (high - low + 1));

    /// <summary>True with the given probability.</summary>
    public bool NextChance(double probability) => NextUnit() < probability;

    /// <summary>One of the choices, each as likely.</summary>
    public T NextOf<T>(params ReadOnlySpan<T> choices) => choices[NextInt(0, choices.Length - 1)];
}
