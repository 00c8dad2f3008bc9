using RnnEquivalence.Model;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>
/// How PyTorch packs the gates of a layer into its parameters: one block of H rows per gate, in the order i, f, g, o
/// or r, z, n (documentation of <c>torch.nn.LSTM</c> and <c>torch.nn.GRU</c>), which is the order of <see cref="RecurrentCells.Gates"/>.
/// </summary>
internal static class PyTorchPacking
{
    /// <summary><c>weight_ih_l[k]</c>, shape (gates · H, I).</summary>
    public static double[] InputWeights(RecurrentArchitecture architecture, CellParameters parameters) =>
        Pack(architecture, gate => parameters[gate].InputWeights.Values);

    /// <summary><c>weight_hh_l[k]</c>, shape (gates · H, H).</summary>
    public static double[] RecurrentWeights(RecurrentArchitecture architecture, CellParameters parameters) =>
        Pack(architecture, gate => parameters[gate].RecurrentWeights.Values);

    /// <summary><c>bias_ih_l[k]</c>, shape (gates · H,); zeros where there is none.</summary>
    public static double[] InputBiases(RecurrentArchitecture architecture, CellParameters parameters) =>
        Pack(architecture, gate => parameters[gate].InputBias ?? new double[parameters[gate].InputWeights.Rows]);

    /// <summary>
    /// <c>bias_hh_l[k]</c>, shape (gates · H,); zeros where there is none. A forget bias, which PyTorch does not know, takes
    /// the place of the forget gate's missing b_h.
    /// </summary>
    /// <exception cref="ArgumentException">The sum of b_h and the forget bias is not a number of the element type.</exception>
    public static double[] RecurrentBiases(RecurrentArchitecture architecture, CellParameters parameters) =>
        Pack(architecture, gate =>
        {
            double[] bias = parameters[gate].RecurrentBias ?? new double[architecture.HiddenSize];
            return gate == Gate.Forget ? ForgetBiases.AddExactly(bias, architecture) : bias;
        });

    /// <summary>The parameters of a cell that the packed ones stand for, gate by gate.</summary>
    public static CellParameters Unpack(
        RecurrentArchitecture architecture, double[] inputWeights, double[] recurrentWeights, double[]? inputBiases, double[]? recurrentBiases)
    {
        Gate[] gates = architecture.Gates.ToArray();
        int units = architecture.HiddenSize;
        return new CellParameters(gates, gate => new GateParameters(
            Rows(inputWeights, gate), Rows(recurrentWeights, gate), Block(inputBiases, gate), Block(recurrentBiases, gate)));

        Matrix Rows(double[] packed, Gate gate) => new(units, packed.Length / gates.Length / units, Block(packed, gate)!);

        double[]? Block(double[]? packed, Gate gate)
        {
            int length = packed?.Length / gates.Length ?? 0;
            return packed?.AsSpan(Array.IndexOf(gates, gate) * length, length).ToArray();
        }
    }

    private delegate ReadOnlySpan<double> Part(Gate gate);

    private static double[] Pack(RecurrentArchitecture architecture, Part part)
    {
        ReadOnlySpan<Gate> gates = architecture.Gates;
        int length = part(gates[0]).Length;
        var packed = new double[gates.Length * length];
        for (int block = 0; block < gates.Length; block++)
        {
            part(gates[block]).CopyTo(packed.AsSpan(block * length));
        }

        return packed;
    }
}
