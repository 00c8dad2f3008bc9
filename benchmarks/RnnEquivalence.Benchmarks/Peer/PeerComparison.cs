using System.Diagnostics;
using System.Globalization;
using RnnEquivalence.Backends.OnnxRuntime;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Generation;

namespace RnnEquivalence.Benchmarks.Peer;

/// <summary>How many cases a second of CPU time the suite does, and how many the peer does of the same sizes.</summary>
internal static class PeerComparison
{
    private const int WarmUp = 8_000;

    private const string Fused = "fused, float32";
    private const string OnnxRuntime = "ONNX Runtime";

    private static readonly (string Module, CellVariant Cell)[] Modules =
        [("rnn", CellVariant.Rnn), ("gru", CellVariant.Gru), ("lstm", CellVariant.Lstm)];

    private static readonly (string Name, IPeerCases Cases)[] Backends =
    [
        (Fused, new PeerCases<TorchSharpFusedFloat32>()),
        (OnnxRuntime, new PeerCases<OnnxRuntimeFloat32>()),
        ("fused, float64", new PeerCases<TorchSharpFusedFloat64>()),
        ("packed, float32", new PeerCases<TorchSharpPackedFloat32>()),
        ("unrolled, float32", new PeerCases<TorchSharpUnrolledFloat32>()),
        ("unfused, float32", new PeerCases<TorchSharpUnfusedFloat32>()),
        ("ONNX Runtime, constants", new PeerCases<OnnxRuntimeConstantFloat32>()),
    ];

    /// <summary>Measures both sides, and prints a line for each module of each backend.</summary>
    public static void Print(int cases)
    {
        PeerScript? script = PeerScript.Find();
        Console.WriteLine(script is null
            ? "There is no Python with torch and hypothesis, so the suite is measured alone."
            : $"The peer is {script.Versions}, with {cases / 8} cases of each module; the suite does {cases}. CPU time, one thread.");
        Console.WriteLine(Invariant($"{"",-32}{"peer, cases/s",14}{"suite, cases/s",16}{"ratio",8}{"in the kernel",15}"));
        Dictionary<string, double> peer = [];
        foreach ((string name, IPeerCases backend) in Backends)
        {
            // Code that has run for a while is compiled anew, in the background, and shared by all cells.
            Array.ForEach(Modules, module => backend.Run(module.Cell, WarmUp, seed: 1));
            foreach ((string module, CellVariant cell) in Modules)
            {
                // A machine that others use as well is now faster, now slower: the peer is timed beside the modules that it has, too.
                if (script is not null && name is (Fused or OnnxRuntime))
                {
                    peer[module] = 1 / script.SecondsPerCase(module, cases / 8);
                }

                (double rate, double share) = Measure(backend, cell, cases);
                string ratio = script is null ? "-" : Invariant($"{rate / peer[module]:F1}");
                string ofPeer = script is null ? "-" : Invariant($"{peer[module]:F0}");
                Console.WriteLine(Invariant($"{$"{module}, {name}",-32}{ofPeer,14}{rate,16:F0}{ratio,8}{share,15:P0}"));
            }
        }
    }

    private static (double CasesPerSecond, double InKernel) Measure(IPeerCases backend, CellVariant cell, int cases)
    {
        double kernel = backend.SecondsInKernel;
        long start = Stopwatch.GetTimestamp();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        backend.Run(cell, cases, seed: 2);
        double cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (cases / cpu, (backend.SecondsInKernel - kernel) / wall);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
