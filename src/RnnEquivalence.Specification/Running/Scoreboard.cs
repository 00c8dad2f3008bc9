using System.Globalization;
using System.Text;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Soaks;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Running;

/// <summary>The tallies of all laws of this run: the run's summary.</summary>
public sealed class Scoreboard
{
    private readonly List<Tally> _tallies = [];
    private readonly SortedDictionary<string, int> _skipped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Coverage> _coverage = [];
    private readonly Dictionary<string, ISummaryNote> _notes = [];
    private readonly Lock _lock = new();

    /// <summary>The scoreboard of this process.</summary>
    public static Scoreboard Current { get; } = new();

    /// <summary>What a soak leaves behind.</summary>
    internal SoakRecord Soak { get; } = new();

    /// <summary>Those who look on while the cases of a law are run, as the settings ask for them.</summary>
    internal IReadOnlyList<ICaseObserver> Observers(Settings settings) =>
    [
        .. settings.Of(Knobs.Coverage) ? [new CoverageObserver(this)] : Array.Empty<ICaseObserver>(),
        .. settings.Of(Knobs.Soak) is not null ? [Soak] : Array.Empty<ICaseObserver>(),
    ];

    /// <summary>Adds the tally of a law that has been run.</summary>
    public void Add(Tally tally)
    {
        lock (_lock)
        {
            _tallies.Add(tally);
        }
    }

    /// <summary>Adds the tally of a law that has been run, and what the law has to say beside it.</summary>
    public void Add(Law law, Tally tally)
    {
        ArgumentNullException.ThrowIfNull(law);

        Add(tally);
        if (law.Note is { } note)
        {
            Note(law.Judged, note);
        }
    }

    /// <summary>Counts a law that is skipped, because what is judged does not declare what the law is about.</summary>
    public void AddSkipped(string judged)
    {
        lock (_lock)
        {
            _skipped[judged] = _skipped.GetValueOrDefault(judged) + 1;
        }
    }

    /// <summary>Prints something below the name of what is judged, as it is when the run has ended.</summary>
    public void Note(string judged, ISummaryNote note)
    {
        lock (_lock)
        {
            _notes[judged] = note;
        }
    }

    /// <summary>Counts what kind of case a backend was run on.</summary>
    public void Cover(string backend, RecurrentCase trial)
    {
        lock (_lock)
        {
            if (!_coverage.TryGetValue(backend, out Coverage? coverage))
            {
                _coverage.Add(backend, coverage = new Coverage());
            }

            coverage.Add(trial);
        }
    }

    /// <summary>All tallies so far, by backend and law.</summary>
    public IReadOnlyList<Tally> Tallies
    {
        get
        {
            lock (_lock)
            {
                return
                [
                    .. _tallies.OrderBy(tally => tally.Subject.Judged, StringComparer.Ordinal)
                        .ThenBy(tally => tally.Subject.Law, StringComparer.Ordinal),
                ];
            }
        }
    }

    /// <summary>How many laws are skipped by declaration, by what is judged.</summary>
    public IReadOnlyDictionary<string, int> Skipped
    {
        get
        {
            lock (_lock)
            {
                return new SortedDictionary<string, int>(_skipped, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>
    /// One line per backend and law: cases run, share of inconclusive ones, worst |error| ÷ bound, share of
    /// bit-identical numbers where two runs are compared, cases per second. Below them, how many laws are skipped because the backend
    /// does not declare what they are about.
    /// </summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (IGrouping<string, Tally> backend in Tallies.GroupBy(tally => tally.Subject.Judged))
        {
            ISummaryNote? note = _notes.GetValueOrDefault(backend.Key);
            text.AppendLine(backend.Key).Append(note);
            AppendTallies(text, [.. backend], note is { ComparesBackends: true });
            AppendSkipped(text, backend.Key);
            if (_coverage.TryGetValue(backend.Key, out Coverage? coverage))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  what the {coverage.Cases} cases were").Append(coverage);
            }
        }

        foreach (string judged in Skipped.Keys.Except(Tallies.Select(tally => tally.Subject.Judged)))
        {
            AppendSkipped(text.AppendLine(judged), judged);
        }

        return text.ToString();
    }

    private static void AppendTallies(StringBuilder text, IReadOnlyList<Tally> tallies, bool compares)
    {
        int width = tallies.Max(tally => tally.Subject.Law.Length);
        text.Append("  ").Append("law".PadRight(width)).Append("    cases  inconclusive  worst |error|/bound  equal bits");
        text.Append(compares ? "  worst |difference|" : "").AppendLine("  cases/s");
        foreach (Tally tally in tallies)
        {
            text.Append("  ").Append(tally.Subject.Law.PadRight(width));
            text.Append(CultureInfo.InvariantCulture, $"  {tally.Cases,7}  {Percent(tally.InconclusiveShare),12}");
            text.Append(CultureInfo.InvariantCulture, $"  {Worst(tally),19}  {EqualBits(tally),10}");
            text.Append(CultureInfo.InvariantCulture, $"{(compares ? $"  {Difference(tally),18}" : "")}");
            text.Append(CultureInfo.InvariantCulture, $"  {tally.Cases / tally.Elapsed.TotalSeconds,7:F0}");
            text.AppendLine(tally.IsRefuted ? "  REFUTED" : "");
        }
    }

    private void AppendSkipped(StringBuilder text, string judged)
    {
        if (Skipped.TryGetValue(judged, out int laws))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  skipped by declaration: {laws} {(laws == 1 ? "law" : "laws")}");
        }
    }

    private static string Percent(double share) => share.ToString("P2", CultureInfo.InvariantCulture);

    private static string Worst(Tally tally) => tally switch
    {
        { Worst: null } => "nothing compared",
        { ComparedNumbers: > 0 } when tally.IdenticalNumbers == tally.ComparedNumbers && tally.Worst.Value.Ratio == 0 =>
            "0 (all bits equal)",
        _ => tally.Worst.Value.Ratio.ToString("G3", CultureInfo.InvariantCulture),
    };

    private static string Difference(Tally tally) => tally.LargestDifference.ToString("G3", CultureInfo.InvariantCulture);

    private static string EqualBits(Tally tally) =>
        tally.ComparedNumbers == 0 ? "-" : Percent((double)tally.IdenticalNumbers / tally.ComparedNumbers);

    private sealed class CoverageObserver(Scoreboard board) : ICaseObserver
    {
        public void CaseEnds(CaseOutcome outcome)
        {
            if (outcome is { IsDrawn: true, Holds: true })
            {
                board.Cover(outcome.Subject.Judged, outcome.Trial);
            }
        }
    }
}
