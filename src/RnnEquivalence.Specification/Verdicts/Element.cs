using System.Globalization;
using RnnEquivalence.Model;

namespace RnnEquivalence.Verdicts;

/// <summary>One number that a kernel returned, held against what was expected.</summary>
/// <param name="Quantity">What was compared: y, h_n, c_n, and in what respect where a law compares several runs.</param>
/// <param name="Time">The time step, or null for a final state.</param>
/// <param name="Row">The row of the batch.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Expected">The value of the formula, or of the other run.</param>
/// <param name="Actual">The value returned.</param>
/// <param name="Bound">The largest difference that rounding explains.</param>
public readonly record struct Element(string Quantity, int? Time, int Row, int Unit, double Expected, double Actual, double Bound)
{
    /// <summary>Whether the number stands in a matrix of its own, such as a gradient, and not in a batch of units.</summary>
    public bool IsOfMatrix { get; init; }

    /// <summary>|actual − expected|; infinite where one of them is no finite number, even if they agree in that.</summary>
    public double Error => double.IsFinite(Actual) && double.IsFinite(Expected)
        ? Math.Abs(Actual - Expected)
        : double.PositiveInfinity;

    /// <summary>|error| ÷ bound: above 1, rounding does not explain the difference.</summary>
    public double Ratio => Error == 0 ? 0 : Error / Bound;

    /// <summary>Where the number stands: y[t=3, n=0, unit 2], dW_i[row 0, column 1].</summary>
    public string Place => IsOfMatrix ? string.Create(CultureInfo.InvariantCulture, $"{Quantity}[row {Row}, column {Unit}]")
        : Time is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"{Quantity}[t={time}, n={Row}, unit {Unit}]")
        : string.Create(CultureInfo.InvariantCulture, $"{Quantity}[n={Row}, unit {Unit}]");

    /// <summary>The comparison in five lines, for a failure message.</summary>
    public string Describe() => string.Create(CultureInfo.InvariantCulture, $"""
          element       {Place}
          expected      {Print.Number(Expected)}
          actual        {Print.Number(Actual)}
          |error|       {Error:G4}
          bound         {Bound:G4}   |error|/bound = {Ratio:G4}
        """);
}
