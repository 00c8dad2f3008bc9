using BenchmarkDotNet.Attributes;
using RnnEquivalence.Backends;
using RnnEquivalence.Backends.OnnxRuntime;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;

namespace RnnEquivalence.Benchmarks;

/// <summary>What a kernel costs: to build a network, to run it, and both with a new shape each time.</summary>
public class KernelBenchmarks
{
    private IRecurrentBackend _backend = null!;
    private Cases _cases = null!;
    private IRecurrentModule _module = null!;
    private RecurrentCase _one = null!;

    [Params(
        nameof(TorchSharpFusedFloat32), nameof(TorchSharpFusedFloat64), nameof(TorchSharpPackedFloat32), nameof(TorchSharpUnrolledFloat32),
        nameof(TorchSharpUnfusedFloat32), nameof(OnnxRuntimeFloat32), nameof(OnnxRuntimeConstantFloat32))]
    public string Backend { get; set; } = "";

    [Params(nameof(CellVariant.Rnn), nameof(CellVariant.Gru), nameof(CellVariant.Lstm))]
    public string Cell { get; set; } = "";

    [GlobalSetup]
    public void Draw()
    {
        _backend = Cases.Backend(Backend);
        _cases = new Cases(Cases.Variant(Cell), _backend.Traits);
        _one = _cases.All.First(trial => trial is { TimeSteps: 3, BatchSize: >= 2 and <= 4, HiddenSize: >= 2 and <= 4 });
        _module = _backend.Create(_one.Architecture, _one.Parameters);
    }

    [GlobalCleanup]
    public void Dispose() => _module.Dispose();

    [Benchmark]
    public void Build() => _backend.Create(_one.Architecture, _one.Parameters).Dispose();

    [Benchmark]
    public RecurrentOutput Run() => _module.Forward(_one.Input);

    [Benchmark]
    public RecurrentOutput BuildAndRunOfManyShapes()
    {
        RecurrentCase trial = _cases.All[_cases.Next()];
        using IRecurrentModule module = _backend.Create(trial.Architecture, trial.Parameters);
        return module.Forward(trial.Input);
    }
}
