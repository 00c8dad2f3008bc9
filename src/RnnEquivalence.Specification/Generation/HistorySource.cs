using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>Draws what is done with modules of a network, one step after the other.</summary>
internal static class HistorySource
{
    /// <summary>Steps whose inputs are within the domain of the cell.</summary>
    public static IReadOnlyList<HistoryStep> Draw(CaseRecipe recipe, RandomSource random, RecurrentCase trial)
    {
        CellTraits cell = recipe.Traits.Of(trial.Architecture.Cell);
        bool ragged = recipe.LengthsOf(cell) != RowLengths.Full;

        // Faults of one module that is called again are as likely as those of several.
        int modules = random.NextInt(1, HistoryStep.Modules + 1);
        var steps = new HistoryStep[random.NextInt(2, recipe.History)];
        for (int index = 0; index < steps.Length; index++)
        {
            var step = new HistoryStep(DrawAction(recipe, random, cell), random.NextInt(0, modules - 1))
            {
                Parameters = random.NextInt(0, HistoryStep.ParameterSets - 1),
                Sizes = random.NextChance(0.6) ? HistorySizes.Same : random.NextOf(Enum.GetValues<HistorySizes>()),
                Values = random.NextOf(Enum.GetValues<HistoryValues>()),
                State = random.NextOf(Enum.GetValues<HistoryState>()),
                Lengths = ragged ? random.NextOf(Enum.GetValues<HistoryLengths>()) : HistoryLengths.Own,
                Threads = recipe.Threads.Count == 0 ? 1 : random.NextOf<int>([.. recipe.Threads]),
            };
            steps[index] = Within(cell.Domain, trial, step);
        }

        return steps;
    }

    private static HistoryAction DrawAction(CaseRecipe recipe, RandomSource random, CellTraits cell) => random.NextUnit() switch
    {
        < 0.10 when recipe.Threads.Count > 0 => HistoryAction.Threads,
        < 0.25 when cell.Has(CellFeatures.Gradients) => HistoryAction.Backward,
        < 0.70 => HistoryAction.Run,
        < 0.85 => HistoryAction.Load,
        < 0.95 => HistoryAction.Build,
        _ => HistoryAction.Dispose,
    };

    /// <summary>The step, or as much of it as the domain takes; the case's own input always is within it.</summary>
    private static HistoryStep Within(CellDomain domain, RecurrentCase trial, HistoryStep step)
    {
        HistoryStep[] candidates =
        [
            step,
            step with { State = HistoryState.Own },
            step with { Sizes = HistorySizes.Same },
            step with { Sizes = HistorySizes.Same, State = HistoryState.Own, Lengths = HistoryLengths.Own },
            step with { Module = 0, Sizes = HistorySizes.Same, State = HistoryState.Own, Lengths = HistoryLengths.Own },
        ];
        return candidates.First(candidate => IsWithin(domain, trial, candidate) || candidate == candidates[^1]);
    }

    /// <summary>Whether what a step does is within the domain.</summary>
    public static bool IsWithin(CellDomain domain, RecurrentCase trial, HistoryStep step)
    {
        if (!step.HasInput && step.Module != HistoryStep.Sibling)
        {
            return true;
        }

        RecurrentCase network = History.NetworkOf(trial, step.Module);
        return domain.Contains(step.HasInput ? network.With(History.InputOf(network, step)) : network);
    }
}
