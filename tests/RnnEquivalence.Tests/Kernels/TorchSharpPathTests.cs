using System.Diagnostics;
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
        private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

        private readonly Dictionary<string, List<string>> _primitives = [];

        /// <summary>Whether oneDNN has introduced itself.</summary>
        public bool HasOneDnn { get; private set; }

        /// <summary>The kinds of oneDNN's recurrent primitives that ran in a call.</summary>
        public IReadOnlyList<string> Of(string backend, RecurrentCell cell, string call) => _primitives[TorchSharpCalls.NameOf(backend, cell, call)];

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            string assembly = typeof(TorchSharpPathTests).Assembly.Location;
            string program = Environment.ProcessPath!;
            bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
            var start = new ProcessStartInfo(program)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            string calls = $"{typeof(TorchSharpCalls).FullName}.{nameof(TorchSharpCalls.OneOfEveryKind)}";
            string[] arguments = [.. isHost ? new[] { assembly } : [], "-method", calls, "-explicit", "only", "-noColor"];
            Array.ForEach(arguments, start.ArgumentList.Add);
            start.Environment["ONEDNN_VERBOSE"] = "1";

            using Process child = Process.Start(start)!;
            using var limit = new CancellationTokenSource(Limit);
            try
            {
                Task<string> errors = child.StandardError.ReadToEndAsync(limit.Token);
                string output = await child.StandardOutput.ReadToEndAsync(limit.Token);
                await child.WaitForExitAsync(limit.Token);
                child.ExitCode.Should().Be(0, "the calls were to succeed, but said:\n{0}\n{1}", output, await errors);
                Read(output);
            }
            catch
            {
                child.Kill(entireProcessTree: true);
                throw;
            }
        }

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private void Read(string output)
        {
            List<string> primitives = [];
            foreach (string line in output.Split('\n', StringSplitOptions.TrimEntries))
            {
                HasOneDnn |= line.StartsWith("onednn_verbose,v1,info,oneDNN", StringComparison.Ordinal);
                if (line.StartsWith(TorchSharpCalls.Announcement, StringComparison.Ordinal))
                {
                    _primitives.Add(line[TorchSharpCalls.Announcement.Length..], primitives = []);
                }
                else if (line.Split(',') is ["onednn_verbose", _, "primitive", "exec", _, "rnn", _, var kind, ..])
                {
                    primitives.Add(kind);
                }
            }
        }
    }
}
