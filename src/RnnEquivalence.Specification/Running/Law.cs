using FsCheck;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Running;

/// <summary>
/// A law about a backend: which cases it is held against, and what has to be true of each. It says nothing about how they are run.
/// </summary>
public sealed class Law
{
    internal Law(string judged, BackendTraits traits, Arbitrary<RecurrentCase> cases, Action<RecurrentCase, Verdict> check)
    {
        Judged = judged;
        Traits = traits;
        Cases = cases;
        Check = check;
    }

    /// <summary>What is judged, as the summary names it.</summary>
    public string Judged { get; }

    /// <summary>What the backend declares.</summary>
    public BackendTraits Traits { get; }

    /// <summary>Draws and shrinks the cases.</summary>
    public Arbitrary<RecurrentCase> Cases { get; }

    /// <summary>Runs the kernel on a case and enters what it finds into the verdict.</summary>
    public Action<RecurrentCase, Verdict> Check { get; }

    /// <summary>
    /// What the cases are drawn from, so that more can be drawn like one of them; null where they are drawn in another way.
    /// </summary>
    internal CaseRecipe? Recipe { get; init; }

    /// <summary>Whether it calls the kernel only while no case of another law runs, because it sets what holds for the process.</summary>
    internal bool CallsAlone { get; init; }

    /// <summary>What the summary says below the name of what is judged, as it is when the run has ended; null for nothing.</summary>
    internal ISummaryNote? Note { get; init; }
}
