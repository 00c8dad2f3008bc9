using RnnEquivalence.Model;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary><c>torch.nn.GRU</c>.</summary>
internal sealed class TorchSharpGruModule(
    RecurrentArchitecture architecture, RecurrentParameters parameters, TrainingMode mode, bool packs)
    : SequenceModule<global::TorchSharp.Modules.GRU>(architecture, parameters, Build(architecture, mode), mode, packs)
{
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

    private static global::TorchSharp.Modules.GRU Build(RecurrentArchitecture network, TrainingMode mode) => nn.GRU(
        network.InputSize,
        network.HiddenSize,
        network.Layers,
        bias: PackedCellTensors.HasBiases(network),
        batchFirst: network.BatchFirst,
        dropout: mode.Dropout,
        bidirectional: network.Direction == Direction.Bidirectional,
        dtype: new TensorFormat(network.ElementType).ScalarType);
}
