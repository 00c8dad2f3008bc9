using RnnEquivalence.Backends;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.Tests.Kernels;

/// <summary>
/// What <see cref="TorchSharpPathTests"/> runs in a process of its own. A class of its own, or that process would start another one.
/// </summary>
public sealed class TorchSharpCalls
{
    internal const int TimeSteps = 3;
    internal const int BatchSize = 2;
    internal const int InputSize = 3;
    internal const int HiddenSize = 4;

    /// <summary>How many rows are left in each step where lengths are given: the rows are 3 and 2 long.</summary>
    internal static readonly int[] RowsOfRaggedSteps = [2, 2, 1];

    /// <summary>The numbers of threads that are tried.</summary>
    internal static readonly int[] ThreadCounts = [1, 2, 3];

    /// <summary>How a call is announced.</summary>
    internal static string NameOf(string backend, RecurrentCell cell, string call) => $"{call} of {backend}, {cell}";

    /// <summary>The call with a number of threads.</summary>
    internal static string WithThreads(int threads) => $"Forward with {threads} threads";

    /// <summary>Not a test, but one call of every kind, each announced on the output that native libraries write to.</summary>
    [Fact(Explicit = true)]
    public void OneOfEveryKind()
    {
        foreach ((string name, RecurrentCell cell) in TorchSharpBackends.AllWithCells.Select(row => row.Data))
        {
            TorchSharpBackend backend = TorchSharpBackends.Named(name);
            RecurrentCase trial = TorchSharpBackends.CaseFor(
                backend, TorchSharpBackends.NetworkFor(backend, cell, InputSize, HiddenSize), TimeSteps, BatchSize);
            using var module = (IDifferentiableModule)backend.Create(trial.Architecture, trial.Parameters);
            Announce(nameof(module.Forward));
            module.Forward(trial.Input);
            Announce(nameof(module.Backward));
            module.Backward(trial.Input, TorchSharpBackends.OnesFor(trial));

            RecurrentCase large = TorchSharpBackends.CaseFor(
                backend, TorchSharpBackends.NetworkFor(backend, cell, inputSize: 64, hiddenSize: 64), timeSteps: 1, batch: 64);
            foreach (int threads in ThreadCounts)
            {
                backend.Threads = threads;
                using IRecurrentModule threaded = backend.Create(large.Architecture, large.Parameters);
                Announce(WithThreads(threads));
                threaded.Forward(large.Input);
            }

            backend.Threads = 1;

            void Announce(string call) => ChildProcess.Announce(NameOf(name, cell, call));
        }
    }
}
