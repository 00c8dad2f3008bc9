using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>The getters of an RNN look for four tensors per layer, also where there are two.</summary>
public sealed class RnnGetterTests : TorchSharpFinding
{
    private const string Entry = "`RNN.get_bias_ih` and its siblings return the wrong tensor";

    [Fact]
    public void GetBias_OfTwoLayersWithoutBias_ReturnsAWeightOfTheSecond()
    {
        using RNN rnn = nn.RNN(3, 4, numLayers: 2, bias: false);

        Remains(() => Is(rnn, "weight_ih_l1", rnn.get_bias_ih(0)) && Is(rnn, "weight_hh_l1", rnn.get_bias_hh(0)), Entry);
    }

    [Fact]
    public void GetWeight_OfTheReverseDirectionWithoutBias_ReturnsAWeightOfTheSecondLayer()
    {
        using RNN rnn = nn.RNN(3, 4, numLayers: 2, bias: false, bidirectional: true);

        Remains(() => Is(rnn, "weight_ih_l1", rnn.get_weight_ih(1)) && Is(rnn, "weight_hh_l1", rnn.get_weight_hh(1)), Entry);
    }

    [Fact]
    public Task GetBiasIh_OfARnnWithoutBias_EndsTheProcess() =>
        RemainsFatal<TorchSharpFatalCalls>(nameof(TorchSharpFatalCalls.GetBiasIh), Entry);

    [Fact]
    public Task GetBiasHh_OfARnnWithoutBias_EndsTheProcess() =>
        RemainsFatal<TorchSharpFatalCalls>(nameof(TorchSharpFatalCalls.GetBiasHh), Entry);

    private static bool Is(RNN rnn, string parameter, Tensor? found)
    {
        using (found)
        {
            return found is not null && rnn.state_dict()[parameter].Equals(found);
        }
    }
}
