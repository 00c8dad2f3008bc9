using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;
using RnnEquivalence.Model;

namespace RnnEquivalence.Backends.OnnxRuntime;

/// <summary>The operators RNN, GRU and LSTM of ONNX Runtime for the CPU, in models that are made in memory.</summary>
/// <remarks>
/// Not declared is what ONNX Runtime 1.31 computes otherwise than ONNX and the formulas have it, or not at all:
/// <list type="bullet">
/// <item>
/// the <c>clip</c> of an LSTM, which does not cut off the argument of tanh(c'), as those of an RNN and a GRU do every argument;
/// </item>
/// <item>rows of length 0, whose final state is zero instead of the initial one;</item>
/// <item>
/// T = 0, whose final h is zero instead of the initial one and whose final c is never written, and which in a GRU ends the process;
/// </item>
/// <item>N = 0, which in a GRU and an LSTM ends the process;</item>
/// <item>Softplus, which is infinite from 88.73 on;</item>
/// <item>float64, which there is none of, and so are projections and clipped cell states.</item>
/// </list>
/// </remarks>
public abstract class OnnxRuntimeBackend : IThreadedBackend
{
    private static int s_threads = 1;

    private readonly bool _constant;

    /// <summary>The backend in one mode.</summary>
    /// <param name="mode">The mode, as a report prints it.</param>
    /// <param name="constant">Whether the parameters are part of the model, or else inputs.</param>
    private protected OnnxRuntimeBackend(string mode, bool constant)
    {
        _constant = constant;
        Name = $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}, {mode}, float32";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public BackendTraits Traits { get; } = new()
    {
        ElementType = ElementType.Float32,
        Cells = AllCells(),
        TakesConcurrentCalls = true,
    };

    /// <inheritdoc/>
    /// <remarks>
    /// One unless it is set; that the results do not depend on it is a law of its own.
    /// Networks keep the number that they were created with.
    /// </remarks>
    public int Threads
    {
        get => s_threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            s_threads = value;
        }
    }

    private static ActivationAccuracy RnnTanh { get; } = new(1, Absolute: 3);

    /// <remarks>
    /// The functions round as their formulas do and add nothing; only that the tanh in ScaledTanh is the RNN's in every cell. Measured
    /// likewise, in each cell. Elu was off by 1.4 u·α, which is within what its formula rounds; 2 is for the exponentials of other systems.
    /// </remarks>
    private static ImmutableDictionary<ActivationFunction, ActivationAccuracy> OtherActivations { get; } = new[]
    {
        ActivationFunction.Relu, ActivationFunction.HardSigmoid, ActivationFunction.LeakyRelu, ActivationFunction.ThresholdedRelu,
        ActivationFunction.ScaledTanh, ActivationFunction.Affine, ActivationFunction.Softsign,
    }
        .ToImmutableDictionary(function => function, _ => new ActivationAccuracy(0))
        .Add(ActivationFunction.Elu, new ActivationAccuracy(2));

    /// <inheritdoc/>
    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(parameters);
        Traits.Require(architecture);
        return new OnnxRuntimeModule(Traits, architecture, parameters, s_threads, _constant);
    }

    /// <remarks>
    /// Each cell has functions of its own. Declared as measured, place by place, in <c>evidence/accuracy/README.md</c>, with a margin for
    /// processors that were not seen.
    /// </remarks>
    private static Dictionary<RecurrentCell, CellTraits> AllCells()
    {
        const CellFeatures Alike =
            CellFeatures.Layers | CellFeatures.Reverse | CellFeatures.Bidirectional | CellFeatures.Lengths | CellFeatures.OtherActivations;
        var rnn = new CellTraits
        {
            Features = Alike | CellFeatures.ActivationClip | CellFeatures.RectifiedRnn,

            // 2·σ(2z) − 1, which is off by as much whatever its size.
            Tanh = RnnTanh,

            // A function of an RNN only where it is asked for: off by 2.9 u in 4 million arguments of [−100, 100].
            Sigmoid = new ActivationAccuracy(4),
            Activations = OtherActivations,
        };
        var lstm = new CellTraits
        {
            Features = Alike | CellFeatures.HiddenStateAlone | CellFeatures.ForgetBias | CellFeatures.Peepholes | CellFeatures.CoupledGates,

            // A rational function, whose error is relative to itself; and one for σ, which is off by as much whatever its size.
            Tanh = new ActivationAccuracy(7),
            Sigmoid = new ActivationAccuracy(1, Absolute: 4),
            Activations = OtherActivations.SetItem(ActivationFunction.ScaledTanh, RnnTanh),

            // With a bias, every pre-activation is cut off at the largest number, by min and max that turn NaN into it.
            KeepsNotANumber = false,
        };
        CellTraits gru = lstm with
        {
            Features = Alike | CellFeatures.ActivationClip,

            // The largest errors, near ±1, which it exceeds; and a σ of the reset gate that is negative where it is small.
            Tanh = new ActivationAccuracy(12),
            Sigmoid = new ActivationAccuracy(1, Absolute: 5.5),
        };
        return new Dictionary<RecurrentCell, CellTraits>
        {
            [RecurrentCell.Rnn] = rnn,
            [RecurrentCell.Lstm] = lstm,
            [RecurrentCell.Gru] = gru,
            [RecurrentCell.GruResetBefore] = gru,
        };
    }
}

/// <summary>The parameters are inputs of the graph, as in a model that computes or receives them.</summary>
public sealed class OnnxRuntimeFloat32() : OnnxRuntimeBackend("parameters as inputs", constant: false);

/// <summary>
/// The parameters are constants of the model, as they usually are; ONNX Runtime then packs the weights for its products beforehand.
/// </summary>
public sealed class OnnxRuntimeConstantFloat32() : OnnxRuntimeBackend("constant parameters", constant: true);
