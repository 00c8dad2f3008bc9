using RnnEquivalence.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>The parameters of one cell in one of TorchSharp's modules, packed as PyTorch packs them.</summary>
internal sealed class PackedCellTensors : ICellTensors
{
    private readonly RecurrentArchitecture _architecture;
    private readonly TensorFormat _format;
    private readonly Parameter _inputWeights;
    private readonly Parameter _recurrentWeights;
    private readonly Parameter? _inputBiases;
    private readonly Parameter? _recurrentBiases;

    /// <summary>The parameters of a module whose names end alike.</summary>
    public PackedCellTensors(RecurrentArchitecture architecture, nn.Module module, string suffix = "")
    {
        _architecture = architecture;
        _format = new TensorFormat(architecture.ElementType);
        _inputWeights = Find("weight_ih");
        _recurrentWeights = Find("weight_hh");
        bool biased = HasBiases(architecture);
        _inputBiases = biased ? Find("bias_ih") : null;
        _recurrentBiases = biased ? Find("bias_hh") : null;
        Leaves =
        [
            _inputWeights,
            _recurrentWeights,
            .. architecture.HasInputBias ? new[] { _inputBiases! } : [],
            .. architecture.HasRecurrentBias ? new[] { _recurrentBiases! } : [],
        ];

        Parameter Find(string name) => module.get_parameter(name + suffix)
            ?? throw new InvalidOperationException($"TorchSharp's {module.GetName()} has no parameter {name}{suffix}.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Leaves { get; }

    /// <summary>Whether the module has biases. PyTorch has both or none; one that the architecture lacks is then zero.</summary>
    public static bool HasBiases(RecurrentArchitecture architecture) =>
        architecture.HasInputBias || architecture.HasRecurrentBias || architecture.ForgetBias != 0;

    /// <inheritdoc/>
    public void Load(CellParameters parameters)
    {
        _format.Write(_inputWeights, PyTorchPacking.InputWeights(_architecture, parameters));
        _format.Write(_recurrentWeights, PyTorchPacking.RecurrentWeights(_architecture, parameters));
        if (_inputBiases is not null && _recurrentBiases is not null)
        {
            _format.Write(_inputBiases, PyTorchPacking.InputBiases(_architecture, parameters));
            _format.Write(_recurrentBiases, PyTorchPacking.RecurrentBiases(_architecture, parameters));
        }
    }

    /// <inheritdoc/>
    public CellParameters Read(Func<Tensor, double[]> read) => PyTorchPacking.Unpack(
        _architecture,
        read(_inputWeights),
        read(_recurrentWeights),
        _architecture.HasInputBias ? read(_inputBiases!) : null,
        _architecture.HasRecurrentBias ? read(_recurrentBiases!) : null);
}
