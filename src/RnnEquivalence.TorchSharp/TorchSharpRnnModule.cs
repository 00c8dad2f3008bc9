using RnnEquivalence.Model;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary><c>torch.nn.RNN</c> with tanh or the rectifier.</summary>
internal sealed class TorchSharpRnnModule(
    RecurrentArchitecture architecture, RecurrentParameters parameters, TrainingMode mode, bool packs)
    : SequenceModule<global::TorchSharp.Modules.RNN>(architecture, parameters, Build(architecture, mode), mode, packs)
{
    /// <summary>libtorch's name of the activation.</summary>
    public static nn.NonLinearities NonLinearityOf(RecurrentArchitecture network) =>
        network.Activations.State.Function == ActivationFunction.Relu ? nn.NonLinearities.ReLU : nn.NonLinearities.Tanh;

    protected override (Tensor Y, Tensor H, Tensor? C) Call(Tensor x, Tensor? h0, Tensor? c0)
    {
        (Tensor y, Tensor h) = Module.call(x, h0);
        return (y, h, null);
    }

    protected override (PackedSequence Y, Tensor H, Tensor? C) Call(PackedSequence x, Tensor? h0, Tensor? c0)
    {
        (PackedSequence y, Tensor h) = Module.call(x, h0);
        return (y, h, null);
    }

    private static global::TorchSharp.Modules.RNN Build(RecurrentArchitecture network, TrainingMode mode) => nn.RNN(
        network.InputSize,
        network.HiddenSize,
        network.Layers,
        nonLinearity: NonLinearityOf(network),
        bias: PackedCellTensors.HasBiases(network),
        batchFirst: network.BatchFirst,
        dropout: mode.Dropout,
        bidirectional: network.Direction == Direction.Bidirectional,
        dtype: new TensorFormat(network.ElementType).ScalarType);
}
