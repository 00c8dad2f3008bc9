using FsCheck.Xunit;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Specifications;

/// <summary>
/// A module has no memory: what it returns depends on its parameters and its input alone, and it leaves both as they were.
/// </summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
[Properties(MaxTest = 60)]
public abstract class HistorySpecification<TBackend> : RecurrentSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Whether the same call returns the same bits.</summary>
    public static bool RepeatsBits => Backend.Traits.RepeatsBits;

    /// <summary>Whether the same call returns the same bits with a number of threads that can be set.</summary>
    public static bool RepeatsBitsWithThreads => RepeatsBits && HasThreads;

    /// <summary>Whether two calls may be under way at once.</summary>
    public static bool TakesConcurrentCalls => Backend.Traits.TakesConcurrentCalls;

    private const string NoRepeatingThreads = "The backend declares no number of threads, or that it does not repeat bits.";

    private const int ConcurrentCalls = 8;

    /// <summary>Large enough that a kernel splits its work.</summary>
    private static readonly CaseRecipe Large = Networks with { Large = true, MaximumTimeSteps = 2, MaximumLayers = 1, Budget = 300_000 };

    private static readonly CaseRecipe Histories = Networks with { History = 8, MaximumTimeSteps = 8, NoTies = true, Budget = 2_500 };

    private static readonly CaseRecipe Loads = Histories with
    {
        Steps =
        [
            new HistoryStep(HistoryAction.Build) { Parameters = 1 },
            new HistoryStep(HistoryAction.Run),
            new HistoryStep(HistoryAction.Load) { Parameters = 2 },
            new HistoryStep(HistoryAction.Run),
            new HistoryStep(HistoryAction.Load),
            new HistoryStep(HistoryAction.Run),
        ],
    };

    private static readonly int[] ThreadCounts =
        [.. new[] { 1, 2, 3, 4, Environment.ProcessorCount, 2 * Environment.ProcessorCount }.Distinct().Order()];

    private static readonly CaseRecipe ThreadedHistories = Histories with { Threads = ThreadCounts };

    /// <summary>
    /// Whatever was done before, with this module and with others that are alive, a call returns what the formula says of it alone, and
    /// what was returned stays as it was.
    /// </summary>
    [EquivalenceProperty(MaxTest = 120)]
    public Law Histories_EachCall_EqualsItsOwnFormula() => ForAll(Histories, Follow);

    /// <summary>The same while the number of threads changes between the calls, up to twice as many as there are processors.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasThreads), MaxTest = 30)]
    public Law Histories_WithOtherThreadCounts_EachCall_EqualsItsOwnFormula() => ForAllAlone(
        ThreadedHistories, (trial, verdict) => WithThreads([1], _ => Follow(trial, verdict)));

    /// <summary>
    /// Threads that call at once, two of them one module with inputs of their own, and one another module, of other parameters, with more
    /// rows and steps, each get what the formula says of their call.
    /// </summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(TakesConcurrentCalls), MaxTest = 30)]
    public Law ConcurrentCalls_EachOfThem_EqualsItsOwnFormula() => ForAllAlone(Networks with { Budget = 4_000 }, (trial, verdict) =>
    {
        RecurrentCase other = trial.With(History.ParametersOf(trial, 1));
        RecurrentInput longer = Longer(trial, CellOf(trial).Domain);
        other = CellOf(trial).Domain.Contains(other.With(longer)) ? other.With(longer) : other;
        RecurrentCase[] cases = [trial, trial.With(trial.Input with { Values = trial.Input.Values.Map(value => -value) }), other];
        var times = new List<RecurrentOutput[]>();
        Alone(() =>
        {
            using IRecurrentModule module = Build(trial);
            using IRecurrentModule another = Build(other);
            IRecurrentModule[] modules = [module, module, another];
            for (int time = 0; time < ConcurrentCalls; time++)
            {
                times.Add(AtOnce.Run(
                    [.. modules.Zip(cases, (called, call) => (Func<RecurrentOutput>)(() => Run(called, call)))]));
            }
        });

        foreach (RecurrentOutput[] outputs in times)
        {
            for (int caller = 0; caller < cases.Length; caller++)
            {
                // What has the bits of the first time is as near to the formula.
                if (outputs == times[0] || !verdict.AgreesInEveryBit(times[0][caller], outputs[caller]))
                {
                    verdict.Compare(
                        Follow(cases[caller], outputs[caller]), outputs[caller], $" of caller {caller + 1} of {cases.Length}");
                }
            }
        }
    });

    /// <summary>
    /// The calling thread computes as it did before: subnormals are kept, and results rounded to the nearest, after a network is built,
    /// run, differentiated, loaded and disposed of.
    /// </summary>
    [EquivalenceProperty(MaxTest = 20)]
    public Law CallingThread_ComputesAsBefore() => ForAll(Networks with { Upstream = true, Budget = 2_500 }, (trial, verdict) =>
    {
        // On a thread of its own, which takes along what is changed.
        (string Call, FloatingPointEnvironment Now)[] environments = AtOnce.Run(() => Environments(trial))[0];
        foreach ((string call, FloatingPointEnvironment now) in environments)
        {
            Expect(verdict, $"changes of whether subnormal results are kept, after {call}", now.KeepsSubnormalResults);
            Expect(verdict, $"changes of whether subnormal numbers are read, after {call}", now.ReadsSubnormals);
            Expect(verdict, $"changes of whether results are rounded to the nearest, after {call}", now.RoundsToNearest);
        }
    });

    private static (string Call, FloatingPointEnvironment Now)[] Environments(RecurrentCase trial)
    {
        var environments = new List<(string, FloatingPointEnvironment)>();
        Look("something that was run earlier");
        using (IRecurrentModule module = Build(trial))
        {
            Look("building");
            Run(module, trial);
            Look("a run");
            if (module is IDifferentiableModule differentiable && CellOf(trial).Has(CellFeatures.Gradients))
            {
                differentiable.Backward(trial.Input, trial.Upstream!);
                Look("a run forward and backward");
            }

            module.Load(trial.Parameters);
            Look("loading");
        }

        Look("disposing");
        return [.. environments];

        void Look(string call) => environments.Add((call, FloatingPointEnvironment.Current()));
    }

    private static void Follow(RecurrentCase trial, Verdict verdict)
    {
        using var history = new ModuleHistory(Backend, Reference, trial, verdict);
        history.Follow();
    }

    /// <summary>The same call twice returns the same bits.</summary>
    [EquivalenceProperty(Skip = "The backend declares that it does not repeat bits.", SkipUnless = nameof(RepeatsBits))]
    public Law SameCallTwice_ReturnsTheSameBits() => ForAll(Networks, (trial, verdict) =>
    {
        using IRecurrentModule module = Build(trial);
        CompareBits(verdict, trial, " of the first call and the second", Run(module, trial), Run(module, trial));
    });

    /// <summary>
    /// Calls with other values, another batch size and another number of time steps are right, and change nothing for those after.
    /// </summary>
    [EquivalenceProperty]
    public Law OtherCallInBetween_ChangesNothing() => ForAll(Networks, (trial, verdict) =>
    {
        using IRecurrentModule module = Build(trial);
        RecurrentOutput first = Run(module, trial);
        CellDomain domain = CellOf(trial).Domain;
        foreach (RecurrentInput input in (RecurrentInput[])[OfSameShape(trial), Longer(trial, domain), Shorter(trial, domain)])
        {
            RecurrentCase other = trial.With(input);
            if (!domain.Contains(other))
            {
                // A rule need not allow what the ranges do.
                continue;
            }

            RecurrentOutput between = Run(module, other);
            verdict.Compare(Follow(other, between), between, " of a call in between");
        }

        CompareWays(verdict, " before and after other calls", trial, first, Run(module, trial));
    });

    /// <summary>
    /// Parameters that are loaded into a module that has been used are in effect in the next call, as in a module built with them.
    /// </summary>
    [EquivalenceProperty]
    public Law LoadedParameters_EqualFreshModule() => ForAll(Loads, Follow);

    /// <summary>Inputs, lengths and parameters are the same after a call, forward and backward.</summary>
    [EquivalenceProperty]
    public Law InputsAndParameters_AreUnchangedByACall() => ForAll(Networks with { Upstream = true }, (trial, verdict) =>
    {
        double[][] before = [.. CaseTensors.Read(trial).Select(tensor => tensor.ToArray())];
        int[]? lengths = trial.Input.Lengths?.ToArray();
        using IRecurrentModule module = Build(trial);
        Run(module, trial);
        if (module is IDifferentiableModule differentiable && CellOf(trial).Has(CellFeatures.Gradients))
        {
            differentiable.Backward(trial.Input, trial.Upstream!);
        }

        IReadOnlyList<double[]> after = CaseTensors.Read(trial);
        for (int tensor = 0; tensor < before.Length; tensor++)
        {
            // NaN, which padding may hold, is equal to nothing but is the same bits.
            Expect(verdict, $"changes of tensor {tensor}", before[tensor].AsSpan().SequenceEqual(after[tensor]));
        }

        Expect(verdict, "changes of the lengths", lengths is null || lengths.AsSpan().SequenceEqual(trial.Input.Lengths));
    });

    /// <summary>The same call twice returns the same bits, also where two threads share it.</summary>
    [EquivalenceProperty(Skip = NoRepeatingThreads, SkipUnless = nameof(RepeatsBitsWithThreads), MaxTest = 20)]
    public Law SameCallTwice_WithTwoThreads_ReturnsTheSameBits() => ForAllAlone(Large, (trial, verdict) =>
    {
        var outputs = new List<RecurrentOutput>();
        WithThreads([2], _ =>
        {
            using IRecurrentModule module = Build(trial);
            outputs.AddRange([Run(module, trial), Run(module, trial)]);
        });
        CompareBits(verdict, trial, " of the first call and the second with two threads", outputs[0], outputs[1]);
    });

    /// <summary>
    /// One thread and more, up to twice as many as there are processors, return the same to within rounding, for many rows and for fewer
    /// than there are threads.
    /// </summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(HasThreads), MaxTest = 20)]
    public Law ThreadCounts_AgreeWithinTheBound() => ForAllAlone(Large, (trial, verdict) =>
    {
        CompareThreadCounts(verdict, trial, "");
        CompareThreadCounts(verdict, CellOf(trial).Domain.RowAlone(trial, 0), " of one row");
    });

    private static void CompareThreadCounts(Verdict verdict, RecurrentCase trial, string what)
    {
        var outputs = new List<(int Threads, RecurrentOutput Output)>();
        WithThreads(ThreadCounts, threads => outputs.Add((threads, Run(trial))));
        FollowedRun single = Followed(trial, outputs[0].Output);
        verdict.Compare(single.Formula, single.Output);
        foreach ((int threads, RecurrentOutput output) in outputs.Skip(1))
        {
            if (!verdict.AgreesInEveryBit(single.Output, output))
            {
                verdict.CompareRuns($"{what} with 1 thread and {threads}", single, Followed(trial, output));
            }
        }
    }

    private static void CompareBits(
        Verdict verdict, RecurrentCase trial, string respect, RecurrentOutput expected, RecurrentOutput actual)
    {
        verdict.Compare(Follow(trial, expected), expected);
        for (int time = 0; time < expected.Values.TimeSteps; time++)
        {
            verdict.CompareCopies($"y at t={time}{respect}", expected.Values.Step(time), actual.Values.Step(time));
        }

        RecurrentState state = expected.FinalState;
        for (int cell = 0; cell < state.Layers * state.Directions; cell++)
        {
            CellState first = state[cell / state.Directions, cell % state.Directions];
            CellState second = actual.FinalState[cell / state.Directions, cell % state.Directions];
            verdict.CompareCopies($"h_n{respect}", first.Hidden, second.Hidden);
            if (first.Cell is not null)
            {
                verdict.CompareCopies($"c_n{respect}", first.Cell, second.Cell!);
            }
        }
    }

    /// <summary>Other values in the same shape, so that nothing but the values tells one call from another.</summary>
    private static RecurrentInput OfSameShape(RecurrentCase trial) => trial.Input with
    {
        Values = Sequence.Create(
            trial.TimeSteps, trial.BatchSize, trial.InputSize, (time, row, feature) => ((time + (2 * row) + feature) % 3) - 1),
    };

    /// <summary>Two more rows and time steps, of other values, and a state of ones.</summary>
    private static RecurrentInput Longer(RecurrentCase trial, CellDomain domain) => domain.Other(
        trial.Architecture, trial.TimeSteps + 2, trial.BatchSize + 2, (time, row, feature) => ((time + row + feature) % 5) - 2, state: 1);

    private static RecurrentInput Shorter(RecurrentCase trial, CellDomain domain) =>
        domain.Other(trial.Architecture, 1, 1, (_, _, feature) => (feature % 3) - 1, state: null);

    private static void Expect(Verdict verdict, string changes, bool same) =>
        verdict.CompareCopies(changes, new Matrix(1, 1), new Matrix(1, 1, [same ? 0 : 1]));
}
