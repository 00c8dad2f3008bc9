using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Specifications;

/// <summary>The laws of states, which every cell obeys whatever its formula.</summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
public abstract class StateSpecification<TBackend> : RecurrentSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>
    /// h_n is a copy of the last output, and c_n the state that a next step would start from: run one step at a
    /// time, the states between the steps are those that the formula carries along.
    /// </summary>
    protected static Law FinalState_EqualsLastStep(CaseRecipe cases) => ForAll(cases, (trial, verdict) =>
    {
        RecurrentOutput whole = Run(trial);
        verdict.Compare(Follow(trial, whole), whole);
        verdict.CompareCopies("h_n against the last y", whole.Values.Step(trial.TimeSteps - 1), whole.FinalState.Single.Hidden);
        CellDomain domain = CellOf(trial).Domain;
        if (!trial.Architecture.Cell.HasCellState() || !domain.TimeSteps.Contains(1) || !domain.States.HasFlag(StateForms.Given))
        {
            return;
        }

        using IRecurrentModule module = Build(trial);
        RecurrentState? state = trial.Input.InitialState;
        for (int time = 0; time < trial.TimeSteps; time++)
        {
            RecurrentCase step = trial.With(new RecurrentInput(trial.Input.Values.Slice(time, 1), state));
            RecurrentOutput output = Run(module, step);
            verdict.Compare(Follow(step, output), output, $" of step {time} alone");
            state = output.FinalState;
        }
    });

    /// <summary>Leaving the initial state out of the call is the same as handing in zeros.</summary>
    protected static Law AbsentState_EqualsZeroState(CaseRecipe cases) => ForAll(cases, (trial, verdict) =>
    {
        RecurrentCase absent = trial.With(trial.Input with { InitialState = null });
        RecurrentCase zero = trial.With(trial.Input with { InitialState = absent.InitialStateOrZero });
        CompareWays(verdict, " without and with a zero state", zero, Run(absent), Run(zero));
    });

    /// <summary>
    /// Running the first part, then the rest from its final state, is the same as running the whole: both parts have the
    /// outputs of the whole, and the state that is handed over is the one that the whole passes through.
    /// </summary>
    protected static Law SplitSequence_EqualsWholeSequence(CaseRecipe cases) =>
        ForAll(cases with { Parts = 2, MinimumTimeSteps = 2 }, (trial, verdict) =>
        {
            FollowedRun whole = RunAndFollow(trial);
            verdict.Compare(whole.Formula, whole.Output);
            foreach (int split in CellOf(trial).Domain.Splits(trial.TimeSteps))
            {
                Sequence x = trial.Input.Values;
                FollowedRun first = RunAndFollow(trial.With(trial.Input with { Values = x.Slice(0, split) }));
                RecurrentCase rest = trial.With(new RecurrentInput(x.Slice(split, trial.TimeSteps - split), first.Output.FinalState));

                verdict.CompareRuns($" of the first {split} steps alone", whole, first);
                verdict.CompareRuns($" after a split at {split}", whole, RunAndFollow(rest), offset: split);
            }
        });
}
