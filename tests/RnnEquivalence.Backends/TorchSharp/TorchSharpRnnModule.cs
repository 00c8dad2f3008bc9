using RnnEquivalence.Model;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary><c>torch.nn.RNN</c> with tanh or the rectifier, one layer, forward.</summary>
internal sealed class TorchSharpRnnModule(RecurrentArchitecture architecture, RecurrentParameters parameters)
    : TorchSharpModule<global::TorchSharp.Modules.RNN>(architecture, parameters, Build)
{
    protected override RecurrentOutput Forward(Tensor x, RecurrentInput input)
    {
        Tensor? h0 = input.InitialState is { } state ? ToTensor(state.Hidden) : null;
        (Tensor y, Tensor h) = Module.call(x, h0);
        return new RecurrentOutput(ToSequence(y), new RecurrentState(ToMatrix(h), Cell: null));
    }

    private static global::TorchSharp.Modules.RNN Build(RecurrentArchitecture layer, bool bias) => nn.RNN(
        layer.InputSize,
        layer.HiddenSize,
        numLayers: 1,
        nonLinearity: layer.Cell == RecurrentCell.ReluRnn ? nn.NonLinearities.ReLU : nn.NonLinearities.Tanh,
        bias: bias,
        batchFirst: layer.BatchFirst,
        dtype: ScalarTypeOf(layer.ElementType));
}
