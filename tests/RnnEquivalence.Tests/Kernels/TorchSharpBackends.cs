using RnnEquivalence.Backends;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.Tests.Kernels;

/// <summary>The backends on TorchSharp, for tests of what they have in common.</summary>
internal static class TorchSharpBackends
{
    private static readonly TorchSharpBackend[] Instances = [.. BuiltInBackends.All.OfType<TorchSharpBackend>()];

    /// <summary>All of them, by the names of their classes.</summary>
    public static TheoryData<string> All => [.. Instances.Select(BuiltInBackends.NameOf)];

    /// <summary>Each with each of its cells.</summary>
    public static TheoryData<string, RecurrentCell> AllWithCells =>
        [.. Instances.SelectMany(backend => backend.Traits.Cells.Keys.Order().Select(cell => (BuiltInBackends.NameOf(backend), cell)))];

    /// <summary>The backend of a class.</summary>
    public static TorchSharpBackend Named(string name) => (TorchSharpBackend)BuiltInBackends.Named(name);

    /// <summary>
    /// A case of ordinary numbers in [−½, ½], the same one at every call, with rows of several lengths where the backend has them.
    /// </summary>
    public static RecurrentCase CaseFor(IRecurrentBackend backend, RecurrentArchitecture network, int timeSteps, int batch)
    {
        var random = new Random(20180801);
        var parameters = new RecurrentParameters(network.Layers, network.Directions, (layer, _) => new CellParameters(
            network.Gates,
            _ => new GateParameters(
                Draw(network.HiddenSize, network.InputSizeOf(layer)),
                Draw(network.HiddenSize, network.StateSize),
                Draw(1, network.HiddenSize).Values.ToArray(),
                Draw(1, network.HiddenSize).Values.ToArray())));
        var x = new Sequence(timeSteps, batch, network.InputSize, Draw(timeSteps * batch, network.InputSize).Values.ToArray());
        var state = new RecurrentState(network.Layers, network.Directions, (_, _) => new CellState(
            Draw(batch, network.StateSize), network.Cell.HasCellState() ? Draw(batch, network.HiddenSize) : null));
        int[]? lengths = backend.Traits.Of(network.Cell).Has(CellFeatures.Lengths)
            ? [.. Enumerable.Range(0, batch).Select(row => timeSteps - (row % timeSteps))]
            : null;
        return new RecurrentCase(network, parameters, new RecurrentInput(x, state, lengths));

        Matrix Draw(int rows, int columns) => Matrix.Create(rows, columns, (_, _) => network.ElementType.Round(random.NextDouble() - 0.5));
    }

    /// <summary>A network of one layer with both biases.</summary>
    public static RecurrentArchitecture NetworkFor(IRecurrentBackend backend, RecurrentCell cell, int inputSize, int hiddenSize) => new()
    {
        Cell = cell,
        ElementType = backend.Traits.ElementType,
        InputSize = inputSize,
        HiddenSize = hiddenSize,
        HasInputBias = true,
        HasRecurrentBias = true,
    };

    /// <summary>A loss that every output takes part in: the sum of all of them.</summary>
    public static UpstreamGradients OnesFor(RecurrentCase trial)
    {
        RecurrentArchitecture network = trial.Architecture;
        return new UpstreamGradients(
            Sequence.Create(trial.TimeSteps, trial.BatchSize, network.OutputSize, (_, _, _) => 1),
            Ones(network.StateSize),
            network.Cell.HasCellState() ? Ones(network.HiddenSize) : null);

        Matrix[] Ones(int features) =>
            [.. Enumerable.Range(0, network.Cells).Select(_ => Matrix.Create(trial.BatchSize, features, (_, _) => 1))];
    }
}
