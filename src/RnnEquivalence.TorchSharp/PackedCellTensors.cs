using RnnEquivalence.Conventions;
using RnnEquivalence.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>The parameters of one cell in one of TorchSharp's modules, packed as PyTorch packs them.</summary>
internal sealed class PackedCellTensors : ICellTensors
{
    private readonly RecurrentArchitecture _cell;
    private readonly TensorFormat _format;
    private readonly Parameter _inputWeights;
    private readonly Parameter _recurrentWeights;
    private readonly Parameter? _inputBiases;
    private readonly Parameter? _recurrentBiases;

    /// <summary>The parameters of a module whose names end alike.</summary>
    /// <param name="cell">The network of this one cell.</param>
    /// <param name="module">The module.</param>
    /// <param name="suffix">What its parameters' names end with.</param>
    public PackedCellTensors(RecurrentArchitecture cell, nn.Module module, string suffix = "")
    {
        _cell = cell;
        _format = new TensorFormat(cell.ElementType);
        _inputWeights = Find("weight_ih");
        _recurrentWeights = Find("weight_hh");
        bool biased = HasBiases(cell);
        _inputBiases = biased ? Find("bias_ih") : null;
        _recurrentBiases = biased ? Find("bias_hh") : null;
        Leaves =
        [
            _inputWeights,
            _recurrentWeights,
            .. cell.HasInputBias ? new[] { _inputBiases! } : [],
            .. cell.HasRecurrentBias ? new[] { _recurrentBiases! } : [],
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
    /// <remarks>A forget bias, which PyTorch does not know, goes into the forget gate's b_h.</remarks>
    /// <exception cref="ArgumentException">The sum of b_h and the forget bias is not a number of the element type.</exception>
    public void Load(CellParameters parameters)
    {
        (RecurrentArchitecture cell, CellParameters absorbed) = Biases.AbsorbForgetBias(_cell, parameters);
        PyTorchWeights weights = PyTorchWeights.FromCell(cell, absorbed);
        _format.Write(_inputWeights, weights.WeightIh.Values);
        _format.Write(_recurrentWeights, weights.WeightHh.Values);
        if (_inputBiases is not null && _recurrentBiases is not null)
        {
            _format.Write(_inputBiases, weights.BiasIh!);
            _format.Write(_recurrentBiases, weights.BiasHh!);
        }
    }

    /// <inheritdoc/>
    public CellParameters Read(Func<Tensor, double[]> read)
    {
        var weights = new PyTorchWeights(
            Matrix(_inputWeights),
            Matrix(_recurrentWeights),
            _cell.HasInputBias ? read(_inputBiases!) : null,
            _cell.HasRecurrentBias ? read(_recurrentBiases!) : null);
        return weights.ToCell(_cell with { ForgetBias = 0 }, layer: 0);

        Matrix Matrix(Parameter parameter) => new((int)parameter.shape[0], (int)parameter.shape[1], read(parameter));
    }
}
