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
        Traits = traits with { TakesConcurrentCalls = true };
        Name = $"TorchSharp {TorchSharpLoader.Version}, libtorch {torch.__version__}, {mode}, {traits.ElementType.LibraryName()}";
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
        $"TorchSharp {TorchSharpLoader.Version}, libtorch {torch.__version__}, "
        + $"CPU{(TorchSharpLoader.IsAdapted ? ", natives adapted to an older libstdc++" : "")}");

    /// <inheritdoc/>
    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
        Create(architecture, parameters, () => Build(architecture, parameters));

    /// <summary>Builds a network that is declared, with libtorch's threads as they are set.</summary>
    private protected IRecurrentModule Create(
        RecurrentArchitecture architecture, RecurrentParameters parameters, Func<IRecurrentModule> build)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(parameters);
        Traits.Require(architecture);

        // libtorch keeps the number of threads per thread, so that what was set on one is not in effect on another.
        torch.set_num_threads(s_threads);
        return build();
    }

    /// <summary>The cells that libtorch has modules of, which have the rectifier and absorb a forget bias into b_h.</summary>
    private protected static IReadOnlyDictionary<RecurrentCell, CellTraits> LibraryCells(CellTraits alike) =>
        new Dictionary<RecurrentCell, CellTraits>
        {
            [RecurrentCell.Rnn] = alike with { Features = alike.Features | CellFeatures.RectifiedRnn },
            [RecurrentCell.Lstm] = alike with { Features = alike.Features | CellFeatures.ForgetBias },
            [RecurrentCell.Gru] = alike,
        };

    /// <summary>Builds a network that the backend has declared.</summary>
    private protected abstract IRecurrentModule Build(RecurrentArchitecture architecture, RecurrentParameters parameters);
}
