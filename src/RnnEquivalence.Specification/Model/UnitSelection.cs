namespace RnnEquivalence.Model;

/// <summary>
/// Networks, states and outputs with some of their units only, or with all of them in another order; in every cell the same.
/// </summary>
internal static class UnitSelection
{
    /// <summary>The features of the outputs of a layer that belong to some features of its hidden states.</summary>
    public static int[] OfOutput(RecurrentArchitecture network, int[] state) =>
        [.. Enumerable.Range(0, network.Directions).SelectMany(direction =>
            state.Select(feature => (direction * network.StateSize) + feature))];

    /// <summary>The parameters that belong to some units.</summary>
    /// <param name="network">The network as it is.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="units">Which of the H units.</param>
    /// <param name="state">Which of the features of the hidden state: the same, unless there is a projection.</param>
    public static RecurrentParameters Of(RecurrentArchitecture network, RecurrentParameters parameters, int[] units, int[] state)
    {
        int[] above = OfOutput(network, state);
        return new RecurrentParameters(network.Layers, network.Directions, (layer, direction) =>
        {
            CellParameters cell = parameters[layer, direction];
            int[] inputs = layer == 0 ? [.. Enumerable.Range(0, network.InputSize)] : above;
            return cell
                .Map((_, gate) => new GateParameters(
                    gate.InputWeights.Select(units, inputs),
                    gate.RecurrentWeights.Select(units, state),
                    Of(gate.InputBias, units),
                    Of(gate.RecurrentBias, units),
                    Of(gate.Peephole, units)))
                .WithProjection(cell.Projection?.Select(state, units));
        });
    }

    /// <summary>The state of some units.</summary>
    public static RecurrentState Of(RecurrentState given, int[] units, int[] state)
    {
        int[] rows = [.. Enumerable.Range(0, given[0, 0].Hidden.Rows)];
        return given.Map(cell => new CellState(cell.Hidden.Select(rows, state), cell.Cell?.Select(rows, units)));
    }

    private static double[]? Of(double[]? values, int[] indices) => values is null ? null : [.. indices.Select(index => values[index])];
}
