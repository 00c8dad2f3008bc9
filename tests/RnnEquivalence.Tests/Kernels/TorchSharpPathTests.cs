using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.Tests.Kernels;

/// <summary>
/// Which implementation a backend reaches, as oneDNN tells when it is asked to: the fused float32 LSTM is oneDNN's primitive, and
/// nothing else is. Without that, two backends could be the same kernel under two names.
/// </summary>
public sealed class TorchSharpPathTests(TorchSharpPathTests.Trace trace) : IClassFixture<TorchSharpPathTests.Trace>
{
    public static TheoryData<string, RecurrentCell> Kernels => TorchSharpBackends.AllWithCells;

    [Theory]
    [MemberData(nameof(Kernels))]
    public void OnlyTheFusedFloat32Lstm_IsOneDnnsPrimitive(string backend, RecurrentCell cell)
    {
        Assert.SkipUnless(trace.HasOneDnn, "This libtorch is built without oneDNN.");
        bool expected = backend == nameof(TorchSharpFusedFloat32) && cell == RecurrentCell.Lstm;

        trace.Of(backend, cell, nameof(IDifferentiableModule.Forward)).Should().Equal(expected ? ["forward_inference"] : []);
        trace.Of(backend, cell, nameof(IDifferentiableModule.Backward)).Should().Equal(expected ? ["forward_training", "backward"] : []);
    }

    /// <summary>What oneDNN said in a process of its own: it decides whether to speak when it is loaded.</summary>
    public sealed class Trace : IAsyncLifetime
    {
        private readonly Dictionary<string, List<string>> _primitives = [];

        /// <summary>Whether oneDNN has introduced itself.</summary>
        public bool HasOneDnn { get; private set; }

        /// <summary>The kinds of oneDNN's recurrent primitives that ran in a call.</summary>
        public IReadOnlyList<string> Of(string backend, RecurrentCell cell, string call) => _primitives[TorchSharpCalls.NameOf(backend, cell, call)];

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            ChildOutcome child = await ChildProcess.RunAsync(
                typeof(TorchSharpCalls), nameof(TorchSharpCalls.OneOfEveryKind), ("ONEDNN_VERBOSE", "1"));
            child.ExitCode.Should().Be(0, "the calls were to succeed, but: {0}", child);
            Read(child.Output);
        }

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private void Read(string[] output)
        {
            List<string> primitives = [];
            foreach (string line in output)
            {
                HasOneDnn |= line.StartsWith("onednn_verbose,v1,info,oneDNN", StringComparison.Ordinal);
                if (ChildProcess.AnnouncedBy(line) is { } call)
                {
                    _primitives.Add(call, primitives = []);
                }
                else if (line.Split(',') is ["onednn_verbose", _, "primitive", "exec", _, "rnn", _, var kind, ..])
                {
                    primitives.Add(kind);
                }
            }
        }
    }
}
