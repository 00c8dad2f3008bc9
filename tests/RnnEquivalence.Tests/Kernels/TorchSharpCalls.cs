using RnnEquivalence.Backends;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.Tests.Kernels;

/// <summary>What <see cref="TorchSharpPathTests"/> runs in a process of its own. A class of its own, or that process would start another one.</summary>
public sealed class TorchSharpCalls
{
    /// <summary>How a call is announced.</summary>
    internal static string NameOf(string backend, RecurrentCell cell, string call) => $"{call} of {backend}, {cell}";

    /// <summary>Not a test, but one call of every kind, each announced on the output that oneDNN writes to.</summary>
    [Fact(Explicit = true)]
    public void OneOfEveryKind()
    {
        foreach ((string name, RecurrentCell cell) in TorchSharpBackends.AllWithCells.Select(row => row.Data))
        {
            TorchSharpBackend backend = TorchSharpBackends.Named(name);
            RecurrentCase trial = TorchSharpBackends.CaseFor(
                backend, TorchSharpBackends.NetworkFor(backend, cell, inputSize: 3, hiddenSize: 4), timeSteps: 3, batch: 2);
            using var module = (IDifferentiableModule)backend.Create(trial.Architecture, trial.Parameters);
            Announce(nameof(module.Forward));
            module.Forward(trial.Input);
            Announce(nameof(module.Backward));
            module.Backward(trial.Input, TorchSharpBackends.OnesFor(trial));

            void Announce(string call) => ChildProcess.Announce(NameOf(name, cell, call));
        }
    }
}
