using BenchmarkDotNet.Attributes;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Formulas;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Benchmarks;

/// <summary>What a case costs beside the kernel: to draw it, to compute the formula with its bounds, to compare.</summary>
public class SuiteBenchmarks
{
    private static readonly TorchSharpFusedFloat64 Backend = new();
    private static readonly Reference Reference = new(Backend.Traits);

    private readonly RandomSource _random = new(20180801);
    private Cases _cases = null!;
    private RecurrentOutput[] _outputs = null!;
    private Trajectory[] _formulas = null!;
    private int _size;

    [Params(nameof(CellVariant.Rnn), nameof(CellVariant.Gru), nameof(CellVariant.Lstm))]
    public string Cell { get; set; } = "";

    [GlobalSetup]
    public void Draw()
    {
        _cases = new Cases(Cases.Variant(Cell), Backend.Traits);
        _outputs = [.. _cases.All.Select(Run)];
        _formulas = [.. _cases.All.Zip(_outputs, Reference.Follow)];
    }

    [Benchmark]
    public RecurrentCase DrawCase() => CaseGenerator.Draw(_cases.Recipe, _random, 1 + (_size++ % 100));

    [Benchmark]
    public Trajectory FollowWithFormula()
    {
        int index = _cases.Next();
        return Reference.Follow(_cases.All[index], _outputs[index]);
    }

    [Benchmark]
    public Verdict Judge()
    {
        int index = _cases.Next();
        var verdict = new Verdict(Backend.Traits.PrecisionOf(_cases.All[index].Architecture.Cell));
        verdict.Compare(_formulas[index], _outputs[index]);
        return verdict;
    }

    private static RecurrentOutput Run(RecurrentCase trial)
    {
        using var module = Backend.Create(trial.Architecture, trial.Parameters);
        return module.Forward(trial.Input);
    }
}
