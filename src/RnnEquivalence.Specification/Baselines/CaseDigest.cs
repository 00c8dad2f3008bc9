using System.Security.Cryptography;
using System.Text;
using RnnEquivalence.Model;

namespace RnnEquivalence.Baselines;

/// <summary>A digest of everything that a kernel is given in a case: two cases of the same digest are the same case.</summary>
internal static class CaseDigest
{
    private const int Letters = 32;

    /// <summary>The first half of the SHA-256 of architecture, parameters and input, in hexadecimal digits.</summary>
    public static string Of(RecurrentCase trial)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            Architecture(writer, trial.Architecture);
            Parameters(writer, trial);
            Input(writer, trial.Input);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))[..Letters];
    }

    private static void Architecture(BinaryWriter writer, RecurrentArchitecture network)
    {
        writer.Write(network.Cell.ToString());
        writer.Write(network.ElementType.ToString());
        writer.Write(network.Direction.ToString());
        Array.ForEach([network.InputSize, network.HiddenSize, network.Layers, network.ProjectionSize ?? 0], writer.Write);
        Array.ForEach(
            [network.HasInputBias, network.HasRecurrentBias, network.HasPeepholes, network.CouplesGates, network.BatchFirst], writer.Write);
        Array.ForEach([network.ForgetBias, network.ActivationClip ?? 0, network.CellClip ?? 0], writer.Write);
        for (int direction = 0; direction < network.Directions; direction++)
        {
            CellActivations functions = network.ActivationsOf(direction);
            foreach (Activation function in (Activation[])[functions.Gates, functions.Candidate, functions.State])
            {
                writer.Write(function.Function.ToString());
                writer.Write(function.Alpha);
                writer.Write(function.Beta);
            }
        }
    }

    private static void Parameters(BinaryWriter writer, RecurrentCase trial)
    {
        for (int cell = 0; cell < trial.Architecture.Cells; cell++)
        {
            CellParameters own = trial.Parameters[cell / trial.Architecture.Directions, cell % trial.Architecture.Directions];
            foreach (Gate gate in own.Gates)
            {
                GateParameters parameters = own[gate];
                writer.Write(gate.ToString());
                Numbers(writer, parameters.InputWeights.Values);
                Numbers(writer, parameters.RecurrentWeights.Values);
                Numbers(writer, parameters.InputBias);
                Numbers(writer, parameters.RecurrentBias);
                Numbers(writer, parameters.Peephole);
            }

            Numbers(writer, own.Projection is { } projection ? projection.Values : default);
        }
    }

    private static void Input(BinaryWriter writer, RecurrentInput input)
    {
        Array.ForEach([.. input.Values.Shape], writer.Write);
        Numbers(writer, input.Values.Values);
        writer.Write(input.Lengths?.Length ?? -1);
        Array.ForEach(input.Lengths ?? [], writer.Write);
        writer.Write(input.InitialState is not null);
        for (int cell = 0; input.InitialState is { } state && cell < state.Layers * state.Directions; cell++)
        {
            CellState own = state[cell / state.Directions, cell % state.Directions];
            Numbers(writer, own.Hidden.Values);
            Numbers(writer, own.Cell is { } c ? c.Values : default);
        }
    }

    /// <summary>How many, then their bits; of what is not a number only that it is none, since its bits differ between machines.</summary>
    private static void Numbers(BinaryWriter writer, ReadOnlySpan<double> values)
    {
        writer.Write(values.Length);
        foreach (double value in values)
        {
            writer.Write(double.IsNaN(value) ? double.NaN : value);
        }
    }
}
