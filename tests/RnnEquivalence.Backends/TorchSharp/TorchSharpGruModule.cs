using RnnEquivalence.Model;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary><c>torch.nn.GRU</c>, one layer, forward.</summary>
internal sealed class TorchSharpGruModule(RecurrentArchitecture architecture, RecurrentParameters parameters)
    : TorchSharpModule<global::TorchSharp.Modules.GRU>(architecture, parameters, Build)
{
    protected override RecurrentOutput Forward(Tensor x, RecurrentInput input)
    {
        Tensor? h0 = input.InitialState is { } state ? ToTensor(state.Hidden) : null;
        (Tensor y, Tensor h) = Module.call(x, h0);
        return new RecurrentOutput(ToSequence(y), new RecurrentState(ToMatrix(h), Cell: null));
    }

    private static global::TorchSharp.Modules.GRU Build(RecurrentArchitecture layer, bool bias) => nn.GRU(
        layer.InputSize,
        layer.HiddenSize,
        numLayers: 1,
        bias: bias,
        batchFirst: layer.BatchFirst,
        dtype: ScalarTypeOf(layer.ElementType));
}
