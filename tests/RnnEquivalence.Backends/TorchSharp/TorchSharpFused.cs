using System.Collections.Frozen;
using System.Globalization;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using TorchSharp;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>
/// <c>torch.nn.RNN</c> and <c>torch.nn.LSTM</c> as TorchSharp offers them: the whole sequence in one call of libtorch.
/// In float32 the LSTM is oneDNN's fused primitive; the RNN, and everything in float64, is libtorch's own loop.
/// </summary>
public abstract class TorchSharpFused : IRecurrentBackend
{
    static TorchSharpFused() => TorchSharpLoader.EnsureLoadable();

    /// <summary>The backend in one element type.</summary>
    private protected TorchSharpFused(ElementType type, ActivationAccuracy tanh, ActivationAccuracy sigmoid)
    {
        Traits = new BackendTraits
        {
            ElementType = type,
            Cells = FrozenSet.Create(RecurrentCell.TanhRnn, RecurrentCell.Lstm),
            Tanh = tanh,
            Sigmoid = sigmoid,
        };
        Name = $"TorchSharp {TorchSharpLoader.Version}, libtorch {torch.__version__}, fused, {type.ToString().ToLowerInvariant()}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public BackendTraits Traits { get; }

    /// <summary>A line for the header of a run.</summary>
    public static string DescribeEngine() => string.Create(
        CultureInfo.InvariantCulture,
        $"TorchSharp {TorchSharpLoader.Version}, libtorch {torch.__version__}, CPU, {torch.get_num_threads()} threads{(TorchSharpLoader.IsAdapted ? ", natives adapted to an older libstdc++" : "")}");

    /// <inheritdoc/>
    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return architecture.Cell switch
        {
            RecurrentCell.TanhRnn => new TorchSharpRnnModule(architecture, parameters),
            RecurrentCell.Lstm => new TorchSharpLstmModule(architecture, parameters),
            _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture.Cell, "TorchSharp has no such cell."),
        };
    }
}

/// <summary>The fused modules in float32.</summary>
/// <remarks>
/// Both accuracies are upper bounds of what <c>ActivationAccuracyTests</c> measures: libtorch's own tanh stays within
/// 2 u, oneDNN's tanh and sigmoid within 2 u and 5 u.
/// </remarks>
public sealed class TorchSharpFusedFloat32() : TorchSharpFused(ElementType.Float32, tanh: new(3), sigmoid: new(6, Underflow: 2));

/// <summary>The fused modules in float64.</summary>
public sealed class TorchSharpFusedFloat64() : TorchSharpFused(ElementType.Float64, tanh: new(3), sigmoid: new(6));
