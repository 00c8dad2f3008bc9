using RnnEquivalence.Backends.TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>Calls of TorchSharp that end the process.</summary>
public sealed class TorchSharpFatalCalls : FatalCalls
{
    static TorchSharpFatalCalls() => TorchSharpLoader.EnsureLoadable();

    /// <summary>The first bias of a module without biases.</summary>
    [Fact(Explicit = true)]
    public void GetBiasIh() => Call(() => OfManyModules(rnn => rnn.get_bias_ih(0)));

    /// <summary>The other bias of a module without biases.</summary>
    [Fact(Explicit = true)]
    public void GetBiasHh() => Call(() => OfManyModules(rnn => rnn.get_bias_hh(0)));

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

    /// <summary>An addition while garbage is collected, again and again, until one fails or a minute has passed.</summary>
    [Fact(Explicit = true)]
    public void AddUnderGarbageCollection() => Call(() =>
    {
        using var collector = new CancellationTokenSource();
        var thread = new Thread(() =>
        {
            while (!collector.IsCancellationRequested)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        thread.Start();
        try
        {
            using Tensor a = ones(1);
            long end = Environment.TickCount64 + 60_000;
            while (Environment.TickCount64 < end)
            {
                if (Record.Exception(() => a.add(a).Dispose()) is { } failure)
                {
                    return failure;
                }
            }

            return null;
        }
        finally
        {
            collector.Cancel();
            thread.Join();
        }
    });

    /// <summary>What lies behind the end of a list may happen to be nothing for one module, but hardly for a hundred.</summary>
    private static object? OfManyModules(Func<RNN, Tensor?> get)
    {
        object? answer = null;
        for (int hiddenSize = 1; answer is null && hiddenSize <= 100; hiddenSize++)
        {
            using RNN rnn = nn.RNN(3, hiddenSize, bias: false);
            answer = get(rnn);
        }

        return answer;
    }
}
