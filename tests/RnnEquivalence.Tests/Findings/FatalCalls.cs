using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace RnnEquivalence.Tests.Findings;

/// <summary>Calls that end the process, each to be run in a process of its own by <see cref="Finding.RemainsFatal"/>.</summary>
public sealed class FatalCalls : Finding
{
    /// <summary>What is announced before a call.</summary>
    internal const string Begun = "begun";

    /// <summary>What is announced after a call that is answered as it should be.</summary>
    internal const string Survived = "survived";

    /// <summary>The first bias of a module without biases.</summary>
    [Fact(Explicit = true)]
    public void GetBiasIh() => Call(() =>
    {
        using RNN rnn = nn.RNN(3, 4, bias: false);
        return rnn.get_bias_ih(0);
    });

    /// <summary>The other bias of a module without biases.</summary>
    [Fact(Explicit = true)]
    public void GetBiasHh() => Call(() =>
    {
        using RNN rnn = nn.RNN(3, 4, bias: false);
        return rnn.get_bias_hh(0);
    });

    /// <summary>A gradient with respect to a tensor that takes no part.</summary>
    [Fact(Explicit = true)]
    public void GradWithUnusedInput() => Call(() =>
    {
        Tensor x = ones(3, requires_grad: true), unused = ones(3, requires_grad: true);
        return autograd.grad([x.sum()], [unused]);
    });

    /// <summary>A gradient of a tensor of more than one element, without weights.</summary>
    [Fact(Explicit = true)]
    public void GradOfManyElementsWithoutWeights() => Call(() =>
    {
        Tensor x = ones(3, requires_grad: true);
        return autograd.grad([x.exp()], [x]);
    });

    /// <summary>Each of the calls should be refused, or answered with nothing.</summary>
    private static void Call(Func<object?> call)
    {
        ChildProcess.Announce(Begun);
        object? answer = null;
        _ = Record.Exception(() => { answer = call(); });
        if (answer is null)
        {
            ChildProcess.Announce(Survived);
        }
    }
}
