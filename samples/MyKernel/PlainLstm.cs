// An LSTM as plain as can be, which knows nothing of the suite: all arrays row by row, h and c updated in place.
internal static class PlainLstm
{
    public static void Run(
        float[] w, float[] r, float[] b, float[] x, float[] h, float[] c, float[] y,
        int steps, int rows, int inputs, int units, bool batchFirst)
    {
        var next = new float[units];
        for (int row = 0; row < rows; row++)
        {
            Span<float> ownH = h.AsSpan(row * units, units);
            Span<float> ownC = c.AsSpan(row * units, units);
            for (int step = 0; step < steps; step++)
            {
                int place = batchFirst ? (row * steps) + step : (step * rows) + row;
                ReadOnlySpan<float> ownX = x.AsSpan(place * inputs, inputs);
                for (int unit = 0; unit < units; unit++)
                {
                    float i = Sigmoid(Preactivation(w, r, b, ownX, ownH, unit));
                    float f = Sigmoid(Preactivation(w, r, b, ownX, ownH, units + unit));
                    float g = MathF.Tanh(Preactivation(w, r, b, ownX, ownH, (2 * units) + unit));
                    float o = Sigmoid(Preactivation(w, r, b, ownX, ownH, (3 * units) + unit));
                    ownC[unit] = (f * ownC[unit]) + (i * g);
                    next[unit] = o * MathF.Tanh(ownC[unit]);
                }

                next.CopyTo(ownH);
                next.CopyTo(y.AsSpan(place * units, units));
            }
        }
    }

    // W·x + R·h + b of one row of the stacked gates.
    private static float Preactivation(float[] w, float[] r, float[] b, ReadOnlySpan<float> x, ReadOnlySpan<float> h, int row)
    {
        float z = b[row];
        for (int k = 0; k < x.Length; k++)
        {
            z += w[(row * x.Length) + k] * x[k];
        }

        for (int k = 0; k < h.Length; k++)
        {
            z += r[(row * h.Length) + k] * h[k];
        }

        return z;
    }

    private static float Sigmoid(float z) => 1 / (1 + MathF.Exp(-z));
}
