using RnnEquivalence.Model;

namespace RnnEquivalence.Backends.OnnxRuntime;

/// <summary>The attributes that say which functions the cells of a layer have.</summary>
internal static class OnnxActivations
{
    /// <summary>activations, activation_alpha and activation_beta; nothing where they are the usual ones.</summary>
    public static IEnumerable<ProtobufMessage> AttributesOf(RecurrentArchitecture network)
    {
        if (network.Activations == CellActivations.Usual && network.ReverseActivations is null)
        {
            return [];
        }

        Activation[] all =
            [.. Enumerable.Range(0, network.Directions).SelectMany(direction => Of(network.Cell, network.ActivationsOf(direction)))];

        // "Consumed in the order of activation functions", says ONNX: ONNX Runtime takes the next one for each function that has one.
        return
        [
            OnnxAttribute.Of("activations", all.Select(f => f.Function.ToString())),
            .. Constants("activation_alpha", all.Where(f => f.HasAlpha).Select(f => f.Alpha)),
            .. Constants("activation_beta", all.Where(f => f.HasBeta).Select(f => f.Beta)),
        ];
    }

    private static IEnumerable<Activation> Of(RecurrentCell cell, CellActivations functions) =>
    [
        .. cell.HasGateFunctions() ? [functions.Gates, functions.Candidate] : Array.Empty<Activation>(),
        .. cell.HasStateFunction() ? [functions.State] : Array.Empty<Activation>(),
    ];

    private static IEnumerable<ProtobufMessage> Constants(string name, IEnumerable<double> values)
    {
        float[] singles = [.. values.Select(value => (float)value)];
        return singles.Length == 0 ? [] : [OnnxAttribute.Of(name, singles)];
    }
}
