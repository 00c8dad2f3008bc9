using RnnEquivalence.Model;

namespace RnnEquivalence.Backends.OnnxRuntime;

/// <summary>
/// How ONNX packs the parameters of a layer (documentation of the operators RNN, GRU and LSTM): for each direction one block of H
/// rows per gate, in the order i, o, f, c or z, r, h; what the architecture lacks stays zero.
/// </summary>
internal static class OnnxPacking
{
    private static readonly Gate[] RnnGates = [Gate.State];
    private static readonly Gate[] GruGates = [Gate.Update, Gate.Reset, Gate.Candidate];
    private static readonly Gate[] LstmGates = [Gate.Input, Gate.Output, Gate.Forget, Gate.Candidate];
    private static readonly Gate[] PeepholeGates = [Gate.Input, Gate.Output, Gate.Forget];

    private delegate ReadOnlySpan<double> Part(GateParameters gate);

    /// <summary>Whether the operators have a B. ONNX has both biases or none.</summary>
    public static bool HasBiases(RecurrentArchitecture network) => network.HasInputBias || network.HasRecurrentBias || network.ForgetBias != 0;

    /// <summary>
    /// The parameters of all layers by the names of their inputs, a letter and the layer: W (D, gates·H, I), R (D, gates·H, H), B
    /// (D, 2·gates·H) with all of b_x before all of b_h, and P (D, 3·H).
    /// </summary>
    /// <exception cref="ArgumentException">The forget bias, which ONNX does not know, cannot be added to b_h exactly.</exception>
    public static IReadOnlyList<OnnxTensor> Pack(RecurrentArchitecture network, RecurrentParameters parameters)
    {
        (int units, int directions) = (network.HiddenSize, network.Directions);
        Gate[] gates = network.Cell switch
        {
            RecurrentCell.Rnn => RnnGates,
            RecurrentCell.Lstm => LstmGates,
            _ => GruGates,
        };
        var tensors = new List<OnnxTensor>();
        for (int layer = 0; layer < network.Layers; layer++)
        {
            int inputs = network.InputSizeOf(layer);
            CellParameters[] cells = [.. Enumerable.Range(0, directions).Select(direction => WithForgetBias(network, parameters[layer, direction]))];
            Add($"W{layer}", [directions, gates.Length * units, inputs], inputs, (gates, gate => gate.InputWeights.Values));
            Add($"R{layer}", [directions, gates.Length * units, units], units, (gates, gate => gate.RecurrentWeights.Values));
            if (HasBiases(network))
            {
                Add($"B{layer}", [directions, 2 * gates.Length * units], 1, (gates, gate => gate.InputBias), (gates, gate => gate.RecurrentBias));
            }

            if (network.HasPeepholes)
            {
                Add($"P{layer}", [directions, PeepholeGates.Length * units], 1, (PeepholeGates, gate => gate.Peephole));
            }

            void Add(string name, long[] shape, int columns, params (Gate[] Gates, Part Part)[] sections) =>
                tensors.Add(new OnnxTensor(name, shape, Blocks(cells, units * columns, sections)));
        }

        return tensors;
    }

    private static float[] Blocks(CellParameters[] cells, int length, (Gate[] Gates, Part Part)[] sections)
    {
        var packed = new float[cells.Length * length * sections.Sum(section => section.Gates.Length)];
        Span<float> rest = packed;
        foreach (CellParameters cell in cells)
        {
            foreach ((Gate[] gates, Part part) in sections)
            {
                foreach (Gate gate in gates)
                {
                    // With coupled gates there are no parameters of f, but there is a place for them.
                    ReadOnlySpan<double> block = cell.Gates.Contains(gate) ? part(cell[gate]) : [];
                    OnnxTensor.Convert(block, rest);
                    rest = rest[length..];
                }
            }
        }

        return packed;
    }

    private static CellParameters WithForgetBias(RecurrentArchitecture network, CellParameters cell) => network.ForgetBias == 0 ? cell : cell.Map(
        (gate, parameters) => gate != Gate.Forget ? parameters : parameters with
        {
            RecurrentBias = ForgetBiases.AddExactly(parameters.RecurrentBias ?? new double[network.HiddenSize], network),
        });
}
