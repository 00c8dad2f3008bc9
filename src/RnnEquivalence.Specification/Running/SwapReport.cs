using System.Diagnostics;
using System.Globalization;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;

namespace RnnEquivalence.Running;

/// <summary>What a swap of backends brings beside the comparison of their numbers: features lost and gained, and time.</summary>
/// <param name="from">What the backend in use declares.</param>
/// <param name="to">What the one in its place declares.</param>
internal sealed class SwapReport(BackendTraits from, BackendTraits to)
{
    private long _from;
    private long _to;

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
          time      {(_from == 0 ? "not taken" : $"{(double)_to / _from:G3} of what it was, to build a network and run it once")}

        """);

    private static string Difference(BackendTraits one, BackendTraits other)
    {
        string[] cells = [.. CellVariant.All.Where(variant => variant.IsDeclaredBy(one) && !variant.IsDeclaredBy(other)).Select(variant => variant.Name)];
        BackendFeatures structure = one.Features & ~other.Features & ~CellVariant.All.Select(variant => variant.Options).Aggregate((all, next) => all | next);
        string[] features = structure == BackendFeatures.None ? [] : [structure.ToString()];
        return cells.Length + features.Length == 0 ? "nothing" : string.Join(", ", [.. features, .. cells]);
    }

    private static T Timed<T>(Func<T> run, ref long total)
    {
        long start = Stopwatch.GetTimestamp();
        T result = run();
        Interlocked.Add(ref total, Stopwatch.GetTimestamp() - start);
        return result;
    }
}
