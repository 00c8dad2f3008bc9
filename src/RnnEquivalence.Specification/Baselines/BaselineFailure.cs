using System.Globalization;
using System.Text;
using RnnEquivalence.Model;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Baselines;

/// <summary>What a reader is told of a law of baselines that does not hold.</summary>
internal static class BaselineFailure
{
    /// <summary>
    /// Names backend, element, recorded and found number and bound of the case that is quickest to read, and writes it out.
    /// </summary>
    public static string Describe(BaselineRun run, string law, IReadOnlyList<CaseResult> results)
    {
        CaseResult[] refuted = [.. results.Where(result => !result.Outcome.Holds).OrderBy(result => result.Case.Trial.ToString().Length)];
        CaseResult first = refuted[0];
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{law} does not hold.");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"  backend       {run.Judged}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  record        {run.Path}{(run.Record is null ? ", not written" : "")}");
        text.AppendLine(first switch
        {
            { Outcome.Thrown: { } thrown } => $"  The kernel or the law threw:\n{Indent(thrown.ToString())}",
            { Recorded: { } recorded } => Compared(first, recorded, first.Outcome.Verdict.Refutation!.Value),
            _ => first.Outcome.Verdict.Refutation!.Value.Describe(),
        });
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{refuted.Length} of {results.Count} cases refute it. The shortest of them:");
        text.AppendLine();
        text.Append(Indent(first.Case.Trial.ToString()));
        return text.ToString();
    }

    private static string Compared(CaseResult result, RecurrentOutput recorded, Element element)
    {
        double number = NumberAt(recorded, result.Case.Trial.Architecture, element);
        string followed = number.Equals(element.Expected)
            ? ""
            : $"\n  expected      {Print.Number(element.Expected)}, the formula says, after the outputs that differ before it";
        return string.Create(CultureInfo.InvariantCulture, $"""
              element       {element.Place}
              recorded      {Print.Number(number)}{followed}
              found         {Print.Number(element.Actual)}
              |error|       {element.Error:G4}
              bound         {element.Bound:G4}   |error|/bound = {element.Ratio:G4}
            """);
    }

    /// <summary>The number of an output that an element names.</summary>
    public static double NumberAt(RecurrentOutput output, RecurrentArchitecture network, Element element)
    {
        if (element.Time is { } time)
        {
            bool isReverse = network.Directions == 2 && element.Quantity.EndsWith("reverse", StringComparison.Ordinal);
            return output.Values[time, element.Row, element.Unit + (isReverse ? network.StateSize : 0)];
        }

        for (int cell = 0; cell < network.Cells; cell++)
        {
            (int layer, int direction) = (cell / network.Directions, cell % network.Directions);
            string of = network.Cells == 1 ? "" : $" of {network.NameOf(layer, direction)}";
            CellState state = output.FinalState[layer, direction];
            if (element.Quantity == $"h_n{of}")
            {
                return state.Hidden[element.Row, element.Unit];
            }

            if (element.Quantity == $"c_n{of}")
            {
                return state.Cell![element.Row, element.Unit];
            }
        }

        throw new InvalidOperationException($"No output is called {element.Quantity}.");
    }

    private static string Indent(string text) =>
        string.Join('\n', text.Split('\n').Select(line => "  " + line.TrimEnd('\r')));
}
