using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Running;

/// <summary>
/// Runs cases, one at a time: the only place that does. Those who look on are told before any foreign code is entered; the case is copied,
/// kept apart from what sets the process as a whole, judged, and told of.
/// </summary>
/// <param name="subject">What the cases are about.</param>
/// <param name="traits">What the backend declares.</param>
/// <param name="callsAlone">Whether the law calls kernels in <see cref="ProcessWide.Alone"/> only.</param>
/// <param name="observers">Who looks on.</param>
internal sealed class CaseRunner(Subject subject, BackendTraits traits, bool callsAlone, params IReadOnlyList<ICaseObserver> observers)
{
    private readonly IWitness[] _witnesses = [.. observers.OfType<IWitness>()];

    /// <summary>Runs a case.</summary>
    /// <param name="trial">The case.</param>
    /// <param name="check">Runs the kernel and enters what it finds into the verdict.</param>
    /// <param name="isDrawn">Whether the case was drawn, and not made of one that was refuted.</param>
    public CaseOutcome Run(RecurrentCase trial, Action<RecurrentCase, Verdict> check, bool isDrawn = true)
    {
        foreach (ICaseObserver observer in observers)
        {
            observer.CaseBegins(subject, trial);
        }

        // A kernel that writes to what it is given must not change the case that is then made smaller and printed.
        RecurrentCase copy = CaseTensors.Copy(trial);
        var verdict = new Verdict(traits.PrecisionOf(trial.Architecture.Cell), _witnesses);
        Exception? thrown = null;
        using (ProcessWide.Enter(callsAlone))
        {
            try
            {
                check(copy, verdict);
            }
            catch (Exception exception)
            {
                thrown = exception;
            }
        }

        var outcome = new CaseOutcome(subject, trial, verdict, thrown, isDrawn);
        foreach (ICaseObserver observer in observers)
        {
            observer.CaseEnds(outcome);
        }

        return outcome;
    }
}
