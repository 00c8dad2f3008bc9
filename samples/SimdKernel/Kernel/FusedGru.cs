using System.Numerics;

namespace Simd;

/// <summary>
/// A GRU of one layer in float32 with the reset gate after the recurrent product, fused into one product for the input and one for the
/// state. r, z = σ(…), n = tanh(W·x + b_x + r·(R·h + b_h)), h' = (1 − z)·n + z·h.
/// </summary>
/// <param name="inputSize">I.</param>
/// <param name="hiddenSize">H.</param>
/// <param name="inputWeights">Shape (I, 3·H), with the columns of r, z and n beside each other.</param>
/// <param name="recurrentWeights">Shape (H, 3·H), likewise.</param>
public sealed class FusedGru(int inputSize, int hiddenSize, PackedWeights inputWeights, PackedWeights recurrentWeights)
{
    /// <summary>Runs a batch of sequences.</summary>
    /// <param name="shape">T, N and which of them comes first.</param>
    /// <param name="x">The inputs, I for each time step and row.</param>
    /// <param name="h">The state (N, H) before the first step; overwritten with that after the last.</param>
    /// <param name="y">The outputs, H for each time step and row; overwritten.</param>
    public void Run(SequenceShape shape, ReadOnlySpan<float> x, Span<float> h, Span<float> y)
    {
        var fromInput = new float[3 * hiddenSize];
        var fromState = new float[3 * hiddenSize];
        for (int row = 0; row < shape.BatchSize; row++)
        {
            Span<float> hidden = h.Slice(row * hiddenSize, hiddenSize);
            for (int time = 0; time < shape.TimeSteps; time++)
            {
                int at = shape.IndexOf(time, row);
                inputWeights.Multiply(x.Slice(at * inputSize, inputSize), fromInput);
                recurrentWeights.Multiply(hidden, fromState);
                Update(fromInput, fromState, hidden);
                hidden.CopyTo(y.Slice(at * hiddenSize, hiddenSize));
            }
        }
    }

    private void Update(ReadOnlySpan<float> fromInput, ReadOnlySpan<float> fromState, Span<float> h)
    {
        for (int unit = 0; unit < hiddenSize; unit += Vector<float>.Count)
        {
            int count = Math.Min(Vector<float>.Count, hiddenSize - unit);
            Vector<float> r = VectorMath.Sigmoid(
                VectorMath.Load(fromInput.Slice(unit, count)) + VectorMath.Load(fromState.Slice(unit, count)));
            Vector<float> z = VectorMath.Sigmoid(
                VectorMath.Load(fromInput.Slice(hiddenSize + unit, count)) + VectorMath.Load(fromState.Slice(hiddenSize + unit, count)));
            Vector<float> n = VectorMath.Tanh(
                VectorMath.Load(fromInput.Slice((2 * hiddenSize) + unit, count))
                + (r * VectorMath.Load(fromState.Slice((2 * hiddenSize) + unit, count))));
            VectorMath.Store(((Vector<float>.One - z) * n) + (z * VectorMath.Load(h.Slice(unit, count))), h.Slice(unit, count));
        }
    }
}
