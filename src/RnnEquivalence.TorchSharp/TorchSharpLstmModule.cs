using RnnEquivalence.Model;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary><c>torch.nn.LSTM</c>, which takes an initial state whole or not at all.</summary>
internal sealed class TorchSharpLstmModule(
    RecurrentArchitecture architecture, RecurrentParameters parameters, TrainingMode mode, bool packs)
    : SequenceModule<global::TorchSharp.Modules.LSTM>(architecture, parameters, Build(architecture, mode), mode, packs)
{
    protected override (Tensor Y, Tensor H, Tensor? C) Call(Tensor x, Tensor? h0, Tensor? c0) => Module.call(x, State(h0, c0));

    protected override (PackedSequence Y, Tensor H, Tensor? C) Call(PackedSequence x, Tensor? h0, Tensor? c0) =>
        Module.call(x, State(h0, c0));

    private static (Tensor, Tensor)? State(Tensor? h0, Tensor? c0) => h0 is null ? null : (h0, c0!);

    private static global::TorchSharp.Modules.LSTM Build(RecurrentArchitecture network, TrainingMode mode) => nn.LSTM(
        network.InputSize,
        network.HiddenSize,
        network.Layers,
        bias: PackedCellTensors.HasBiases(network),
        batchFirst: network.BatchFirst,
        dropout: mode.Dropout,
        bidirectional: network.Direction == Direction.Bidirectional,
        dtype: new TensorFormat(network.ElementType).ScalarType);
}
