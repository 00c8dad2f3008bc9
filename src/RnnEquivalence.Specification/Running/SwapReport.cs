using System.Diagnostics;
using System.Globalization;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;

namespace RnnEquivalence.Running;

/// <summary>What a swap of backends brings beside the comparison of their numbers: features lost and gained, and time.</summary>
/// <param name="from">What the backend in use declares.</param>
/// <param name="to">What the one in its place declares.</param>
internal sealed class SwapReport(BackendTraits from, BackendTraits to) : ISummaryNote
{
    private long _from;
    private long _to;

    /// <inheritdoc/>
    public bool ComparesBackends => true;

    /// <summary>Runs something of the backend in use, and takes its time.</summary>
    public T From<T>(Func<T> run) => Timed(run, ref _from);

    /// <summary>Runs something of the backend in its place, and takes its time.</summary>
    public T To<T>(Func<T> run) => Timed(run, ref _to);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
          lost      {Difference(from, to)}
          gained    {Difference(to, from)}
          time      {Time()}

        """);

    private string Time() => _from == 0 ? "not taken" : string.Create(
        CultureInfo.InvariantCulture, $"{(double)_to / _from:G3} of what it was, to build a network and run it once");

    /// <summary>What the one declares and the other does not: features, variants of cells, and sizes and forms of them.</summary>
    private static string Difference(BackendTraits one, BackendTraits other)
    {
        string[] words =
        [
            .. Features(one, other),
            .. CellVariant.All.Where(variant => variant.IsDeclaredBy(one) && !variant.IsDeclaredBy(other)).Select(variant => variant.Name),
            .. from cell in Shared(one, other)
               where !one.Of(cell).Domain.IsWithin(other.Of(cell).Domain)
               select $"{cell} with other than {other.Of(cell).Domain}",
        ];
        return words.Length == 0 ? "nothing" : string.Join(", ", words);
    }

    /// <summary>
    /// The features of cells that both declare, but for those that make a variant of a cell; of which cells, where it is not all.
    /// </summary>
    private static IEnumerable<string> Features(BackendTraits one, BackendTraits other)
    {
        CellFeatures ofVariants = CellVariant.All.Select(variant => variant.Options).Aggregate((all, next) => all | next);
        foreach (CellFeatures feature in Enum.GetValues<CellFeatures>().Where(feature => feature != 0 && (feature & ofVariants) == 0))
        {
            RecurrentCell[] having = [.. Shared(one, other).Where(cell => one.Of(cell).Has(feature))];
            RecurrentCell[] lacking = [.. having.Where(cell => !other.Of(cell).Has(feature))];
            if (lacking.Length > 0)
            {
                yield return lacking.Length == having.Length ? $"{feature}" : $"{feature} of {string.Join(" and ", lacking)}";
            }
        }
    }

    private static IEnumerable<RecurrentCell> Shared(BackendTraits one, BackendTraits other) =>
        one.Cells.Keys.Where(other.Cells.ContainsKey).Order();

    private static T Timed<T>(Func<T> run, ref long total)
    {
        long start = Stopwatch.GetTimestamp();
        T result = run();
        Interlocked.Add(ref total, Stopwatch.GetTimestamp() - start);
        return result;
    }
}
