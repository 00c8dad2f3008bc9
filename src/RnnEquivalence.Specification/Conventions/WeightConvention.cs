using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using static RnnEquivalence.Model.Gate;

namespace RnnEquivalence.Conventions;

/// <summary>
/// In which order a library packs the gates of a cell, one block of H per gate, and which cells and options it has weights for.
/// </summary>
/// <remarks>Functions and clips are no weights: they are attributes of a layer, and no convention looks at them.</remarks>
public sealed class WeightConvention
{
    /// <summary>
    /// The parameters of <c>torch.nn.RNN</c>, <c>LSTM</c> and <c>GRU</c> (documentation of <c>torch.nn.LSTM</c>, "Variables":
    /// W_ii|W_if|W_ig|W_io; of <c>torch.nn.GRU</c>: W_ir|W_iz|W_in), which are also the order of cuDNN (<c>linLayerID</c> in the
    /// documentation of <c>cudnnGetRNNWeightParams</c>: input, forget, new memory, output; reset, update, new memory).
    /// </summary>
    public static readonly WeightConvention PyTorch = new(
        "PyTorch",
        rnn: [State],
        lstm: [Input, Forget, Candidate, Output],
        gru: [Reset, Update, Candidate],
        hasGruResetBefore: false,
        CellFeatures.Projection);

    /// <summary>
    /// The variables of TensorFlow 1's <c>BasicRNNCell</c> and <c>BasicLSTMCell</c> (tensorflow 1.x,
    /// <c>python/ops/rnn_cell_impl.py</c>: i, j, f, o = split(…), j being the candidate). Its <c>GRUCell</c> has two kernels
    /// instead of one and is not here.
    /// </summary>
    public static readonly WeightConvention TensorFlow1 = new(
        "TensorFlow 1",
        rnn: [State],
        lstm: [Input, Candidate, Forget, Output],
        gru: null,
        hasGruResetBefore: false,
        CellFeatures.None);

    /// <summary>
    /// The variables of <c>keras.layers.SimpleRNN</c>, <c>LSTM</c> and <c>GRU</c> (keras 3, <c>keras/src/layers/rnn/lstm.py</c>:
    /// k_i, k_f, k_c, k_o = split(kernel, 4, axis=1); <c>gru.py</c>: x_z, x_r, x_h = split(…), h' = z·h + (1 − z)·hh). The GRU
    /// has <c>reset_after=True</c>, that whose reset gate comes before the recurrent product <c>reset_after=False</c>.
    /// </summary>
    public static readonly WeightConvention Keras = new(
        "Keras",
        rnn: [State],
        lstm: [Input, Forget, Candidate, Output],
        gru: [Update, Reset, Candidate],
        hasGruResetBefore: true,
        CellFeatures.None);

    /// <summary>
    /// The inputs of the operators RNN, LSTM and GRU (ONNX, <c>docs/Operators.md</c>: W[i], W[iofc], W[zrh], P[iof]). The GRU
    /// has <c>linear_before_reset = 1</c>, that whose reset gate comes before the recurrent product 0.
    /// </summary>
    public static readonly WeightConvention Onnx = new(
        "ONNX",
        rnn: [State],
        lstm: [Input, Output, Forget, Candidate],
        gru: [Update, Reset, Candidate],
        hasGruResetBefore: true,
        CellFeatures.Peepholes | CellFeatures.CoupledGates,
        peepholes: [Input, Output, Forget]);

    private readonly Gate[] _rnn;
    private readonly Gate[] _lstm;
    private readonly Gate[]? _gru;
    private readonly bool _hasGruResetBefore;
    private readonly CellFeatures _options;

    private WeightConvention(
        string name, Gate[] rnn, Gate[] lstm, Gate[]? gru, bool hasGruResetBefore, CellFeatures options, Gate[]? peepholes = null)
    {
        Name = name;
        _rnn = rnn;
        _lstm = lstm;
        _gru = gru;
        _hasGruResetBefore = hasGruResetBefore;
        _options = options;
        Peepholes = peepholes ?? [];
    }

    /// <summary>Whose convention it is, as messages print it.</summary>
    public string Name { get; }

    /// <summary>The order of the peepholes, one block of H each; empty where there is no place for any.</summary>
    public IReadOnlyList<Gate> Peepholes { get; }

    /// <summary>The order of a cell's blocks.</summary>
    /// <exception cref="ArgumentException">The library has no such cell.</exception>
    public IReadOnlyList<Gate> GatesOf(RecurrentCell cell) =>
        OrderOf(cell) ?? throw new ArgumentException(
            $"{Name} has no cell {cell}, only "
            + $"{string.Join(", ", Enum.GetValues<RecurrentCell>().Where(other => OrderOf(other) is not null))}.",
            nameof(cell));

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Refuses a network whose weights the convention has no place for.</summary>
    /// <exception cref="ArgumentException">There is no such cell, or an option of it would be lost.</exception>
    internal void Require(RecurrentArchitecture network)
    {
        network.Validate();
        _ = GatesOf(network.Cell);
        RequirePlace("peepholes", network.HasPeepholes, CellFeatures.Peepholes);
        RequirePlace("coupled gates", network.CouplesGates, CellFeatures.CoupledGates);
        RequirePlace("a projection", network.ProjectionSize is not null, CellFeatures.Projection);
        if (network.ForgetBias != 0)
        {
            throw new ArgumentException(
                $"{Name} has no place for the forget bias {Print.Number(network.ForgetBias)}; "
                + $"{nameof(Biases)}.{nameof(Biases.AbsorbForgetBias)} adds it to b_h.");
        }

        void RequirePlace(string option, bool asked, CellFeatures feature)
        {
            if (asked && !_options.HasFlag(feature))
            {
                throw new ArgumentException($"{Name} has no place for {option}.");
            }
        }
    }

    private Gate[]? OrderOf(RecurrentCell cell) => cell switch
    {
        RecurrentCell.Rnn => _rnn,
        RecurrentCell.Lstm => _lstm,
        RecurrentCell.Gru => _gru,
        RecurrentCell.GruResetBefore => _hasGruResetBefore ? _gru : null,
        _ => null,
    };
}
