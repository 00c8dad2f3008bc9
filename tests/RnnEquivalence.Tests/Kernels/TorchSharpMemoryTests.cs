using System.Diagnostics;
using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using TorchSharp;
using Xunit;

namespace RnnEquivalence.Tests.Kernels;

/// <summary>Whatever a call allocates, it gives back: tensors, packed sequences, and the memory behind them.</summary>
public sealed class TorchSharpMemoryTests
{
    /// <summary>
    /// In how many batches a call is repeated. What a call leaves behind it leaves behind in every batch; an arena, a code heap or a page
    /// that the managed heap had claimed but not yet touched grows once, and when it does depends on the machine.
    /// </summary>
    private const int Batches = 5;

    /// <summary>
    /// By how much the memory outside the managed heap may grow in the batch in which it grows least.
    /// One output of 2 kB that each of two thousand calls leaves behind is four times as much, the parameters of two hundred modules twice.
    /// </summary>
    private const long Slack = 1L << 20;

    public static TheoryData<string> Backends => TorchSharpBackends.All;

    [Theory]
    [MemberData(nameof(Backends))]
    public void Forward_TenThousandTimes_KeepsNothing(string name)
    {
        RecurrentCase trial = CaseFor(name);
        using IRecurrentModule module = TorchSharpBackends.Named(name).Create(trial.Architecture, trial.Parameters);

        Repeat(10_000, () => module.Forward(trial.Input));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void ForwardAndBackward_AThousandTimes_KeepNothing(string name)
    {
        RecurrentCase trial = CaseFor(name);
        UpstreamGradients upstream = TorchSharpBackends.OnesFor(trial);
        using var module = (IDifferentiableModule)TorchSharpBackends.Named(name).Create(trial.Architecture, trial.Parameters);

        Repeat(1_000, () =>
        {
            module.Forward(trial.Input);
            module.Backward(trial.Input, upstream);
        });
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void CreateLoadAndDispose_AThousandTimes_KeepNothing(string name)
    {
        RecurrentCase trial = CaseFor(name);

        Repeat(1_000, () =>
        {
            using IRecurrentModule module = TorchSharpBackends.Named(name).Create(trial.Architecture, trial.Parameters);
            module.Load(trial.Parameters);
        });
    }

    private static RecurrentCase CaseFor(string name)
    {
        TorchSharpBackend backend = TorchSharpBackends.Named(name);
        return TorchSharpBackends.CaseFor(
            backend, TorchSharpBackends.NetworkFor(backend, RecurrentCell.Lstm, inputSize: 16, hiddenSize: 16), timeSteps: 2, batch: 16);
    }

    private static void Repeat(int times, Action call)
    {
        // Allocators, libtorch's and the runtime's, take what they need in the first calls.
        for (int warmUp = 0; warmUp < Math.Max(300, times / 20); warmUp++)
        {
            call();
        }

        Settle();
        (long tensors, long packed) = (LiveTensors, LivePackedSequences);
        long least = long.MaxValue;
        for (int batch = 0; batch < Batches; batch++)
        {
            long memory = NativeMemory();
            for (int time = 0; time < times / Batches; time++)
            {
                call();
            }

            // Counted before the finalizers can tidy up after a call that did not.
            LiveTensors.Should().Be(tensors, "every tensor is disposed of by the call that made it");
            LivePackedSequences.Should().Be(packed, "and so is every packed sequence");
            Settle();
            least = Math.Min(least, NativeMemory() - memory);
        }

        least.Should().BeLessThan(Slack, "nothing is left behind where the managed heap does not see it");
    }

    private static long LiveTensors => torch.Tensor.TotalCount;

    private static long LivePackedSequences => DisposeScopeManager.Statistics.PackedSequenceStatistics.ThreadTotalLiveCount;

    private static long NativeMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 - GC.GetGCMemoryInfo().TotalCommittedBytes;
    }

    private static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
