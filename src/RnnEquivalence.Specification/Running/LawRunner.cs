using System.Diagnostics;
using FsCheck;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Running;

/// <summary>Holds a law against random cases, and says what came of it without judging.</summary>
public static class LawRunner
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>Runs a law.</summary>
    /// <param name="name">The law's name, for its tally.</param>
    /// <param name="law">Makes the property; called once, while the tally is in place.</param>
    /// <param name="config">Number of cases and seed.</param>
    public static LawOutcome Run(string name, Func<Property> law, Config config) => Run(name, law, config, witness: null);

    /// <summary>Runs a law while somebody looks on.</summary>
    internal static LawOutcome Run(string name, Func<Property> law, Config config, IWitness? witness)
    {
        ArgumentNullException.ThrowIfNull(law);

        var recorder = new Recorder();
        var run = new PropertyRun(name, witness);
        PropertyRun? outer = PropertyRun.Current;
        PropertyRun.Current = run;
        long start = Stopwatch.GetTimestamp();
        try
        {
            law().Check(config.WithRunner(recorder));
        }
        finally
        {
            PropertyRun.Current = outer;
            if (run.Tally is { } tally)
            {
                tally.Elapsed = Stopwatch.GetElapsedTime(start);
            }
        }

        return new LawOutcome(run.Tally, recorder.Result!);
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

/// <summary>What came of holding a law against random cases.</summary>
/// <param name="Tally">What the cases add up to; null if there was none.</param>
/// <param name="Result">FsCheck's result.</param>
public sealed record LawOutcome(Tally? Tally, TestResult Result)
{
    /// <summary>Whether some case refuted the law.</summary>
    public bool IsRefuted => Result is TestResult.Failed;

    /// <summary>What the smallest case threw: a <see cref="LawRefutedException"/>, or an exception of the kernel; null if the law holds.</summary>
    public Exception? Cause => Result is TestResult.Failed failed ? ((Outcome.Failed)failed.Item4).Item : null;

    /// <summary>The smallest case that refutes the law, or null if none does.</summary>
    public object? Counterexample => Result is TestResult.Failed failed ? CounterexampleOf(failed) : null;

    internal static object? CounterexampleOf(TestResult.Failed failed)
    {
        FSharpList<object> arguments = failed.Item3.IsEmpty ? failed.Item2 : failed.Item3;
        return arguments.IsEmpty ? null : arguments[arguments.Length - 1];
    }
}
