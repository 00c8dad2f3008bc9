using System.Diagnostics;
using System.Runtime.ExceptionServices;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using RnnEquivalence.Generation;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Running;

/// <summary>Holds a law against random cases, and says what came of it without judging.</summary>
public static class LawRunner
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>Runs a law. A case that refutes it is made smaller, and ends it.</summary>
    /// <param name="name">The law's name, for its tally.</param>
    /// <param name="law">The law.</param>
    /// <param name="config">Number of cases and seed.</param>
    public static LawOutcome Run(string name, Law law, Config config) => Run(name, law, config, []);

    /// <summary>Runs a law with families of cases, of one architecture and shape each, that share a module.</summary>
    /// <param name="name">The law's name, for its tally.</param>
    /// <param name="law">The law.</param>
    /// <param name="config">Number of cases and seed.</param>
    /// <param name="members">How many cases a family has.</param>
    public static LawOutcome Run(string name, Law law, Config config, int members) => Run(name, law, config, [], members);

    /// <summary>Runs a law while some look on.</summary>
    internal static LawOutcome Run(string name, Law law, Config config, IReadOnlyList<ICaseObserver> observers, int members = 1)
    {
        ArgumentNullException.ThrowIfNull(law);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);

        var tally = new Tally(new Subject(law.Judged, name));
        var runner = new CaseRunner(tally.Subject, law.Traits, law.CallsAlone, [tally, .. observers]);
        var families = new FamilyRunner(runner, law);
        var recorder = new Recorder();
        CaseOutcome? first = null;
        CaseFamily? firstFamily = null;
        long start = Stopwatch.GetTimestamp();
        Prop.ForAll(FamilyRunner.Families(law, members), family =>
        {
            CaseOutcome outcome = families.Run(family, isDrawn: !tally.IsRefuted);
            if (first is null && !outcome.Holds)
            {
                (first, firstFamily) = (outcome, family.UpToRefuted());
            }

            if (outcome.Thrown is { } thrown)
            {
                ExceptionDispatchInfo.Throw(thrown);
            }

            if (outcome.Verdict.Refutation is { } worst)
            {
                throw new LawRefutedException(worst);
            }
        }).Check(config.WithRunner(recorder).WithMaxTest(FamiliesOf(law, config.MaxTest, members)));
        tally.Elapsed = Stopwatch.GetElapsedTime(start);
        return new LawOutcome(tally, recorder.Result!)
        {
            First = first,
            Members = firstFamily?.Count ?? 1,
            Repetition = recorder.Result is TestResult.Failed failed && firstFamily is not null
                ? Repetition.Of(families, law, firstFamily, LawOutcome.SmallestOf(failed)!)
                : null,
        };
    }

    /// <summary>Shows a law to somebody who judges by a measure of his own: every case is run, and none is made smaller.</summary>
    /// <param name="name">The law's name.</param>
    /// <param name="law">The law.</param>
    /// <param name="config">Number of cases and seed.</param>
    /// <param name="witness">Who looks on.</param>
    /// <param name="hasSeenEnough">Whether nothing that is still to come matters to him.</param>
    internal static void Show(string name, Law law, Config config, IWitness witness, Func<bool> hasSeenEnough)
    {
        var runner = new CaseRunner(new Subject(law.Judged, name), law.Traits, law.CallsAlone, witness);
        Prop.ForAll(law.Cases, trial =>
        {
            if (!hasSeenEnough())
            {
                runner.Run(trial, law.Check);
            }
        }).Check(config.WithRunner(new Recorder()));
    }

    /// <summary>Gives every law a seed of its own, so that two laws of one run do not draw the same cases (FNV-1a).</summary>
    public static Config WithSeed(Config config, ulong runSeed, string law)
    {
        ArgumentNullException.ThrowIfNull(law);

        ulong hash = 14695981039346656037 ^ runSeed;
        foreach (char letter in law)
        {
            hash = (hash ^ letter) * 1099511628211;
        }

        return config.WithReplay(hash, GoldenGamma);
    }

    private static int FamiliesOf(Law law, int cases, int members) => law.Recipe is null ? cases : (cases + members - 1) / members;

    private sealed class Recorder : IRunner
    {
        public TestResult? Result { get; private set; }

        public void OnStartFixture(Type t)
        {
        }

        public void OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
        {
        }

        public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
        {
        }

        public void OnFinished(string name, TestResult testResult) => Result = testResult;
    }
}
