using FsCheck;
using Microsoft.FSharp.Collections;
using RnnEquivalence.Generation;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Running;

/// <summary>What came of holding a law against random cases.</summary>
/// <param name="Tally">What the cases add up to.</param>
/// <param name="Result">FsCheck's result.</param>
public sealed record LawOutcome(Tally Tally, TestResult Result)
{
    /// <summary>What came of the first case that refuted the law, before it was made smaller; null if the law holds.</summary>
    public CaseOutcome? First { get; init; }

    /// <summary>How many cases have to be drawn, and run in one module, for that case to be among them; 1 for a case by itself.</summary>
    internal int Members { get; init; } = 1;

    /// <summary>Whether that case and the smallest one refute it again; null if the law holds.</summary>
    public Repetition? Repetition { get; init; }

    /// <summary>Whether some case refuted the law.</summary>
    public bool IsRefuted => Result is TestResult.Failed;

    /// <summary>
    /// What the smallest case threw: a <see cref="LawRefutedException"/>, or an exception of the kernel; null if the law holds.
    /// </summary>
    public Exception? Cause => Result is TestResult.Failed failed ? ((Outcome.Failed)failed.Item4).Item : null;

    /// <summary>The smallest case that refutes the law, or null if none does.</summary>
    public object? Counterexample => Smallest?.RefutedMember;

    /// <summary>
    /// The case for which the module was built that the smallest case was then loaded into, if it refutes the law only so; null if it
    /// does in a module that is built for it.
    /// </summary>
    public object? BuiltFor => Smallest is { Count: > 1 } family ? family.Members.First() : null;

    private CaseFamily? Smallest => Result is TestResult.Failed failed ? SmallestOf(failed) : null;

    internal static CaseFamily? SmallestOf(TestResult.Failed failed)
    {
        FSharpList<object> arguments = failed.Item3.IsEmpty ? failed.Item2 : failed.Item3;
        return arguments.IsEmpty ? null : (CaseFamily)arguments[arguments.Length - 1];
    }
}
