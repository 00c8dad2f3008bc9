using System.Collections.Frozen;
using System.Globalization;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using TorchSharp;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>
/// <c>torch.nn.RNN</c>, <c>torch.nn.GRU</c> and <c>torch.nn.LSTM</c> as TorchSharp offers them: the whole sequence in one call of libtorch.
/// In float32 the LSTM is oneDNN's fused primitive; the others, and everything in float64, is libtorch's own loop.
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
            Cells = FrozenSet.Create(RecurrentCell.TanhRnn, RecurrentCell.ReluRnn, RecurrentCell.Lstm, RecurrentCell.Gru),
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
            RecurrentCell.TanhRnn or RecurrentCell.ReluRnn => new TorchSharpRnnModule(architecture, parameters),
            RecurrentCell.Gru => new TorchSharpGruModule(architecture, parameters),
            RecurrentCell.Lstm => new TorchSharpLstmModule(architecture, parameters),
            _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture.Cell, "TorchSharp has no such cell."),
        };
    }
}

/// <summary>The fused modules in float32.</summary>
/// <remarks>
/// Measured with 12 million arguments on a processor with AVX-512: libtorch's tanh is off by at most 1.0 u and oneDNN's by
/// 1.4 u; oneDNN's sigmoid by 4.5 u down to −10 and by 6.5 u near −85, and it is zero below 1.42 times the smallest normal
/// number. <see cref="Specifications.ActivationSpecification{TBackend}"/> holds the declaration against every machine.
/// </remarks>
public sealed class TorchSharpFusedFloat32() : TorchSharpFused(ElementType.Float32, tanh: new(2), sigmoid: new(8, Underflow: 2));

/// <summary>The fused modules in float64.</summary>
/// <remarks>Measured likewise, the error of the reference included: tanh is off by at most 3.7 u, the sigmoid by less than 1 u.</remarks>
public sealed class TorchSharpFusedFloat64() : TorchSharpFused(ElementType.Float64, tanh: new(4), sigmoid: new(4));
