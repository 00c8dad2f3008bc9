using RnnEquivalence.Model;

namespace RnnEquivalence.Verdicts;

/// <summary>Looks on while cases are run, to count or to record them.</summary>
internal interface ICaseObserver
{
    /// <summary>A case is about to be run. No foreign code has been entered on its behalf.</summary>
    void CaseBegins(Subject subject, RecurrentCase trial)
    {
    }

    /// <summary>A case has come to its end.</summary>
    void CaseEnds(CaseOutcome outcome)
    {
    }
}

/// <summary>Looks at every number that is compared, to judge by another measure.</summary>
internal interface IWitness : ICaseObserver
{
    /// <summary>A number has been held against what was expected.</summary>
    void Sees(Element element);
}
