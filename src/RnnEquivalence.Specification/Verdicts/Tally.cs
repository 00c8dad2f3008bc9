namespace RnnEquivalence.Verdicts;

/// <summary>What all cases of one law on one backend add up to: one line of the run's summary.</summary>
public sealed class Tally : ICaseObserver
{
    private readonly Lock _lock = new();

    /// <summary>An empty tally.</summary>
    public Tally(Subject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        Subject = subject;
    }

    /// <summary>What its cases are about.</summary>
    public Subject Subject { get; }

    /// <summary>Cases run, shrinking not counted.</summary>
    public int Cases { get; private set; }

    /// <summary>Cases in which a bound was too wide to mean anything.</summary>
    public int Inconclusive { get; private set; }

    /// <summary>The worst conclusive element of all cases.</summary>
    public Element? Worst { get; private set; }

    /// <summary>Numbers of one run compared with those of another.</summary>
    public long ComparedNumbers { get; private set; }

    /// <summary>How many of <see cref="ComparedNumbers"/> had the same bits.</summary>
    public long IdenticalNumbers { get; private set; }

    /// <summary>The largest difference between a number of one run and that of another.</summary>
    public double LargestDifference { get; private set; }

    /// <summary>Whether a case refuted the law; later cases only shrink it and are not counted.</summary>
    public bool IsRefuted { get; private set; }

    /// <summary>The time that the cases took.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>The share of inconclusive cases, 0 to 1.</summary>
    public double InconclusiveShare => Cases == 0 ? 0 : (double)Inconclusive / Cases;

    /// <inheritdoc/>
    void ICaseObserver.CaseEnds(CaseOutcome outcome)
    {
        if (!outcome.IsDrawn)
        {
            return;
        }

        if (outcome.Thrown is null)
        {
            Add(outcome.Verdict);
        }
        else
        {
            AddFailure();
        }
    }

    /// <summary>Adds one case.</summary>
    public void Add(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);

        lock (_lock)
        {
            if (IsRefuted)
            {
                return;
            }

            Cases++;
            Inconclusive += verdict.IsInconclusive ? 1 : 0;
            ComparedNumbers += verdict.ComparedNumbers;
            IdenticalNumbers += verdict.IdenticalNumbers;
            LargestDifference = Math.Max(LargestDifference, verdict.LargestDifference);
            IsRefuted = verdict.Refutation is not null;
            if (verdict.Worst is { } worst && (Worst is null || worst.Ratio > Worst.Value.Ratio))
            {
                Worst = worst;
            }
        }
    }

    /// <summary>Marks the law as refuted by something other than a number, such as an exception of the kernel.</summary>
    public void AddFailure()
    {
        lock (_lock)
        {
            Cases += IsRefuted ? 0 : 1;
            IsRefuted = true;
        }
    }
}
