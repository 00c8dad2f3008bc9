using Microsoft.ML.OnnxRuntime;
using RnnEquivalence.Model;

namespace RnnEquivalence.Backends.OnnxRuntime;

/// <summary>A network on ONNX Runtime.</summary>
internal sealed class OnnxRuntimeModule : IRecurrentModule
{
    /// <summary>The sessions of networks whose parameters are inputs, by their graphs and numbers of threads.</summary>
    private static readonly OnnxSessions<(OnnxNetwork, int)> Shared = new(capacity: 512);

    private static readonly RunOptions Usual = new();

    private readonly BackendTraits _traits;
    private readonly RecurrentArchitecture _architecture;
    private readonly int _threads;
    private readonly bool _constant;
    private readonly OnnxSessions<(OnnxNetwork, int)> _sessions;
    private IReadOnlyList<OnnxTensor> _parameters;
    private NamedValues _inputs = new();

    /// <summary>A network.</summary>
    /// <param name="traits">What the backend declares.</param>
    /// <param name="architecture">The network.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="threads">The number of threads of its sessions.</param>
    /// <param name="constant">
    /// Whether the parameters are part of the model; or else they are inputs, and networks with the same graph share a session.
    /// </param>
    public OnnxRuntimeModule(
        BackendTraits traits, RecurrentArchitecture architecture, RecurrentParameters parameters, int threads, bool constant)
    {
        _traits = traits;
        _architecture = architecture;
        _threads = threads;
        _constant = constant;
        _sessions = constant ? new OnnxSessions<(OnnxNetwork, int)>(capacity: 8) : Shared;
        _parameters = [];
        Load(parameters);
    }

    /// <inheritdoc/>
    public void Load(RecurrentParameters parameters)
    {
        _parameters = OnnxPacking.Pack(_architecture, parameters);
        Dispose();
        _inputs = new NamedValues();
        foreach (OnnxTensor parameter in _constant ? [] : _parameters)
        {
            _inputs.Add(parameter);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// What is not declared ONNX Runtime must not see: without rows its GRU and LSTM end the process, and without time steps its GRU does;
    /// what it returns in the other cases, and for a row of length 0, is a final state of zeros instead of the initial one.
    /// </remarks>
    /// <exception cref="ArgumentException">There are no rows, no time steps, or rows of length 0.</exception>
    public RecurrentOutput Forward(RecurrentInput input)
    {
        _traits.Require(_architecture, input);
        RecurrentState? state = input.InitialState;
        var network = new OnnxNetwork(_architecture, state is not null, state?.HasCell ?? false, input.Lengths is not null);
        using var given = new NamedValues();
        given.Add(OnnxTensor.FromSequence(OnnxNetwork.Input, input.Values, _architecture.BatchFirst));
        if (input.Lengths is not null)
        {
            given.Add(OnnxNetwork.Lengths, OnnxTensor.ToValue(input.Lengths));
        }

        for (int layer = 0; state is not null && layer < _architecture.Layers; layer++)
        {
            CellState[] cells = [.. Enumerable.Range(0, _architecture.Directions).Select(direction => state[layer, direction])];
            given.Add(OnnxTensor.FromMatrices(OnnxNetwork.InitialHidden(layer), [.. cells.Select(cell => cell.Hidden)]));
            if (network.HasCell)
            {
                given.Add(OnnxTensor.FromMatrices(OnnxNetwork.InitialCell(layer), [.. cells.Select(cell => cell.Cell!)]));
            }
        }

        return _sessions.Use((network.Graph(), _threads), () => CreateSession(network), session =>
        {
            using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(
                Usual, [.. _inputs.Names, .. given.Names], [.. _inputs.Values, .. given.Values], network.Outputs());
            return Read(outputs);
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inputs.Dispose();
        if (_constant)
        {
            _sessions.Dispose();
        }
    }

    private InferenceSession CreateSession(OnnxNetwork network)
    {
        // Most sessions are used for a few small calls, so they keep no memory and let no thread wait actively.
        using var options = new SessionOptions
        {
            IntraOpNumThreads = _threads,
            InterOpNumThreads = 1,
            EnableCpuMemArena = false,
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return new InferenceSession(network.ToModel(_parameters, _constant), options);
    }

    private RecurrentOutput Read(IReadOnlyList<OrtValue> outputs)
    {
        int layers = _architecture.Layers;
        return new RecurrentOutput(
            OnnxTensor.ToSequence(outputs[0], _architecture.BatchFirst),
            new RecurrentState(layers, _architecture.Directions, (layer, direction) => new CellState(
                OnnxTensor.ToMatrix(outputs[1 + layer], direction),
                _architecture.Cell.HasCellState() ? OnnxTensor.ToMatrix(outputs[1 + layers + layer], direction) : null)));
    }
}
