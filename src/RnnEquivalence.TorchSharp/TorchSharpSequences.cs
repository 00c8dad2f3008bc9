using RnnEquivalence.Model;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>The modules of libtorch that take whole sequences, and have a mode for training and dropout in it.</summary>
public abstract class TorchSharpSequences : TorchSharpBackend, ITrainableBackend
{
    /// <summary>The mode in which libtorch builds a module.</summary>
    private static readonly TrainingMode AsBuilt = new(Dropout: 0, IsTraining: true);

    private readonly bool _packs;

    /// <summary>The backend in one mode and element type.</summary>
    /// <param name="mode">The mode, as the name has it.</param>
    /// <param name="traits">What is declared.</param>
    /// <param name="packs">Whether the modules are called with packed sequences.</param>
    private protected TorchSharpSequences(string mode, BackendTraits traits, bool packs)
        : base(mode, traits) => _packs = packs;

    /// <inheritdoc/>
    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters, TrainingMode mode) =>
        Create(architecture, parameters, () => SequenceModules.Create(architecture, parameters, mode, _packs));

    private protected sealed override IRecurrentModule Build(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
        SequenceModules.Create(architecture, parameters, AsBuilt, _packs);
}
