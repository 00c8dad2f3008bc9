using System.Numerics;

namespace RnnEquivalence.Model;

/// <summary>Between the doubles of the model and the singles of a kernel. A number of a float32 network is the same in both.</summary>
internal static class Singles
{
    /// <summary>Rounds each value to single precision.</summary>
    public static void Store(ReadOnlySpan<double> values, Span<float> target)
    {
        for (int index = 0; index < values.Length; index++)
        {
            target[index] = (float)values[index];
        }
    }

    /// <summary>Rounds each value to single precision, where it stands.</summary>
    public static void Round(Span<double> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = (float)values[index];
        }
    }

    /// <summary>Whether no value, NaN aside, changes if it is rounded to single precision.</summary>
    public static bool Represent(ReadOnlySpan<double> values)
    {
        int whole = values.Length - (values.Length % Vector<float>.Count);
        for (int index = 0; index < whole; index += Vector<float>.Count)
        {
            var low = new Vector<double>(values[index..]);
            var high = new Vector<double>(values[(index + Vector<double>.Count)..]);
            Vector.Widen(Vector.Narrow(low, high), out Vector<double> lowAgain, out Vector<double> highAgain);
            if (!AreSameOrNotANumber(low, lowAgain) || !AreSameOrNotANumber(high, highAgain))
            {
                return false;
            }
        }

        foreach (double value in values[whole..])
        {
            if ((float)value != value && !double.IsNaN(value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreSameOrNotANumber(Vector<double> given, Vector<double> rounded) =>
        Vector.EqualsAll(Vector.Equals(given, rounded) | ~Vector.Equals(given, given), Vector<long>.AllBitsSet);

    /// <summary>As many singles.</summary>
    public static float[] From(ReadOnlySpan<double> values)
    {
        var singles = new float[values.Length];
        Store(values, singles);
        return singles;
    }

    /// <summary>Widens each value.</summary>
    public static void Load(ReadOnlySpan<float> source, Span<double> values)
    {
        for (int index = 0; index < source.Length; index++)
        {
            values[index] = source[index];
        }
    }

    /// <summary>As many doubles.</summary>
    public static double[] ToDoubles(ReadOnlySpan<float> source)
    {
        var values = new double[source.Length];
        Load(source, values);
        return values;
    }
}
