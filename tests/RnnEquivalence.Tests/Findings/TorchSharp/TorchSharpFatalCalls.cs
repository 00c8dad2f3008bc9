using RnnEquivalence.Backends.TorchSharp;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>Calls of TorchSharp that end the process.</summary>
public sealed class TorchSharpFatalCalls : FatalCalls
{
    static TorchSharpFatalCalls() => TorchSharpLoader.EnsureLoadable();

    /// <summary>The first bias of modules without biases.</summary>
    [Fact(Explicit = true)]
    public void GetBiasIh() => Call(FirstBiases);

    /// <summary>The other bias of modules without biases.</summary>
    [Fact(Explicit = true)]
    public void GetBiasHh() => Call(SecondBiases);

    /// <summary>A gradient with respect to a tensor that takes no part.</summary>
    [Fact(Explicit = true)]
    public void GradWithUnusedInput() => Call(() =>
    {
        torch.Tensor x = torch.ones(3, requires_grad: true), unused = torch.ones(3, requires_grad: true);
        return torch.autograd.grad([x.sum()], [unused]);
    });

    /// <summary>A gradient of a tensor of more than one element, without weights.</summary>
    [Fact(Explicit = true)]
    public void GradOfManyElementsWithoutWeights() => Call(() =>
    {
        torch.Tensor x = torch.ones(3, requires_grad: true);
        return torch.autograd.grad([x.exp()], [x]);
    });

    /// <summary>Additions while garbage is collected, until one fails or a minute has passed.</summary>
    [Fact(Explicit = true)]
    public void AddUnderGarbageCollection() => Call(() => Record.Exception(AddForAMinute));

    /// <summary>What lies behind the end of a list may happen to be nothing for one module, but hardly for a hundred.</summary>
    private static torch.Tensor? FirstBiases()
    {
        torch.Tensor? bias = null;
        for (int hiddenSize = 1; bias is null && hiddenSize <= 100; hiddenSize++)
        {
            using RNN rnn = torch.nn.RNN(3, hiddenSize, bias: false);
            bias = rnn.get_bias_ih(0);
        }

        return bias;
    }

    private static torch.Tensor? SecondBiases()
    {
        torch.Tensor? bias = null;
        for (int hiddenSize = 1; bias is null && hiddenSize <= 100; hiddenSize++)
        {
            using RNN rnn = torch.nn.RNN(3, hiddenSize, bias: false);
            bias = rnn.get_bias_hh(0);
        }

        return bias;
    }

    private static void AddForAMinute()
    {
        using torch.Tensor a = torch.ones(1);
        var collector = new Thread(() =>
        {
            while (true)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        collector.IsBackground = true;
        collector.Start();

        for (long end = Environment.TickCount64 + 60_000; Environment.TickCount64 < end;)
        {
            a.add(a).Dispose();
        }
    }
}
