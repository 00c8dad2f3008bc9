using RnnEquivalence.Backends;
using RnnEquivalence.Baselines;
using RnnEquivalence.Running;
using Xunit;
using Xunit.v3;

namespace RnnEquivalence.Specifications;

/// <summary>
/// Another version of a library, or the same one on another machine, returns what was recorded, but for the rounding of both: the bound of
/// each comparison is the sum of theirs. The cases are fixed, and the summary says which bits have moved.
/// </summary>
/// <remarks>
/// A leaf class is one line: <c>public sealed class MyKernel_Baseline : BaselineSpecification&lt;MyKernel&gt;;</c> With
/// <c>RNNEQ_RECORD=folder</c> its tests record, with <c>RNNEQ_BASELINE=folder</c> they compare, and without they are skipped.
/// </remarks>
/// <typeparam name="TBackend">The backend to be recorded or compared.</typeparam>
public abstract class BaselineSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Both laws have one record, so all cases are run together, once.</summary>
    private static readonly Lazy<BaselineRun> Run = new(Start);

    /// <summary>
    /// One layer, with weights however chaotic: what was recorded and what is returned now are each followed by the formula.
    /// </summary>
    [Fact]
    public void Baseline_OfCells_IsWithinRounding() => Hold(BaselineGroup.Cells, nameof(Baseline_OfCells_IsWithinRounding));

    /// <summary>Networks of every kind that the backend declares.</summary>
    [Fact]
    public void Baseline_OfNetworks_IsWithinRounding() => Hold(BaselineGroup.Networks, nameof(Baseline_OfNetworks_IsWithinRounding));

    private static void Hold(BaselineGroup group, string law)
    {
        if (Settings.Current.Of(Knobs.Record) is null && Settings.Current.Of(Knobs.Baseline) is null)
        {
            throw new InvalidOperationException(
                $"{DynamicSkipToken.Value}No baseline is asked for. Record one with {Knobs.Record}=folder, "
                + $"compare with it with {Knobs.Baseline}=folder");
        }

        Scoreboard.Current.Add(Run.Value.TallyOf(group, law));
        Run.Value.ThrowUnlessHeld(group, law);
    }

    /// <exception cref="BaselineException">There is no record to compare with, or it cannot be written.</exception>
    private static BaselineRun Start()
    {
        var backend = new TBackend();
        if (Settings.Current.Of(Knobs.Record) is { } folder)
        {
            return BaselineRun.Recorded(backend, folder);
        }

        BaselineRun run = BaselineRun.Compared(backend, Settings.Current.Of(Knobs.Baseline)!);
        Scoreboard.Current.Note(run.Judged, new BaselineReport(run));
        return run;
    }
}
