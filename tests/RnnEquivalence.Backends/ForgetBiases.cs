using RnnEquivalence.Model;

namespace RnnEquivalence.Backends;

/// <summary>A forget bias, for engines that do not know one: it goes into the forget gate's b_h.</summary>
internal static class ForgetBiases
{
    /// <summary>b_h with the forget bias of the network.</summary>
    /// <exception cref="ArgumentException">The sum is not a number of the element type.</exception>
    public static double[] AddExactly(double[] bias, RecurrentArchitecture architecture) =>
        architecture.ForgetBias == 0 ? bias : Array.ConvertAll(bias, value => AddExactly(value, architecture));

    private static double AddExactly(double bias, RecurrentArchitecture architecture)
    {
        double sum = bias + architecture.ForgetBias;
        return sum - bias == architecture.ForgetBias && sum - architecture.ForgetBias == bias && architecture.ElementType.Represents(sum)
            ? sum
            : throw new ArgumentException($"The forget bias {architecture.ForgetBias:R} and b_h = {bias:R} have no exact sum of type {architecture.ElementType}.");
    }
}
