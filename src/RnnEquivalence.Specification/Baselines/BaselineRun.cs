using System.Diagnostics;
using System.Globalization;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Baselines;

/// <summary>One backend run on all fixed cases, to be recorded, or to be compared with its record.</summary>
internal sealed class BaselineRun
{
    private readonly List<CaseResult> _results = [];
    private readonly Dictionary<BaselineGroup, TimeSpan> _elapsed = [];

    private BaselineRun(string judged, string path)
    {
        Judged = judged;
        Path = path;
    }

    /// <summary>What is judged, as the summary names it.</summary>
    public string Judged { get; }

    /// <summary>The path of the record.</summary>
    public string Path { get; }

    /// <summary>What the run was compared with; null where it was recorded.</summary>
    public BaselineRecord? Record { get; private init; }

    /// <summary>What came of each case.</summary>
    public IReadOnlyList<CaseResult> Results => _results;

    /// <summary>
    /// Runs the backend and records what it returns, if that is what the formulas say: what they do not, no bound could be given to.
    /// </summary>
    /// <exception cref="BaselineException">The record cannot be written.</exception>
    public static BaselineRun Recorded(IRecurrentBackend backend, string folder)
    {
        var file = new BaselineFile(folder, backend.GetType());
        var reference = new Reference(backend.Traits);
        IReadOnlyList<BaselineCase> cases = BaselineCases.Draw(backend.Traits, BaselineCases.Seed);
        var recorded = new List<RecordedCase>();
        var run = new BaselineRun($"{backend.Name}, recorded in {file.Path}", file.Path);
        foreach (BaselineCase one in cases)
        {
            run.Judge(one, backend, recorded: null, (output, verdict) =>
            {
                verdict.Compare(reference.Follow(one.Trial, output), output);
                recorded.Add(RecordedCase.Of(one, output));
            });
        }

        if (run._results.TrueForAll(result => result.Outcome.Holds))
        {
            file.Write(new BaselineRecord(
                BaselineRecord.CurrentFormat,
                backend.GetType().FullName!,
                backend.Name,
                Machine.Description,
                DateTime.UtcNow.ToString("u", CultureInfo.InvariantCulture),
                RecordedTraits.Of(backend.Traits),
                BaselineCases.Seed,
                cases.Count,
                Checksum: "",
                recorded));
        }

        return run;
    }

    /// <summary>Runs the backend and holds what it returns against what was recorded.</summary>
    /// <exception cref="BaselineException">There is no such record, or it is of other cases.</exception>
    public static BaselineRun Compared(IRecurrentBackend backend, string folder)
    {
        var file = new BaselineFile(folder, backend.GetType());
        BaselineRecord record = file.Read();
        if (record.Traits.LackingIn(backend.Traits).ToArray() is { Length: > 0 } lacking)
        {
            throw new BaselineException(
                $"{file.Path} holds cases that {backend.Name} does not declare any more: {string.Join(", ", lacking)}. "
                + $"Give the old version the same declaration, and record it anew: {Knobs.Record}=folder");
        }

        // The cases are those of the old declaration, and what was recorded is as precise as was declared then.
        BackendTraits traits = record.Traits.ToTraits(backend.Traits);
        IReadOnlyList<BaselineCase> cases = BaselineCases.Draw(traits, record.Seed);
        RequireSameCases(file.Path, record, cases);
        RecurrentOutput[] recorded =
            [.. cases.Select((one, index) => record.Cases[index].Output($"{file.Path}, case {index + 1} ({one.Description})", one.Trial))];

        var reference = new Reference(backend.Traits);
        var referenceOfRecord = new Reference(traits);
        var run = new BaselineRun($"{record.Backend}, recorded {record.Recorded} → {backend.Name}", file.Path) { Record = record };
        for (int index = 0; index < cases.Count; index++)
        {
            RecurrentCase trial = cases[index].Trial;
            RecurrentOutput before = recorded[index];
            run.Judge(cases[index], backend, before, (after, verdict) => verdict.CompareRuns(
                "",
                new FollowedRun(before, referenceOfRecord.Follow(trial, before)),
                new FollowedRun(after, reference.Follow(trial, after))));
        }

        return run;
    }

    /// <summary>What the cases of a law add up to, for the summary.</summary>
    public Tally TallyOf(BaselineGroup group, string law)
    {
        var tally = new Tally(new Subject(Judged, law)) { Elapsed = _elapsed.GetValueOrDefault(group) };
        foreach (CaseResult result in Of(group))
        {
            if (result.Outcome.Thrown is null)
            {
                tally.Add(result.Outcome.Verdict);
            }
            else
            {
                tally.AddFailure();
            }
        }

        return tally;
    }

    /// <summary>Says nothing, or why the law does not hold.</summary>
    /// <exception cref="EquivalenceException">
    /// A case refutes it, or too many prove nothing; or nothing was recorded because of the other law.
    /// </exception>
    public void ThrowUnlessHeld(BaselineGroup group, string law)
    {
        CaseResult[] results = [.. Of(group)];
        if (results.Any(result => !result.Outcome.Holds))
        {
            throw new EquivalenceException(BaselineFailure.Describe(this, law, results));
        }

        if (Array.TrueForAll(results, result => result.Outcome.Verdict.Worst is null))
        {
            throw new EquivalenceException($"{law}: not one conclusive number was compared, so the law holds of nothing.");
        }

        int inconclusive = results.Count(result => result.Outcome.Verdict.IsInconclusive);
        if (inconclusive > LawReport.InconclusiveLimit * results.Length)
        {
            string found = string.Create(
                CultureInfo.InvariantCulture,
                $"{inconclusive} of {results.Length} cases were inconclusive, more than {LawReport.InconclusiveLimit:P0}");
            throw new EquivalenceException($"{law}: {found}. Their bounds are too wide to mean anything, so the law was not shown.");
        }

        if (Record is null && _results.Exists(result => !result.Outcome.Holds))
        {
            throw new EquivalenceException($"{law} holds, but {Path} was not written, since cases of other laws are refuted.");
        }
    }

    private IEnumerable<CaseResult> Of(BaselineGroup group) => _results.Where(result => result.Case.Group == group);

    private void Judge(BaselineCase one, IRecurrentBackend backend, RecurrentOutput? recorded, Action<RecurrentOutput, Verdict> law)
    {
        long start = Stopwatch.GetTimestamp();
        var runner = new CaseRunner(new Subject(Judged, one.Group.ToString()), backend.Traits, callsAlone: false);
        CaseOutcome outcome = runner.Run(one.Trial, (trial, verdict) => law(backend.Run(trial), verdict));
        _results.Add(new CaseResult(one, outcome, recorded));
        _elapsed[one.Group] = _elapsed.GetValueOrDefault(one.Group) + Stopwatch.GetElapsedTime(start);
    }

    private static void RequireSameCases(string path, BaselineRecord record, IReadOnlyList<BaselineCase> cases)
    {
        string remedy = "The cases that this version of the suite draws are others than those recorded, so that nothing can be compared. "
            + $"Record anew, with this version of the suite and the old version of the library: {Knobs.Record}=folder";
        if (record.Cases.Count != cases.Count)
        {
            throw new BaselineException(
                $"{path} cannot be compared with: {cases.Count} cases are expected, but {record.Cases.Count} are found. {remedy}");
        }

        for (int index = 0; index < cases.Count; index++)
        {
            string expected = CaseDigest.Of(cases[index].Trial);
            RecordedCase found = record.Cases[index];
            if (found.Inputs != expected)
            {
                throw new BaselineException($"""
                    {path} cannot be compared with: case {index + 1} is another one.
                      expected      {cases[index].Description}, digest {expected}
                      found         {found.Case}, digest {found.Inputs}
                    {remedy}
                    """);
            }
        }
    }
}

/// <summary>What came of one of the fixed cases.</summary>
/// <param name="Case">The case.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Recorded">What was recorded for it; null where the run itself is to be recorded.</param>
internal sealed record CaseResult(BaselineCase Case, CaseOutcome Outcome, RecurrentOutput? Recorded)
{
    /// <summary>Whether any number is another one than was recorded.</summary>
    public bool HasMoved => Outcome.Thrown is not null || Outcome.Verdict.IdenticalNumbers < Outcome.Verdict.ComparedNumbers;
}
