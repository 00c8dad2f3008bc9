using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <content>Fewer and simpler steps of a history.</content>
public static partial class CaseShrinker
{
    private static IEnumerable<RecurrentCase> DropSteps(RecurrentCase trial)
    {
        IReadOnlyList<HistoryStep> steps = trial.History;
        for (int length = steps.Count / 2; length > 0; length /= 2)
        {
            for (int start = 0; start + length <= steps.Count; start += length)
            {
                yield return trial.With([.. steps.Take(start), .. steps.Skip(start + length)]);
            }
        }

        for (int index = 0; index < steps.Count; index++)
        {
            foreach (HistoryStep simpler in Simpler(steps[index]))
            {
                yield return trial.With([.. steps.Take(index), simpler, .. steps.Skip(index + 1)]);
            }
        }
    }

    private static IEnumerable<HistoryStep> Simpler(HistoryStep step)
    {
        HistoryStep[] all =
        [
            step with { Action = HistoryAction.Run },
            step with { Module = 0 },
            step with { Module = Math.Max(0, step.Module - 1) },
            step with { Parameters = 0 },
            step with { Parameters = Math.Min(1, step.Parameters) },
            step with { Sizes = HistorySizes.Same },
            step with { Sizes = HistorySizes.Smallest },
            step with { Values = HistoryValues.Own },
            step with { Values = (HistoryValues)Math.Min(1, (int)step.Values) },
            step with { State = HistoryState.Absent },
            step with { State = HistoryState.Own },
            step with { Lengths = HistoryLengths.Full },
            step with { Lengths = HistoryLengths.Own },
            step with { Threads = 1 },
        ];
        return all.Where(simpler => simpler != step && Rank(simpler) < Rank(step)).Distinct();
    }

    /// <summary>How much there is to a step. Each proposal has less of it, so that there is an end.</summary>
    private static int Rank(HistoryStep step) => (step.Action == HistoryAction.Run ? 0 : 100)
        + (10 * step.Module)
        + step.Parameters
        + (step.Sizes switch { HistorySizes.Smallest => 1, HistorySizes.Same => 0, _ => 2 })
        + (int)step.Values
        + (step.State switch { HistoryState.Own => 0, HistoryState.Absent => 1, _ => 2 })
        + (step.Lengths switch { HistoryLengths.Own => 0, HistoryLengths.Full => 1, _ => 2 })
        + (step.Threads == 1 ? 0 : 1);
}
