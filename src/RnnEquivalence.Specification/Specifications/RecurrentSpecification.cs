using FsCheck;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Generation;
using RnnEquivalence.Gradients;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using RnnEquivalence.Running;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Specifications;

/// <summary>What all specifications share: a backend, its formulas, and how a law is stated about it.</summary>
/// <remarks>A leaf class is one line: <c>public sealed class MyKernel_Lstm : LstmSpecification&lt;MyKernel&gt;;</c></remarks>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
public abstract class RecurrentSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Why a law is skipped.</summary>
    protected const string NotDeclared = "The backend does not declare what this law is about.";

    /// <summary>The backend to be judged.</summary>
    protected static TBackend Backend { get; } = new();

    private static readonly DomainNote? Domain = DomainNote.Of(Backend.Traits);

    /// <summary>The name under which the summary keeps its laws.</summary>
    private protected static string Judged => Backend.Name;

    /// <summary>What it declares.</summary>
    protected static BackendTraits Traits => Backend.Traits;

    /// <summary>What the formulas say of it.</summary>
    protected static Reference Reference { get; } = new(Backend.Traits);

    /// <summary>Cases of the given cells in the backend's element type: one layer, run forward on whole sequences.</summary>
    protected static CaseRecipe Cases(params IReadOnlyList<CellVariant> variants) => Recipes.Cases(Backend.Traits, variants);

    /// <summary>
    /// Cases of every cell, number of layers, direction and length that the backend declares, with contractive weights, since
    /// what goes on inside a network is not observed.
    /// </summary>
    protected static CaseRecipe Networks { get; } = Recipes.Networks(Backend.Traits);

    /// <summary>Whether some cell of the backend has all of some features.</summary>
    protected static bool Declares(CellFeatures features) => Backend.Traits.HasSome(features);

    /// <summary>Whether the backend declares a cell, of which something more holds.</summary>
    protected static bool Declares(RecurrentCell cell, Func<CellTraits, bool> that)
    {
        ArgumentNullException.ThrowIfNull(that);
        return Backend.Traits.Cells.TryGetValue(cell, out CellTraits? own) && that(own);
    }

    /// <summary>What the backend declares of the cell of a case.</summary>
    protected static CellTraits CellOf(RecurrentCase trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return Backend.Traits.Of(trial.Architecture.Cell);
    }

    /// <summary>Whether the number of threads can be set.</summary>
    public static bool HasThreads => Backend is IThreadedBackend;

    /// <summary>A law about random cases.</summary>
    /// <param name="cases">Which cases.</param>
    /// <param name="check">Runs the kernel on a case and enters what it finds into the verdict.</param>
    protected static Law ForAll(CaseRecipe cases, Action<RecurrentCase, Verdict> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return new Law(Judged, Backend.Traits, CaseGenerator.Arbitrary(cases), check) { Note = Domain, Recipe = cases };
    }

    /// <summary>
    /// The same for a law that calls the kernel in <see cref="WithThreads"/> or <see cref="Alone"/> only: no case of another law runs
    /// meanwhile, but may run beside what the law makes of the results.
    /// </summary>
    /// <param name="cases">Which cases.</param>
    /// <param name="check">Runs the kernel on a case and enters what it finds into the verdict.</param>
    private protected static Law ForAllAlone(CaseRecipe cases, Action<RecurrentCase, Verdict> check) =>
        new(Judged, Backend.Traits, CaseGenerator.Arbitrary(cases), check) { Note = Domain, CallsAlone = true };

    /// <summary>A law about cases that are drawn in a way of their own.</summary>
    /// <param name="cases">Draws and shrinks them.</param>
    /// <param name="check">Runs the kernel on a case and enters what it finds into the verdict.</param>
    protected static Law ForAll(Arbitrary<RecurrentCase> cases, Action<RecurrentCase, Verdict> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return new Law(Judged, Backend.Traits, cases, check) { Note = Domain };
    }

    /// <summary>
    /// Holds two outputs of one case against each other, each followed by the formula, and the first one against the formula as well: a
    /// kernel that is wrong in the same way twice agrees with itself.
    /// </summary>
    /// <param name="verdict">Where the comparison goes.</param>
    /// <param name="respect">Names the two in a report.</param>
    /// <param name="trial">The case.</param>
    /// <param name="expected">What the kernel returned for it.</param>
    /// <param name="actual">What should be the same, brought about in another way.</param>
    protected static void CompareWays(
        Verdict verdict, string respect, RecurrentCase trial, RecurrentOutput expected, RecurrentOutput actual)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        FollowedRun first = Followed(trial, expected);
        verdict.Compare(first.Formula, expected);
        if (!verdict.AgreesInEveryBit(expected, actual))
        {
            verdict.CompareRuns(respect, first, Followed(trial, actual));
        }
    }

    /// <summary>Builds a network, runs it once, and checks what it returns.</summary>
    protected static RecurrentOutput Run(RecurrentCase trial) => Backend.Run(trial);

    /// <summary>Runs a network that has been built for the case, and checks what it returns.</summary>
    protected static RecurrentOutput Run(IRecurrentModule module, RecurrentCase trial) => Backend.Run(module, trial);

    /// <summary>Builds the network of a case.</summary>
    protected static IRecurrentModule Build(RecurrentCase trial) => Backend.Build(trial);

    /// <summary>Builds the network of a case, to be differentiated.</summary>
    protected static IDifferentiableModule BuildDifferentiable(RecurrentCase trial) => (IDifferentiableModule)Backend.Build(trial);

    /// <summary>How rounding errors propagate in the cells of a case.</summary>
    protected static Arithmetic ArithmeticOf(RecurrentCase trial) => Reference.ArithmeticOf(trial);

    /// <summary>What the formula makes of the kernel's own outputs, one step at a time.</summary>
    protected static Trajectory Follow(RecurrentCase trial, RecurrentOutput output) => Reference.Follow(trial, output);

    /// <summary>What the formula makes of the initial state alone.</summary>
    protected static Trajectory WholeTrajectory(RecurrentCase trial) => Reference.WholeTrajectory(trial);

    /// <summary>A run with what the formula makes of it.</summary>
    protected static FollowedRun Followed(RecurrentCase trial, RecurrentOutput output) => new(output, Follow(trial, output));

    /// <summary>Runs a network and follows it with the formula.</summary>
    protected static FollowedRun RunAndFollow(RecurrentCase trial) => Followed(trial, Run(trial));

    /// <summary>What back-propagation says of a case and a loss.</summary>
    private protected static BackPropagation Differentiated(RecurrentCase trial, UpstreamGradients upstream) =>
        new(ArithmeticOf(trial), trial, upstream);

    /// <summary>Does something with each of some numbers of threads, and leaves the number as it was.</summary>
    /// <param name="counts">The numbers of threads.</param>
    /// <param name="run">What to do; it is given the number of threads.</param>
    protected static void WithThreads(IReadOnlyList<int> counts, Action<int> run)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(run);

        var threaded = (IThreadedBackend)(object)Backend;
        ProcessWide.Alone(() =>
        {
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
        });
    }

    /// <summary>Calls the kernel while no case of another law runs.</summary>
    private protected static void Alone(Action call) => ProcessWide.Alone(call);
}
