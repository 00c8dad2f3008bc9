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
