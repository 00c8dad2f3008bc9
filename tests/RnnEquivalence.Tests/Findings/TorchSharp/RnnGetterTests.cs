using TorchSharp;
using TorchSharp.Modules;
using Xunit;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>The getters of an RNN look for four tensors per layer, also where there are two.</summary>
public sealed class RnnGetterTests : TorchSharpFinding
{
    private const string Heading =
        "TorchSharp 0.107.0: `RNN.get_bias_ih` and its siblings return the wrong tensor, or end the process, where there are no biases";

    [Fact]
    [Entry(Heading)]
    public void GetBias_OfTwoLayersWithoutBias_ReturnsAWeightOfTheSecond() => Remains(BiasesAreWeights);

    [Fact]
    [Entry(Heading)]
    public void GetWeight_OfTheReverseDirectionWithoutBias_ReturnsAWeightOfTheSecondLayer()
    {
        using RNN rnn = torch.nn.RNN(3, 4, numLayers: 2, bias: false, bidirectional: true);

        Remains(() => Is(rnn, "weight_ih_l1", rnn.get_weight_ih(1)) && Is(rnn, "weight_hh_l1", rnn.get_weight_hh(1)));
    }

    [Fact]
    [Entry(Heading)]
    public Task GetBiasIh_OfARnnWithoutBias_EndsTheProcess() =>
        RemainsFatal<TorchSharpFatalCalls>(nameof(TorchSharpFatalCalls.GetBiasIh));

    [Fact]
    [Entry(Heading)]
    public Task GetBiasHh_OfARnnWithoutBias_EndsTheProcess() =>
        RemainsFatal<TorchSharpFatalCalls>(nameof(TorchSharpFatalCalls.GetBiasHh));

    private static bool BiasesAreWeights()
    {
        using RNN rnn = torch.nn.RNN(3, 4, numLayers: 2, bias: false);
        using Parameter biasIh = rnn.get_bias_ih(0)!, biasHh = rnn.get_bias_hh(0)!;

        Dictionary<string, torch.Tensor> parameters = rnn.state_dict();
        bool areWeights = parameters["weight_ih_l1"].Equals(biasIh) && parameters["weight_hh_l1"].Equals(biasHh);    // true
        return areWeights;
    }

    private static bool Is(RNN rnn, string parameter, torch.Tensor? found)
    {
        using (found)
        {
            return found is not null && rnn.state_dict()[parameter].Equals(found);
        }
    }
}
