using RnnEquivalence.Verdicts;

namespace RnnEquivalence.SelfTests.Kills;

/// <summary>Notes at which case each measure first tells a mutant from a correct kernel.</summary>
internal sealed class KillWitness : IWitness
{
    private readonly Measure[] _measures = Measure.All();
    private readonly int?[] _first;
    private int _case;

    public KillWitness() => _first = new int?[_measures.Length];

    /// <summary>The number of that case, from 1 on, for each measure; null where there was none.</summary>
    public IReadOnlyList<int?> FirstKills => _first;

    public bool HasSeenEnough => Array.TrueForAll(_first, first => first is not null);

    public void Sees(Element element)
    {
        foreach (Measure measure in _measures)
        {
            measure.Sees(element);
        }
    }

    public void CaseEnds(Exception? thrown)
    {
        _case++;
        for (int index = 0; index < _measures.Length; index++)
        {
            // An exception needs no tolerance to be seen.
            if (_measures[index].EndCase() || thrown is not null)
            {
                _first[index] ??= _case;
            }
        }
    }
}
