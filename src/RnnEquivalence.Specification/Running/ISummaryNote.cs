namespace RnnEquivalence.Running;

/// <summary>What the summary says below the name of what is judged: whole lines, as they are when the run has ended.</summary>
public interface ISummaryNote
{
    /// <summary>Whether two backends are compared, so that the largest difference between their numbers is of interest.</summary>
    bool ComparesBackends => false;

    /// <summary>The lines.</summary>
    string ToString();
}
