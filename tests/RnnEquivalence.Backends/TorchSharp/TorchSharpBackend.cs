using System.Globalization;
using RnnEquivalence.Model;
using TorchSharp;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>What all backends on TorchSharp have in common: the engine, and that they refuse what they do not declare.</summary>
public abstract class TorchSharpBackend : IThreadedBackend
{
    static TorchSharpBackend() => TorchSharpLoader.EnsureLoadable();

    /// <summary>A backend in one mode and element type.</summary>
    private protected TorchSharpBackend(string mode, BackendTraits traits)
    {
        Traits = traits;
        Name = $"TorchSharp {TorchSharpLoader.Version}, libtorch {torch.__version__}, {mode}, {traits.ElementType.ToString().ToLowerInvariant()}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public BackendTraits Traits { get; }

    /// <inheritdoc/>
    public int Threads
    {
        get => torch.get_num_threads();
        set
        {
            // libtorch would end the process.
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            torch.set_num_threads(value);
        }
    }

    /// <summary>A line for the header of a run.</summary>
    public static string DescribeEngine() => string.Create(
        CultureInfo.InvariantCulture,
        $"TorchSharp {TorchSharpLoader.Version}, libtorch {torch.__version__}, CPU, {torch.get_num_threads()} threads{(TorchSharpLoader.IsAdapted ? ", natives adapted to an older libstdc++" : "")}");

    /// <inheritdoc/>
    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(parameters);
        BackendFeatures missing = FeaturesOf(architecture) & ~Traits.Features;
        if (!Traits.Cells.Contains(architecture.Cell) || missing != BackendFeatures.None)
        {
            throw new ArgumentException($"{Name} does not declare the cell {architecture.Cell} with the features {missing}.", nameof(architecture));
        }

        // The number of threads is kept per thread. On one that has not computed yet, asking for it puts into effect what was set elsewhere.
        _ = torch.get_num_threads();
        return Build(architecture, parameters);
    }

    /// <summary>Builds a network that the backend has declared.</summary>
    private protected abstract IRecurrentModule Build(RecurrentArchitecture architecture, RecurrentParameters parameters);

    private static BackendFeatures FeaturesOf(RecurrentArchitecture network)
    {
        BackendFeatures activations = network.Activations == CellActivations.Usual ? BackendFeatures.None
            : network.Cell == RecurrentCell.Rnn && network.Activations == CellActivations.Rectified ? BackendFeatures.RectifiedRnn
            : BackendFeatures.OtherActivations;
        return activations
            | When(network.ReverseActivations is not null, BackendFeatures.OtherActivations)
            | When(network.Layers > 1, BackendFeatures.Layers)
            | When(network.Direction == Direction.Reverse, BackendFeatures.Reverse)
            | When(network.Direction == Direction.Bidirectional, BackendFeatures.Bidirectional)
            | When(network.HasPeepholes, BackendFeatures.Peepholes)
            | When(network.CouplesGates, BackendFeatures.CoupledGates)
            | When(network.ActivationClip is not null, BackendFeatures.ActivationClip)
            | When(network.CellClip is not null, BackendFeatures.CellClip)
            | When(network.ProjectionSize is not null, BackendFeatures.Projection);

        static BackendFeatures When(bool asked, BackendFeatures feature) => asked ? feature : BackendFeatures.None;
    }
}
