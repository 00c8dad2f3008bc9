using RnnEquivalence.Verdicts;

namespace RnnEquivalence.SelfTests.Kills;

/// <summary>Notes at which case each measure first tells a mutant from a correct kernel.</summary>
internal sealed class KillWitness(params Measure[] measures) : IWitness
{
    private readonly int?[] _first = new int?[measures.Length];
    private int _case;

    /// <summary>The number of that case, from 1 on, for each measure; null where there was none.</summary>
    public IReadOnlyList<int?> FirstKills => _first;

    /// <summary>Whether every measure has told the mutant apart.</summary>
    public bool HasSeenEnough => Array.TrueForAll(_first, first => first is not null);

    public void Sees(Element element)
    {
        foreach (Measure measure in measures)
        {
            measure.Sees(element);
        }
    }

    public void CaseEnds(CaseOutcome outcome)
    {
        _case++;
        for (int index = 0; index < measures.Length; index++)
        {
            // A mutant computes something else. Where it throws, it has met a cell that it was not made for, which shows nothing.
            if (measures[index].EndCase() && outcome.Thrown is null)
            {
                _first[index] ??= _case;
            }
        }
    }
}
