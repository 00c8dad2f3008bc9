using System.Diagnostics;
using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Backends.OnnxRuntime;
using RnnEquivalence.Model;
using TorchSharp;
using Xunit;

namespace RnnEquivalence.Tests.Kernels;

/// <summary>Whatever a case allocates, it gives back: modules, tensors, packed sequences, sessions, and the memory behind them.</summary>
[Collection(typeof(Alone))]
public sealed class MemoryTests
{
    /// <summary>
    /// In how many batches a call is repeated at most. What a call leaves behind it leaves behind in every batch, so that one in which
    /// nothing grows is enough; an arena, a code heap or a page that the managed heap had claimed but not yet touched grows once, and when
    /// it does depends on the machine.
    /// </summary>
    private const int Batches = 5;

    /// <summary>How many cases a module is loaded with and called on before the next one is built.</summary>
    private const int CallsOfAModule = 4;

    /// <summary>
    /// By how much the memory outside the managed heap may grow in the batch in which it grows least. One output of 2 kB that each of two
    /// thousand cases leaves behind is four times as much.
    /// </summary>
    private const long Slack = 1L << 20;

    public static TheoryData<string> Backends =>
        [.. BuiltInBackends.All.Where(backend => !MakesSessions(backend)).Select(BuiltInBackends.NameOf)];

    public static TheoryData<string> BackendsWithSessions =>
        [.. BuiltInBackends.All.Where(MakesSessions).Select(BuiltInBackends.NameOf)];

    public static TheoryData<string> DifferentiableBackends => TorchSharpBackends.All;

    /// <summary>
    /// Modules of every cell, deep and shallow, on more and fewer steps and rows, are built, loaded, called and disposed of.
    /// </summary>
    [Theory]
    [MemberData(nameof(Backends))]
    public void Cases_Thousands_KeepNothing(string name) => CasesKeepNothing(name, 10_000);

    /// <summary>
    /// The same where every module has a session of its own, which is a hundred times larger than any tensor, and as slow.
    /// </summary>
    [Theory]
    [MemberData(nameof(BackendsWithSessions))]
    public void CasesWithSessions_Thousands_KeepNothing(string name) => CasesKeepNothing(name, 4_000);

    private static void CasesKeepNothing(string name, int times)
    {
        IRecurrentBackend backend = BuiltInBackends.Named(name);
        RecurrentCase[] cases = [.. CasesFor(backend)];
        int next = 0;

        Repeat(times / CallsOfAModule, () =>
        {
            RecurrentCase trial = cases[next++ % cases.Length];
            using IRecurrentModule module = backend.Create(trial.Architecture, trial.Parameters);
            for (int call = 0; call < CallsOfAModule; call++)
            {
                module.Load(trial.Parameters);
                module.Forward(trial.Input);
            }
        });
    }

    /// <summary>One module after another is called again and again, forward and backward.</summary>
    [Theory]
    [MemberData(nameof(DifferentiableBackends))]
    public void ForwardAndBackward_AgainAndAgain_KeepNothing(string name)
    {
        IRecurrentBackend backend = BuiltInBackends.Named(name);
        RecurrentCase trial = CaseFor(backend, RecurrentCell.Lstm, timeSteps: 2, batch: 16);
        UpstreamGradients upstream = TorchSharpBackends.OnesFor(trial);
        using var module = (IDifferentiableModule)backend.Create(trial.Architecture, trial.Parameters);

        Repeat(1_000, () =>
        {
            module.Forward(trial.Input);
            module.Backward(trial.Input, upstream);
        });
    }

    private static bool MakesSessions(IRecurrentBackend backend) => backend is OnnxRuntimeConstantFloat32;

    private static IEnumerable<RecurrentCase> CasesFor(IRecurrentBackend backend) =>
        from cell in backend.Traits.Cells.Keys.Order()
        from shape in ((int TimeSteps, int Batch)[])[(1, 16), (1, 17), (2, 16), (1, 18)]
        select CaseFor(backend, cell, shape.TimeSteps, shape.Batch);

    private static RecurrentCase CaseFor(IRecurrentBackend backend, RecurrentCell cell, int timeSteps, int batch) =>
        TorchSharpBackends.CaseFor(
            backend,
            TorchSharpBackends.NetworkFor(backend, cell, inputSize: 16, hiddenSize: 16) with
            {
                Layers = timeSteps == 1 && batch == 17 && backend.Traits.Of(cell).Has(CellFeatures.Layers) ? 2 : 1,
                Direction = timeSteps == 1 && batch == 17 && backend.Traits.Of(cell).Has(CellFeatures.Bidirectional)
                    ? Direction.Bidirectional
                    : Direction.Forward,
            },
            timeSteps,
            batch);

    private static void Repeat(int times, Action call)
    {
        Unhurried.Only("repeats calls thousands of times");

        // Allocators, libtorch's and the runtime's, take what they need in the first calls.
        for (int warmUp = 0; warmUp < Math.Max(300, times / 20); warmUp++)
        {
            call();
        }

        Settle();
        (long tensors, long packed) = (LiveTensors, LivePackedSequences);
        long least = long.MaxValue;
        for (int batch = 0; batch < Batches && least >= Slack; batch++)
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
