namespace RnnEquivalence.Model;

/// <summary>The functions that a cell can be given, as the ONNX operators RNN, GRU and LSTM list them.</summary>
public enum ActivationFunction
{
    /// <summary>tanh(z).</summary>
    Tanh,

    /// <summary>σ(z) = 1/(1 + e^−z).</summary>
    Sigmoid,

    /// <summary>max(0, z).</summary>
    Relu,

    /// <summary>min(1, max(0, α·z + β)).</summary>
    HardSigmoid,

    /// <summary>z for z ≥ 0, else α·z.</summary>
    LeakyRelu,

    /// <summary>z for z ≥ α, else 0.</summary>
    ThresholdedRelu,

    /// <summary>α·tanh(β·z).</summary>
    ScaledTanh,

    /// <summary>α·z + β.</summary>
    Affine,

    /// <summary>z for z ≥ 0, else α·(e^z − 1).</summary>
    Elu,

    /// <summary>z/(1 + |z|).</summary>
    Softsign,

    /// <summary>log(1 + e^z).</summary>
    Softplus,
}

/// <summary>A function with its constants.</summary>
/// <param name="Function">Which function.</param>
/// <param name="Alpha">α, of no consequence to a function that has none.</param>
/// <param name="Beta">β, likewise.</param>
public readonly record struct Activation(ActivationFunction Function, double Alpha = 0, double Beta = 0)
{
    /// <summary>tanh.</summary>
    public static Activation Tanh => new(ActivationFunction.Tanh);

    /// <summary>The logistic sigmoid.</summary>
    public static Activation Sigmoid => new(ActivationFunction.Sigmoid);

    /// <summary>The rectifier.</summary>
    public static Activation Relu => new(ActivationFunction.Relu);

    /// <summary>Whether the function has a constant α.</summary>
    public bool HasAlpha => Function is ActivationFunction.HardSigmoid or ActivationFunction.LeakyRelu or ActivationFunction.ThresholdedRelu
        or ActivationFunction.ScaledTanh or ActivationFunction.Affine or ActivationFunction.Elu;

    /// <summary>Whether the function has a constant β.</summary>
    public bool HasBeta => Function is ActivationFunction.HardSigmoid or ActivationFunction.ScaledTanh or ActivationFunction.Affine;

    /// <inheritdoc/>
    public override string ToString() => Print.Function(this);
}

/// <summary>The functions of one cell.</summary>
/// <param name="Gates">What the gates i, f, o of an LSTM and r, z of a GRU go through (ONNX' f).</param>
/// <param name="Candidate">What the candidate goes through: the LSTM's g, the GRU's n (ONNX' g).</param>
/// <param name="State">What the new state goes through: h' = State(z) in an RNN (ONNX' f), h' = o ⊙ State(c') in an LSTM (ONNX' h).</param>
public sealed record CellActivations(Activation Gates, Activation Candidate, Activation State)
{
    /// <summary>σ for the gates, tanh for everything else: what every library does unless told otherwise.</summary>
    public static CellActivations Usual { get; } = new(Activation.Sigmoid, Activation.Tanh, Activation.Tanh);

    /// <summary>The same with the rectifier for the state, which makes an RNN a rectified one.</summary>
    public static CellActivations Rectified { get; } = Usual with { State = Activation.Relu };

    /// <inheritdoc/>
    public override string ToString() => $"{Gates}, {Candidate}, {State}";
}
