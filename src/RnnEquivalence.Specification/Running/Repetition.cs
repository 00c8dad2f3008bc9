using System.Diagnostics;
using RnnEquivalence.Generation;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Running;

/// <summary>Whether cases that refuted a law refute it when they are run again.</summary>
/// <param name="Times">How often each was run again.</param>
/// <param name="First">How often the case that refuted it first did so again.</param>
/// <param name="Smallest">How often the smallest one did.</param>
/// <param name="Differs">Whether a backend that repeats bits returned other numbers for the same case.</param>
public sealed record Repetition(int Times, int First, int Smallest, bool Differs)
{
    /// <summary>A fault of one call in five goes unnoticed in 20 with a probability of one in a hundred.</summary>
    private const int MostTimes = 20;

    private const int LeastTimes = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Whether the kernel says the same thing each time, wrong as it is.</summary>
    public bool Repeats => First == Times && Smallest == Times && !Differs;

    /// <summary>
    /// Whether the case as it was drawn says the same thing each time, and only a smaller one that was made of it does not: then the drawn
    /// one is what to look at, since the smaller ones failed of something else that calls leave behind.
    /// </summary>
    public bool OnlyFirstRepeats => !Repeats && First == Times && !FirstDiffers;

    /// <summary>Whether a backend that repeats bits returned other numbers for the case as it was drawn.</summary>
    public bool FirstDiffers { get; init; }

    /// <summary>Runs both cases again, for as many times as there is patience for.</summary>
    internal static Repetition Of(FamilyRunner runner, Law law, CaseFamily first, CaseFamily smallest)
    {
        long start = Stopwatch.GetTimestamp();
        List<CaseOutcome> ofFirst = [];
        List<CaseOutcome> ofSmallest = [];
        while (ofFirst.Count < LeastTimes || (ofFirst.Count < MostTimes && Stopwatch.GetElapsedTime(start) < Patience))
        {
            ofFirst.Add(runner.Run(first, isDrawn: false));
            ofSmallest.Add(runner.Run(smallest, isDrawn: false));
        }

        bool repeatsBits = law.Traits.RepeatsBits;
        return new Repetition(
            ofFirst.Count,
            ofFirst.Count(outcome => !outcome.Holds),
            ofSmallest.Count(outcome => !outcome.Holds),
            repeatsBits && (Differ(ofFirst) || Differ(ofSmallest)))
        {
            FirstDiffers = repeatsBits && Differ(ofFirst),
        };
    }

    private static bool Differ(List<CaseOutcome> outcomes) => outcomes
        .Select(outcome => outcome.Verdict.Refutation)
        .Where(refutation => refutation is not null)
        .Select(refutation => (refutation!.Value.Place, BitConverter.DoubleToInt64Bits(refutation.Value.Actual)))
        .Distinct().Count() > 1;
}
