using System.Globalization;
using RnnEquivalence.Model;
using TorchSharp;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>What all backends on TorchSharp have in common: the engine, and that they refuse what they do not declare.</summary>
public abstract class TorchSharpBackend : IThreadedBackend
{
    private static int s_threads = 1;

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
    /// <remarks>
    /// One unless it is set: most cases are far too small to be split, and on a busy machine the threads would mostly wait for each
    /// other. That the results do not depend on it is a law of its own.
    /// </remarks>
    public int Threads
    {
        get => s_threads;
        set
        {
            // libtorch would end the process.
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            s_threads = value;
            torch.set_num_threads(value);
        }
    }

    /// <summary>A line for the header of a run.</summary>
    public static string DescribeEngine() => string.Create(
        CultureInfo.InvariantCulture,
        $"TorchSharp {TorchSharpLoader.Version}, libtorch {torch.__version__}, CPU{(TorchSharpLoader.IsAdapted ? ", natives adapted to an older libstdc++" : "")}");

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

        // libtorch keeps the number of threads per thread, so that what was set on one is not in effect on another.
        torch.set_num_threads(s_threads);
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
