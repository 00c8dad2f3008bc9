using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Backends.OnnxRuntime;

/// <summary>The operators RNN, GRU and LSTM of ONNX Runtime for the CPU, in models that are made in memory.</summary>
/// <remarks>
/// Not declared is what ONNX Runtime 1.31 computes otherwise than ONNX and the formulas have it, or not at all:
/// <list type="bullet">
/// <item><c>clip</c>: in an RNN and a GRU it cuts off every argument, but in an LSTM not that of tanh(c');</item>
/// <item>rows of length 0, whose final state is zero instead of the initial one;</item>
/// <item>T = 0, whose final state is zero instead of the initial one, and which in a GRU ends the process;</item>
/// <item>N = 0, which in a GRU and an LSTM ends the process;</item>
/// <item>Softplus, which is infinite from 89 on;</item>
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
        Cells = Enum.GetValues<RecurrentCell>().ToFrozenSet(),
        Features = BackendFeatures.Layers | BackendFeatures.Reverse | BackendFeatures.Bidirectional | BackendFeatures.Lengths
            | BackendFeatures.HiddenStateAlone | BackendFeatures.RectifiedRnn | BackendFeatures.Peepholes | BackendFeatures.CoupledGates
            | BackendFeatures.OtherActivations,

        // Each cell has functions of its own; declared as measured, place by place, in evidence/accuracy/README.md. The
        // RNN's tanh is 2·σ(2z) − 1 and off by as much whatever its size; the LSTM's and the GRU's is a rational function, whose error is
        // relative to itself. That of a GRU has the largest, near ±1, and exceeds 1.
        Tanh = new ActivationAccuracy(8, Absolute: 3),

        // That of an LSTM and of a GRU's update gate is off by as much whatever its size, and so is that of a GRU's reset gate, by more,
        // and negative where it is small. An RNN whose function is σ has a better one, good relative to itself: off by 2.9 u in 4 million
        // arguments of [−100, 100], which no usual cell uses.
        Sigmoid = new ActivationAccuracy(1, Absolute: 5.5),
        Activations = Others,

        // With a bias, an LSTM and a GRU cut off every pre-activation at the largest number, by min and max that turn NaN into it.
        KeepsNotANumber = false,
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

    /// <remarks>
    /// The functions round as their formulas do and add nothing; ScaledTanh is that of the RNN in every cell. Measured likewise, in each
    /// cell. Elu was off by 1.4 u·α, which is within what its formula rounds; 2 is for the exponentials of other systems.
    /// </remarks>
    private static ImmutableDictionary<ActivationFunction, ActivationAccuracy> Others { get; } =
        Enum.GetValues<ActivationFunction>()
            .Except([ActivationFunction.Tanh, ActivationFunction.Sigmoid, ActivationFunction.Softplus])
            .ToImmutableDictionary(
                function => function, function => new ActivationAccuracy(function == ActivationFunction.Elu ? 2 : 0));

    /// <inheritdoc/>
    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(parameters);
        Declaration.Require(this, architecture);
        return new OnnxRuntimeModule(architecture, parameters, s_threads, _constant);
    }
}

/// <summary>The parameters are inputs of the graph, as in a model that computes or receives them.</summary>
public sealed class OnnxRuntimeFloat32() : OnnxRuntimeBackend("parameters as inputs", constant: false);

/// <summary>
/// The parameters are constants of the model, as they usually are; ONNX Runtime then packs the weights for its products beforehand.
/// </summary>
public sealed class OnnxRuntimeConstantFloat32() : OnnxRuntimeBackend("constant parameters", constant: true);
