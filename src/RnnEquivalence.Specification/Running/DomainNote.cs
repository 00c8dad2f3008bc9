using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Running;

/// <summary>Within what domain a backend was judged, of each of its cells that does not take everything.</summary>
internal sealed class DomainNote : ISummaryNote
{
    private readonly string _lines;

    private DomainNote(string lines) => _lines = lines;

    /// <summary>The note on a backend; null where it takes everything.</summary>
    public static DomainNote? Of(BackendTraits traits)
    {
        IEnumerable<(RecurrentCell Cell, string Words)> restricted = traits.Cells
            .OrderBy(cell => cell.Key)
            .Select(cell => (cell.Key, cell.Value.Domain.ToString()))
            .Where(cell => cell.Item2 != CellDomain.Everything.ToString());
        string lines = string.Concat(restricted.GroupBy(cell => cell.Words)
            .Select(alike => $"  domain    of {string.Join(", ", alike.Select(cell => cell.Cell))}: {alike.Key}\n"));
        return lines.Length == 0 ? null : new DomainNote(lines.ReplaceLineEndings());
    }

    /// <inheritdoc/>
    public override string ToString() => _lines;
}
