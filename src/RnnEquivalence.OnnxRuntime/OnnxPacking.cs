using RnnEquivalence.Conventions;
using RnnEquivalence.Model;

namespace RnnEquivalence.Backends.OnnxRuntime;

/// <summary>The parameters of a network as inputs of ONNX operators, packed as <see cref="OnnxWeights"/> says.</summary>
internal static class OnnxPacking
{
    /// <summary>Whether the operators have a B. ONNX has both biases or none.</summary>
    public static bool HasBiases(RecurrentArchitecture network) =>
        network.HasInputBias || network.HasRecurrentBias || network.ForgetBias != 0;

    /// <summary>
    /// The parameters of all layers by the names of their inputs, a letter and the layer: W (D, gates·H, I), R (D, gates·H, H), B
    /// (D, 2·gates·H) and P (D, 3·H).
    /// </summary>
    /// <exception cref="ArgumentException">The forget bias, which ONNX does not know, cannot be added to b_h exactly.</exception>
    public static IReadOnlyList<OnnxTensor> Pack(RecurrentArchitecture network, RecurrentParameters parameters)
    {
        var tensors = new List<OnnxTensor>();
        for (int layer = 0; layer < network.Layers; layer++)
        {
            (RecurrentArchitecture Architecture, CellParameters Cell)[] absorbed =
            [
                .. Enumerable.Range(0, network.Directions)
                    .Select(direction => Biases.AbsorbForgetBias(network, parameters[layer, direction])),
            ];
            OnnxWeights weights = OnnxWeights.FromCells(absorbed[0].Architecture, [.. absorbed.Select(direction => direction.Cell)]);
            Add($"W{layer}", weights.W);
            Add($"R{layer}", weights.R);
            Add($"B{layer}", weights.B);
            Add($"P{layer}", weights.P);
        }

        return tensors;

        void Add(string name, WeightTensor? weights)
        {
            if (weights is not null)
            {
                tensors.Add(OnnxTensor.FromWeights(name, weights));
            }
        }
    }
}
