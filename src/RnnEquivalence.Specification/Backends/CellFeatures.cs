namespace RnnEquivalence.Backends;

/// <summary>
/// What a backend can do with a cell beyond one layer of it, run forward on whole sequences. Declared in <see cref="CellTraits.Features"/>.
/// </summary>
[Flags]
public enum CellFeatures
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>Networks of several layers.</summary>
    Layers = 1 << 0,

    /// <summary>Networks that read their sequences from the end.</summary>
    Reverse = 1 << 1,

    /// <summary>Networks that read their sequences both ways.</summary>
    Bidirectional = 1 << 2,

    /// <summary>Rows of different lengths, each at least 1, in any order, with padding that is never read.</summary>
    Lengths = 1 << 3,

    /// <summary>
    /// Rows of length 0, whose final state is the initial one.
    /// A backend with <see cref="Lengths"/> but without these refuses them with an exception.
    /// </summary>
    ZeroLengths = 1 << 4,

    /// <summary>An initial h without an initial c, which stands for zeros.</summary>
    HiddenStateAlone = 1 << 5,

    /// <summary>Batches without rows, N = 0. A backend without them refuses them with an exception.</summary>
    EmptyBatch = 1 << 6,

    /// <summary>
    /// Sequences without time steps, T = 0, whose final state is the initial one. A backend without them refuses them with an exception.
    /// </summary>
    EmptySequence = 1 << 7,

    /// <summary>The RNN with the rectifier for its activation.</summary>
    RectifiedRnn = 1 << 8,

    /// <summary>The LSTM with peepholes.</summary>
    Peepholes = 1 << 9,

    /// <summary>The LSTM with f = 1 − i.</summary>
    CoupledGates = 1 << 10,

    /// <summary>Clipping of the arguments of activations.</summary>
    ActivationClip = 1 << 11,

    /// <summary>Clipping of an LSTM's cell state.</summary>
    CellClip = 1 << 12,

    /// <summary>Projection of an LSTM's hidden state.</summary>
    Projection = 1 << 13,

    /// <summary>Any of <see cref="CellTraits.Activations"/> anywhere in the cell, different per direction.</summary>
    OtherActivations = 1 << 14,

    /// <summary>Gradients: the modules are <see cref="IDifferentiableModule"/>.</summary>
    Gradients = 1 << 15,

    /// <summary>A constant that is added to the pre-activation of an LSTM's forget gate, beside the biases that there are.</summary>
    ForgetBias = 1 << 16,
}
