using FsCheck;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.Specifications;

namespace RnnEquivalence.Benchmarks.Peer;

/// <summary>
/// Holds a cell against its formula at every step, on the sizes of the peer's script and by the path that every law takes: a case is
/// drawn, its module built or loaded and run, its outputs followed by the formula with bounds, and judged.
/// </summary>
internal sealed class PeerCases<TBackend> : RecurrentSpecification<TimedBackend<TBackend>>, IPeerCases
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>As many as in a run of RNNEQ_CASES=32000 and more.</summary>
    private const int Members = 64;

    private static readonly LargeSizes Sizes = new(new(1, 8), new(1, 4), new(1, 16), new(1, 16)) { IsEven = true };

    public double SecondsInKernel => TimedBackend<TBackend>.Ticks / (double)System.Diagnostics.Stopwatch.Frequency;

    public void Run(CellVariant cell, int cases, ulong seed)
    {
        Law law = ForAll(Cases(cell) with { Sizes = Sizes }, (trial, verdict) =>
        {
            RecurrentOutput output = Run(trial);
            Trajectory formula = Follow(trial, output);
            verdict.Compare(formula, output);
        });
        Config config = LawRunner.WithSeed(Config.Quick.WithMaxTest(cases), seed, cell.Name);
        if (LawRunner.Run(cell.Name, law, config, Members).IsRefuted)
        {
            throw new InvalidOperationException($"{cell} is refuted on {Backend.Name}, so its time means nothing.");
        }
    }
}

/// <summary>The cases of one backend.</summary>
internal interface IPeerCases
{
    /// <summary>How long the backend has been in control.</summary>
    double SecondsInKernel { get; }

    /// <summary>Runs some cases.</summary>
    void Run(CellVariant cell, int cases, ulong seed);
}
