using System.Globalization;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>
/// Numbers that are less to read than another: 0, 1, −1, ½, −½, then those of fewer decimal digits. Each is simpler in this order than
/// what it is proposed for, so that no chain of proposals comes back to where it began.
/// </summary>
internal static class SimplerNumber
{
    private const int MostDigits = 3;

    /// <summary>Numbers of the type that are simpler than an entry of a tensor; the simplest first.</summary>
    public static IEnumerable<double> Than(double value, ElementType type)
    {
        double[] simplest = double.IsFinite(value) ? value > 0 ? [0, 1, 0.5] : [0, 1, -1, 0.5, -0.5] : [0];
        foreach (double simple in simplest.TakeWhile(simple => simple != value))
        {
            yield return simple;
        }

        if (double.IsFinite(value) && !simplest.Contains(value))
        {
            foreach (double rounded in Rounded(value, type))
            {
                yield return rounded;
            }
        }
    }

    /// <summary>
    /// Numbers of the type that are simpler than a constant, whose sign they keep: a clip bound, or α or β of an activation.
    /// </summary>
    public static IEnumerable<double> ThanConstant(double value, ElementType type)
    {
        double half = Math.Sign(value) * 0.5;
        return value == half || value == 0 ? [] : Rounded(value, type).Where(rounded => rounded != half).Prepend(half);
    }

    /// <summary>How many decimal digits it takes to write a number.</summary>
    public static int Digits(double value, ElementType type) =>
        Print.Number(value, type).Split('E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('-').Trim('0').Length;

    private static IEnumerable<double> Rounded(double value, ElementType type)
    {
        int digits = Digits(value, type);
        for (int fewer = 1; fewer <= MostDigits && fewer < digits; fewer++)
        {
            string digitsLeft = value.ToString($"E{fewer - 1}", CultureInfo.InvariantCulture);
            double rounded = type.Round(double.Parse(digitsLeft, CultureInfo.InvariantCulture));

            // The largest numbers may round to infinity.
            if (double.IsFinite(rounded))
            {
                yield return rounded;
            }
        }
    }
}
