using RnnEquivalence.Model;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>TorchSharp's modules that take whole sequences.</summary>
internal static class SequenceModules
{
    /// <summary>The module of a network.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="mode">Its dropout, and whether it is in its mode for training.</param>
    /// <param name="packs">Whether it is called with packed sequences.</param>
    public static TorchSharpModule Create(
        RecurrentArchitecture architecture, RecurrentParameters parameters, TrainingMode mode, bool packs) =>
        architecture.Cell switch
        {
            RecurrentCell.Rnn => new TorchSharpRnnModule(architecture, parameters, mode, packs),
            RecurrentCell.Gru => new TorchSharpGruModule(architecture, parameters, mode, packs),
            RecurrentCell.Lstm => new TorchSharpLstmModule(architecture, parameters, mode, packs),
            _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture.Cell, "TorchSharp has no such module."),
        };
}
