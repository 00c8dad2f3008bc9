using RnnEquivalence.Model;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>
/// How PyTorch packs the gates of a layer into its parameters: one block of H rows per gate, in the order i, f, g, o
/// or r, z, n (documentation of <c>torch.nn.LSTM</c> and <c>torch.nn.GRU</c>), which is the order of <see cref="RecurrentCells.Gates"/>.
/// </summary>
internal static class PyTorchPacking
{
    /// <summary><c>weight_ih_l0</c>, shape (gates · H, I).</summary>
    public static double[] InputWeights(RecurrentParameters parameters) =>
        Pack(parameters, gate => parameters[gate].InputWeights.Values);

    /// <summary><c>weight_hh_l0</c>, shape (gates · H, H).</summary>
    public static double[] RecurrentWeights(RecurrentParameters parameters) =>
        Pack(parameters, gate => parameters[gate].RecurrentWeights.Values);

    /// <summary><c>bias_ih_l0</c>, shape (gates · H,); zeros where there is none.</summary>
    public static double[] InputBiases(RecurrentParameters parameters) =>
        Pack(parameters, gate => parameters[gate].InputBias ?? new double[parameters[gate].InputWeights.Rows]);

    /// <summary>
    /// <c>bias_hh_l0</c>, shape (gates · H,); zeros where there is none. A forget bias, which PyTorch does not know, takes
    /// the place of the forget gate's missing b_h.
    /// </summary>
    /// <exception cref="ArgumentException">The sum of b_h and the forget bias is not a number of the element type.</exception>
    public static double[] RecurrentBiases(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
        Pack(parameters, gate =>
        {
            double[] bias = parameters[gate].RecurrentBias ?? new double[architecture.HiddenSize];
            return gate == Gate.Forget && architecture.ForgetBias != 0
                ? Array.ConvertAll(bias, value => AddExactly(value, architecture))
                : bias;
        });

    private static double AddExactly(double bias, RecurrentArchitecture architecture)
    {
        double sum = bias + architecture.ForgetBias;
        return sum - bias == architecture.ForgetBias && sum - architecture.ForgetBias == bias && architecture.ElementType.Represents(sum)
            ? sum
            : throw new ArgumentException($"The forget bias {architecture.ForgetBias:R} and b_h = {bias:R} have no exact sum of type {architecture.ElementType}.");
    }

    private delegate ReadOnlySpan<double> Part(Gate gate);

    private static double[] Pack(RecurrentParameters parameters, Part part)
    {
        ReadOnlySpan<Gate> gates = parameters.Cell.Gates();
        int length = part(gates[0]).Length;
        var packed = new double[gates.Length * length];
        for (int block = 0; block < gates.Length; block++)
        {
            part(gates[block]).CopyTo(packed.AsSpan(block * length));
        }

        return packed;
    }
}
