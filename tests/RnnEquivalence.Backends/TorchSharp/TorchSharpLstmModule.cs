using RnnEquivalence.Model;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary><c>torch.nn.LSTM</c>, one layer, forward.</summary>
internal sealed class TorchSharpLstmModule(RecurrentArchitecture architecture, RecurrentParameters parameters)
    : TorchSharpModule<global::TorchSharp.Modules.LSTM>(architecture, parameters, Build)
{
    protected override RecurrentOutput Forward(Tensor x, RecurrentInput input)
    {
        (Tensor, Tensor)? initial = input.InitialState is { } state ? (ToTensor(state.Hidden), ToTensor(state.Cell!)) : null;
        (Tensor y, Tensor h, Tensor c) = Module.call(x, initial);
        return new RecurrentOutput(ToSequence(y), new RecurrentState(ToMatrix(h), ToMatrix(c)));
    }

    private static global::TorchSharp.Modules.LSTM Build(RecurrentArchitecture layer, bool bias) => nn.LSTM(
        layer.InputSize,
        layer.HiddenSize,
        numLayers: 1,
        bias: bias,
        batchFirst: layer.BatchFirst,
        dtype: ScalarTypeOf(layer.ElementType));
}
