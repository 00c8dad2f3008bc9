using FsCheck;
using FsCheck.Fluent;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using RnnEquivalence.Running;
using RnnEquivalence.Soaks;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Specifications;

/// <summary>What all specifications share: a backend, its arithmetic, and how a law is held against it.</summary>
/// <remarks>A leaf class is one line: <c>public sealed class MyKernel_Lstm : LstmSpecification&lt;MyKernel&gt;;</c></remarks>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
public abstract class RecurrentSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Why a law is skipped.</summary>
    protected const string NotDeclared = "The backend does not declare what this law is about.";

    /// <summary>The backend to be judged.</summary>
    protected static TBackend Backend { get; } = new();

    /// <summary>The name under which the summary keeps its laws.</summary>
    private protected static string Judged => Backend.Name;

    /// <summary>How rounding errors propagate in it.</summary>
    protected static Arithmetic Arithmetic { get; } = new(Backend.Traits);

    /// <summary>Cases of the given cells in the backend's element type: one layer, run forward on whole sequences.</summary>
    protected static CaseRecipe Cases(params IReadOnlyList<CellVariant> variants) => Recipes.Cases(Backend.Traits, variants);

    /// <summary>
    /// Cases of every cell, number of layers, direction and length that the backend declares, with contractive weights, since
    /// what goes on inside a network is not observed.
    /// </summary>
    protected static CaseRecipe Networks { get; } = Recipes.Networks(Backend.Traits);

    /// <summary>Whether the backend declares all of some features.</summary>
    protected static bool Declares(BackendFeatures features) => Backend.Traits.Has(features);

    /// <summary>Whether the number of threads can be set.</summary>
    public static bool HasThreads => Backend is IThreadedBackend;

    /// <summary>The law, to be held against random cases.</summary>
    /// <param name="cases">Which cases.</param>
    /// <param name="law">Runs the kernel on a case and enters what it finds into the verdict.</param>
    protected static Property ForAll(CaseRecipe cases, Action<RecurrentCase, Verdict> law) =>
        ForAll(CaseGenerator.Arbitrary(cases), law);

    /// <summary>The same for a law that sets what holds for the whole process, such as the number of threads: no case of another law runs beside it.</summary>
    /// <param name="cases">Which cases.</param>
    /// <param name="law">Runs the kernel on a case and enters what it finds into the verdict.</param>
    private protected static Property ForAllAlone(CaseRecipe cases, Action<RecurrentCase, Verdict> law) =>
        ForAll(CaseGenerator.Arbitrary(cases), Judged, Backend.Traits, law, alone: true);

    /// <summary>The law, to be held against cases drawn in a way of their own.</summary>
    /// <param name="cases">Draws and shrinks them.</param>
    /// <param name="law">Runs the kernel on a case and enters what it finds into the verdict.</param>
    protected static Property ForAll(Arbitrary<RecurrentCase> cases, Action<RecurrentCase, Verdict> law) =>
        ForAll(cases, Judged, Backend.Traits, law);

    /// <summary>The law, to be held against cases drawn in a way of their own and entered under a name of its own.</summary>
    /// <param name="cases">Draws and shrinks them.</param>
    /// <param name="judged">What is judged, as the summary names it.</param>
    /// <param name="traits">Its element type and accuracy.</param>
    /// <param name="law">Runs the kernel on a case and enters what it finds into the verdict.</param>
    /// <param name="alone">Whether no case of another law may run beside it.</param>
    private protected static Property ForAll(
        Arbitrary<RecurrentCase> cases, string judged, BackendTraits traits, Action<RecurrentCase, Verdict> law, bool alone = false)
    {
        ArgumentNullException.ThrowIfNull(law);

        return Prop.ForAll(cases, trial =>
        {
            if (PropertyRun.Current?.Witness is { } witness)
            {
                Show(trial, traits, law, witness);
                return;
            }

            Tally? tally = PropertyRun.Current?.TallyFor(judged);
            bool counts = tally is { IsRefuted: false };
            var verdict = new Verdict(traits);
            try
            {
                using (ProcessWide.Enter(alone))
                {
                    // A kernel that writes to what it is given must not change the case that is then made smaller and printed.
                    law(CaseTensors.Copy(trial), verdict);
                }
            }
            catch
            {
                tally?.AddFailure();
                Note(counts, judged, trial, verdict: null);
                throw;
            }

            tally?.Add(verdict);
            Note(counts, judged, trial, verdict);

            if (verdict.Refutation is { } worst)
            {
                throw new LawRefutedException(worst);
            }
        });
    }

    private static void Note(bool counts, string judged, RecurrentCase trial, Verdict? verdict)
    {
        if (!counts)
        {
            return;
        }

        if (Settings.Current.ShowsCoverage && verdict is { Refutation: null })
        {
            Scoreboard.Current.Cover(judged, trial);
        }

        if (Settings.Current.Soak is not null)
        {
            SoakRecord.Current.Add(judged, PropertyRun.Current!.Law, trial, verdict);
        }
    }

    private static void Show(RecurrentCase trial, BackendTraits traits, Action<RecurrentCase, Verdict> law, IWitness witness)
    {
        if (witness.HasSeenEnough)
        {
            return;
        }

        Exception? thrown = null;
        try
        {
            law(trial, new Verdict(traits, witness));
        }
        catch (Exception exception)
        {
            thrown = exception;
        }

        witness.CaseEnds(thrown);
    }

    /// <summary>Holds two outputs of one case against each other, each followed by the formula.</summary>
    /// <param name="verdict">Where the comparison goes.</param>
    /// <param name="respect">Names the two in a report.</param>
    /// <param name="trial">The case.</param>
    /// <param name="expected">What the kernel returned for it.</param>
    /// <param name="actual">What should be the same, brought about in another way.</param>
    protected static void CompareWays(Verdict verdict, string respect, RecurrentCase trial, RecurrentOutput expected, RecurrentOutput actual)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (!verdict.AgreesInEveryBit(expected, actual))
        {
            verdict.CompareRuns(
                respect, new FollowedRun(expected, Follow(trial, expected)), new FollowedRun(actual, Follow(trial, actual)));
        }
    }

    /// <summary>Builds a network, runs it once, and checks the shapes of what it returns.</summary>
    protected static RecurrentOutput Run(RecurrentCase trial)
    {
        ArgumentNullException.ThrowIfNull(trial);

        using IRecurrentModule module = Backend.Create(trial.Architecture, trial.Parameters);
        return Run(module, trial);
    }

    /// <summary>Runs a network that has been built for the case, and checks the shapes of what it returns.</summary>
    protected static RecurrentOutput Run(IRecurrentModule module, RecurrentCase trial)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(trial);

        RecurrentOutput output = module.Forward(trial.Input);
        output.Validate(trial.Architecture, trial.Input);
        return output;
    }

    /// <summary>The hand-expanded formula of a cell.</summary>
    protected static ICellFormula Formula(RecurrentArchitecture cell, CellParameters parameters) => CellFormulas.Of(Arithmetic, cell, parameters);

    /// <summary>What the formula makes of the kernel's own outputs, one step at a time.</summary>
    protected static Trajectory Follow(RecurrentCase trial, RecurrentOutput output) => Follow(Formula, trial, output);

    /// <summary>What the given formulas make of the kernel's own outputs, one step at a time.</summary>
    protected static Trajectory Follow(CellFormulaFactory formulas, RecurrentCase trial, RecurrentOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return Trajectory.FollowingOutput(formulas, Arithmetic, trial, output.Values);
    }

    /// <summary>Does something with each of some numbers of threads, and leaves the number as it was.</summary>
    /// <param name="counts">The numbers of threads.</param>
    /// <param name="run">What to do; it is given the number of threads.</param>
    protected static void WithThreads(IReadOnlyList<int> counts, Action<int> run)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(run);

        var threaded = (IThreadedBackend)(object)Backend;
        int usual = threaded.Threads;
        try
        {
            foreach (int threads in counts)
            {
                threaded.Threads = threads;
                run(threads);
            }
        }
        finally
        {
            threaded.Threads = usual;
        }
    }

    /// <summary>Runs a network and follows it with the formula.</summary>
    protected static FollowedRun RunAndFollow(RecurrentCase trial)
    {
        RecurrentOutput output = Run(trial);
        return new FollowedRun(output, Follow(trial, output));
    }

    /// <summary>What the formula makes of the initial state alone.</summary>
    protected static Trajectory WholeTrajectory(RecurrentCase trial) =>
        Trajectory.FromInitialState(Formula, Arithmetic, trial);
}
