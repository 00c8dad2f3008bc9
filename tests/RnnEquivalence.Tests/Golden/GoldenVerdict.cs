using System.Collections.Concurrent;
using System.Diagnostics;
using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Gradients;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using RnnEquivalence.Running;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Tests.Golden;

/// <summary>
/// How a vector is held against a formula and against a backend. The library counts as a kernel of its element type, so the formula's
/// own bounds say how far its outputs may be from the exact ones, and two kernels may be as far from each other as the sum of both.
/// </summary>
internal static class GoldenVerdict
{
    private static readonly ConcurrentDictionary<(string Judged, string Law), Tally> Tallies = [];

    /// <summary>The formulas of the cells say what the library returned.</summary>
    public static void FormulaReturnsTheOutput(GoldenVector vector, string law) =>
        FormulaReturnsTheOutput(vector, CellFormulasIn, law);

    /// <summary>
    /// Some formulas say what the library returned: step by step where it returned every step, and from the initial state alone.
    /// </summary>
    public static void FormulaReturnsTheOutput(GoldenVector vector, Func<Arithmetic, CellFormulaFactory> formulas, string law) =>
        Enter(vector.Library.NameIn(vector.Trial.Architecture.ElementType), law, vector.Precision, verdict =>
        {
            var arithmetic = new Arithmetic(vector.Precision);
            CellFormulaFactory formula = formulas(arithmetic);
            Trajectory whole = Trajectory.FromInitialState(formula, arithmetic, vector.Trial);
            if (vector.Output.Whole(vector.Trial.Architecture) is { } output)
            {
                output.Validate(vector.Trial.Architecture, vector.Trial.Input);
                verdict.Compare(Trajectory.FollowingOutput(formula, arithmetic, vector.Trial, output.Values), output);
                verdict.Compare(whole, output, " over the whole trajectory");
            }
            else
            {
                foreach (GoldenMatrix part in vector.Output.Matrices())
                {
                    verdict.Compare(part.Quantity, (row, unit) => part.Formula(whole, row, unit), part.Values);
                }
            }
        });

    /// <summary>A backend returns what the library returned, within the sum of both bounds.</summary>
    public static void BackendReturnsTheOutput(GoldenVector vector, IRecurrentBackend backend, string law) =>
        Enter(backend.Name, law, Coarser(vector.Precision, PrecisionOf(backend, vector)), verdict =>
        {
            RecurrentCase trial = vector.TrialIn(backend.Traits.ElementType);
            using IRecurrentModule module = backend.Create(trial.Architecture, trial.Parameters);
            RecurrentOutput returned = module.Forward(trial.Input);
            returned.Validate(trial.Architecture, trial.Input);
            if (vector.Output.Whole(vector.Trial.Architecture) is { } output)
            {
                verdict.CompareRuns(
                    " of the library and of the kernel",
                    Followed(vector.Precision, vector.Trial, output),
                    Followed(PrecisionOf(backend, vector), trial, returned));
                return;
            }

            Trajectory library = FromInitialState(vector.Precision, vector.Trial);
            Trajectory kernel = FromInitialState(PrecisionOf(backend, vector), trial);
            var arithmetic = new Arithmetic(PrecisionOf(backend, vector));
            foreach (GoldenMatrix part in vector.Output.Matrices())
            {
                verdict.Compare(
                    part.Quantity,
                    (row, unit) => new Bounded(
                        part.Values[row, unit],
                        part.Formula(library, row, unit).Radius + part.Formula(kernel, row, unit).Radius,
                        arithmetic),
                    part.In(returned));
            }
        });

    /// <summary>Back-propagation as written out by hand finds the gradients that the library found.</summary>
    public static void BackPropagationReturnsTheGradients(GoldenVector vector, string law) =>
        Enter(vector.Library.NameIn(vector.Trial.Architecture.ElementType), law, vector.Precision, verdict =>
            verdict.CompareGradients(BackPropagation(vector.Precision, vector.Trial), vector.Trial, vector.Gradients!));

    /// <summary>A backend finds the gradients that the library found, within the sum of both bounds.</summary>
    public static void BackendReturnsTheGradients(GoldenVector vector, IRecurrentBackend backend, string law) =>
        Enter(backend.Name, law, Coarser(vector.Precision, PrecisionOf(backend, vector)), verdict =>
        {
            RecurrentCase trial = vector.TrialIn(backend.Traits.ElementType);
            using var module = (IDifferentiableModule)backend.Create(trial.Architecture, trial.Parameters);
            verdict.CompareGradients(
                trial,
                BackPropagation(vector.Precision, vector.Trial),
                vector.Gradients!,
                BackPropagation(PrecisionOf(backend, vector), trial),
                module.Backward(trial.Input, trial.Upstream!));
        });

    private static Precision PrecisionOf(IRecurrentBackend backend, GoldenVector vector) =>
        backend.Traits.PrecisionOf(vector.Trial.Architecture.Cell);

    /// <summary>Of two kernels, the one that decides which numbers are too small to have a scale of their own.</summary>
    private static Precision Coarser(Precision library, Precision kernel) =>
        library.ElementType.UnitRoundoff() > kernel.ElementType.UnitRoundoff() ? library : kernel;

    private static FollowedRun Followed(Precision precision, RecurrentCase trial, RecurrentOutput output)
    {
        var arithmetic = new Arithmetic(precision);
        return new FollowedRun(output, Trajectory.FollowingOutput(CellFormulasIn(arithmetic), arithmetic, trial, output.Values));
    }

    private static Trajectory FromInitialState(Precision precision, RecurrentCase trial)
    {
        var arithmetic = new Arithmetic(precision);
        return Trajectory.FromInitialState(CellFormulasIn(arithmetic), arithmetic, trial);
    }

    private static CellFormulaFactory CellFormulasIn(Arithmetic arithmetic) =>
        (cell, parameters) => CellFormulas.Of(arithmetic, cell, parameters);

    private static BackPropagation BackPropagation(Precision precision, RecurrentCase trial) =>
        new(new Arithmetic(precision), trial, trial.Upstream!);

    /// <summary>Makes a verdict, enters it into the summary of the run, and demands that it is conclusive and refutes nothing.</summary>
    private static void Enter(string judged, string law, Precision precision, Action<Verdict> compare)
    {
        Tally tally = Tallies.GetOrAdd((judged, law), key =>
        {
            var added = new Tally(new Subject(key.Judged, key.Law));
            Scoreboard.Current.Add(added);
            return added;
        });
        var verdict = new Verdict(precision);
        long start = Stopwatch.GetTimestamp();
        try
        {
            compare(verdict);
        }
        catch
        {
            tally.AddFailure();
            throw;
        }

        tally.Elapsed += Stopwatch.GetElapsedTime(start);
        tally.Add(verdict);
        if (verdict.Refutation is { } worst)
        {
            throw new LawRefutedException(worst);
        }

        verdict.IsInconclusive.Should().BeFalse("a vector whose bounds are too wide shows nothing");
        verdict.Worst.Should().NotBeNull("a vector of which nothing is compared shows nothing");
    }
}
