using System.Diagnostics;
using System.Runtime.ExceptionServices;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using RnnEquivalence.Model;
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

    /// <summary>Runs a law while some look on.</summary>
    internal static LawOutcome Run(string name, Law law, Config config, IReadOnlyList<ICaseObserver> observers)
    {
        ArgumentNullException.ThrowIfNull(law);

        var tally = new Tally(new Subject(law.Judged, name));
        var runner = new CaseRunner(tally.Subject, law.Traits, law.RunsAlone, [tally, .. observers]);
        var recorder = new Recorder();
        CaseOutcome? first = null;
        long start = Stopwatch.GetTimestamp();
        Prop.ForAll(law.Cases, trial =>
        {
            CaseOutcome outcome = runner.Run(trial, law.Check, isDrawn: !tally.IsRefuted);
            first ??= outcome.Holds ? null : outcome;
            if (outcome.Thrown is { } thrown)
            {
                ExceptionDispatchInfo.Throw(thrown);
            }

            if (outcome.Verdict.Refutation is { } worst)
            {
                throw new LawRefutedException(worst);
            }
        }).Check(config.WithRunner(recorder));
        tally.Elapsed = Stopwatch.GetElapsedTime(start);
        return new LawOutcome(tally, recorder.Result!)
        {
            First = first,
            Repetition = recorder.Result is TestResult.Failed failed && first is not null
                ? Repetition.Of(runner, law, first.Trial, (RecurrentCase)LawOutcome.CounterexampleOf(failed)!)
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
        var runner = new CaseRunner(new Subject(law.Judged, name), law.Traits, law.RunsAlone, witness);
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
