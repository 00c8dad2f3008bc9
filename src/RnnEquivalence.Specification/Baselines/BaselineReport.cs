using System.Globalization;
using RnnEquivalence.Running;

namespace RnnEquivalence.Baselines;

/// <summary>What a comparison with a record brings beside its two laws: where both were run, and which cells have moved.</summary>
/// <param name="run">The comparison.</param>
internal sealed class BaselineReport(BaselineRun run) : ISummaryNote
{
    /// <inheritdoc/>
    public bool ComparesBackends => true;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
          record    {run.Path}
          before    {run.Record!.Machine}
          now       {Machine.Description}
          moved     {Cells(moved: true)}
          the same  {Cells(moved: false)}

        """);

    /// <summary>The variants of which some case has other bits, and in how many cases, or those of which none has.</summary>
    private string Cells(bool moved)
    {
        string[] cells =
        [
            .. run.Results.GroupBy(result => result.Case.Variant.Name)
                .Where(cell => cell.Any(result => result.HasMoved) == moved)
                .Select(cell => moved ? $"{cell.Key} in {cell.Count(result => result.HasMoved)} of {cell.Count()} cases" : cell.Key),
        ];
        return cells.Length == 0 ? "nothing" : string.Join(", ", cells);
    }
}
