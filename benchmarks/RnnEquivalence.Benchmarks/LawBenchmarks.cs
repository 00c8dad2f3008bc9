using BenchmarkDotNet.Attributes;
using FsCheck;
using RnnEquivalence.Backends;
using RnnEquivalence.Backends.OnnxRuntime;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Running;
using RnnEquivalence.Specifications;

namespace RnnEquivalence.Benchmarks;

/// <summary>What a case of a law costs with everything: FsCheck, generator, kernel, formula, verdict.</summary>
public class LawBenchmarks
{
    private const int CasesPerRun = 200;

    private Law _law = null!;
    private ulong _seed;

    [Params(
        nameof(TorchSharpFusedFloat32),
        nameof(TorchSharpFusedFloat64),
        nameof(TorchSharpUnrolledFloat32),
        nameof(TorchSharpUnfusedFloat32),
        nameof(OnnxRuntimeFloat32))]
    public string Backend { get; set; } = "";

    [Params("Rnn_EachStep", "Gru_EachStep", "Lstm_EachStep", "Network_WholeTrajectory")]
    public string Law { get; set; } = "";

    [GlobalSetup]
    public void Choose() => _law = typeof(LawBenchmarks)
        .GetMethod(nameof(LawOf), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
        .MakeGenericMethod(Cases.Backend(Backend).GetType()).CreateDelegate<Func<string, Law>>()(Law);

    [Benchmark(OperationsPerInvoke = CasesPerRun)]
    public LawOutcome Run()
    {
        LawOutcome outcome = LawRunner.Run(Law, _law, LawRunner.WithSeed(Config.Quick.WithMaxTest(CasesPerRun), _seed++, Law));
        return outcome.IsRefuted
            ? throw new InvalidOperationException($"{Law} is refuted on {Backend}, so its time means nothing.")
            : outcome;
    }

    private static Law LawOf<TBackend>(string law)
        where TBackend : IRecurrentBackend, new() => law switch
        {
            "Rnn_EachStep" => new Rnn<TBackend>().Rnn_EachStep_EqualsTanhOfY0WyPlusX1WxPlusB(),
            "Gru_EachStep" => new Gru<TBackend>().Gru_EachStep_EqualsExpandedFormula(),
            "Lstm_EachStep" => new Lstm<TBackend>().Lstm_EachStep_EqualsExpandedFormula(),
            "Network_WholeTrajectory" => new Network<TBackend>().Network_WholeTrajectory_EqualsExpandedFormulas(),
            _ => throw new ArgumentOutOfRangeException(nameof(law), law, "Not one of the laws that are measured."),
        };

    private sealed class Rnn<TBackend> : RnnSpecification<TBackend>
        where TBackend : IRecurrentBackend, new();

    private sealed class Gru<TBackend> : GruSpecification<TBackend>
        where TBackend : IRecurrentBackend, new();

    private sealed class Lstm<TBackend> : LstmSpecification<TBackend>
        where TBackend : IRecurrentBackend, new();

    private sealed class Network<TBackend> : NetworkSpecification<TBackend>
        where TBackend : IRecurrentBackend, new();
}
