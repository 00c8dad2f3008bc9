using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>
/// Cases of one architecture and shape, each with numbers of its own, that are run one after another: one module is built and then loaded
/// with the parameters of the others. A family of one is a case that is built by itself, which most are.
/// </summary>
internal sealed class CaseFamily
{
    private readonly IEnumerable<RecurrentCase> _members;

    /// <summary>A family.</summary>
    /// <param name="members">Its members, drawn again whenever they are asked for; the same ones each time.</param>
    /// <param name="count">How many there are at most.</param>
    public CaseFamily(IEnumerable<RecurrentCase> members, int count) => (_members, Count) = (members, count);

    private CaseFamily(params RecurrentCase[] members)
        : this(members, members.Length)
    {
    }

    /// <summary>The cases, in the order in which they are run.</summary>
    public IEnumerable<RecurrentCase> Members => _members;

    /// <summary>How many there are at most.</summary>
    public int Count { get; }

    /// <summary>The place of the first member that was refuted, once one was.</summary>
    public int? Refuted { get; set; }

    /// <summary>A case by itself.</summary>
    public static CaseFamily Of(RecurrentCase trial) => new(trial);

    /// <summary>The member that was refuted.</summary>
    public RecurrentCase RefutedMember => Members.ElementAt(Refuted ?? 0);

    /// <summary>The members up to the one that was refuted, and never one by itself, which would have no module to share.</summary>
    public CaseFamily UpToRefuted()
    {
        int least = Math.Max(2, (Refuted ?? 0) + 1);
        return Count <= least ? this : new CaseFamily([.. Members.Take(least)]) { Refuted = Refuted };
    }

    /// <summary>
    /// Less that may be refuted as well: the refuted member by itself; where it is refuted only in a module that has been loaded, another
    /// member before it, and simpler numbers.
    /// </summary>
    /// <param name="shrink">Smaller cases than one.</param>
    public IEnumerable<CaseFamily> Smaller(Func<RecurrentCase, IEnumerable<RecurrentCase>> shrink)
    {
        RecurrentCase[] members = [.. UpToRefuted().Members];
        if (members.Length == 1)
        {
            return shrink(members[0]).Select(Of);
        }

        RecurrentCase refuted = RefutedMember;
        IEnumerable<CaseFamily> less = Count == 2
            ? shrink(refuted).Where(other => other.Architecture == refuted.Architecture).Select(other => new CaseFamily(members[0], other))
            : [new CaseFamily(members[0], members[^1]), new CaseFamily(members[^2], members[^1])];
        return less.Prepend(Of(refuted));
    }
}
