using System.Numerics;

namespace Simd;

/// <summary>
/// An LSTM of one layer in float32, fused: all four gates in one product [x, h]·W, and the cell update in one pass over its result.
/// i, f, o = σ(…), g = tanh(…), c' = f·c + i·g, h' = o·tanh(c').
/// </summary>
/// <param name="inputSize">I.</param>
/// <param name="hiddenSize">H.</param>
/// <param name="weights">Shape (I + H, 4·H), with the columns of i, f, g and o beside each other.</param>
public sealed class FusedLstm(int inputSize, int hiddenSize, PackedWeights weights)
{
    /// <summary>Runs a batch of sequences.</summary>
    /// <param name="shape">T, N and which of them comes first.</param>
    /// <param name="x">The inputs, I for each time step and row.</param>
    /// <param name="h">The state (N, H) before the first step; overwritten with that after the last.</param>
    /// <param name="c">The cell state (N, H), likewise.</param>
    /// <param name="y">The outputs, H for each time step and row; overwritten.</param>
    public void Run(SequenceShape shape, ReadOnlySpan<float> x, Span<float> h, Span<float> c, Span<float> y)
    {
        var joined = new float[inputSize + hiddenSize];
        var z = new float[4 * hiddenSize];
        for (int row = 0; row < shape.BatchSize; row++)
        {
            Span<float> hidden = h.Slice(row * hiddenSize, hiddenSize);
            Span<float> cell = c.Slice(row * hiddenSize, hiddenSize);
            for (int time = 0; time < shape.TimeSteps; time++)
            {
                int at = shape.IndexOf(time, row);
                x.Slice(at * inputSize, inputSize).CopyTo(joined);
                hidden.CopyTo(joined.AsSpan(inputSize));
                weights.Multiply(joined, z);
                Update(z, hidden, cell);
                hidden.CopyTo(y.Slice(at * hiddenSize, hiddenSize));
            }
        }
    }

    private void Update(ReadOnlySpan<float> z, Span<float> h, Span<float> c)
    {
        for (int unit = 0; unit < hiddenSize; unit += Vector<float>.Count)
        {
            int count = Math.Min(Vector<float>.Count, hiddenSize - unit);
            Vector<float> i = VectorMath.Sigmoid(VectorMath.Load(z.Slice(unit, count)));
            Vector<float> f = VectorMath.Sigmoid(VectorMath.Load(z.Slice(hiddenSize + unit, count)));
            Vector<float> g = VectorMath.Tanh(VectorMath.Load(z.Slice((2 * hiddenSize) + unit, count)));
            Vector<float> o = VectorMath.Sigmoid(VectorMath.Load(z.Slice((3 * hiddenSize) + unit, count)));
            Vector<float> next = (f * VectorMath.Load(c.Slice(unit, count))) + (i * g);
            VectorMath.Store(next, c.Slice(unit, count));
            VectorMath.Store(o * VectorMath.Tanh(next), h.Slice(unit, count));
        }
    }
}
