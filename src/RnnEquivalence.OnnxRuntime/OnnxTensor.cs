using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using RnnEquivalence.Conventions;
using RnnEquivalence.Model;

namespace RnnEquivalence.Backends.OnnxRuntime;

/// <summary>A named tensor of float32, and how the numbers of the model become such tensors and back.</summary>
/// <param name="Name">The name of an input.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Values">Its values, row by row.</param>
internal sealed record OnnxTensor(string Name, long[] Shape, float[] Values)
{
    /// <summary>x (T, N, I), or (N, T, I).</summary>
    public static OnnxTensor FromSequence(string name, Sequence x, bool batchFirst)
    {
        long[] shape = batchFirst ? [x.BatchSize, x.TimeSteps, x.Features] : [x.TimeSteps, x.BatchSize, x.Features];
        return new OnnxTensor(name, shape, x.ToSingles(batchFirst));
    }

    /// <summary>One matrix (N, features) per direction, stacked to (D, N, features).</summary>
    public static OnnxTensor FromMatrices(string name, IReadOnlyList<Matrix> matrices)
    {
        (int rows, int columns) = (matrices[0].Rows, matrices[0].Columns);
        var values = new float[matrices.Count * rows * columns];
        for (int index = 0; index < matrices.Count; index++)
        {
            matrices[index].CopyTo(values.AsSpan(index * rows * columns, rows * columns));
        }

        return new OnnxTensor(name, [matrices.Count, rows, columns], values);
    }

    /// <summary>Weights of any shape.</summary>
    public static OnnxTensor FromWeights(string name, WeightTensor weights)
    {
        return new OnnxTensor(name, [.. weights.Shape], weights.ToSingles());
    }

    /// <summary>The sequence that a tensor (T, N, features) or (N, T, features) holds.</summary>
    public static Sequence ToSequence(OrtValue y, bool batchFirst)
    {
        int[] shape = ShapeOf(y);
        (int timeSteps, int batch) = batchFirst ? (shape[1], shape[0]) : (shape[0], shape[1]);
        return Sequence.FromSingles(timeSteps, batch, shape[2], y.GetTensorDataAsSpan<float>(), batchFirst);
    }

    /// <summary>The matrix of one direction in a tensor (D, N, features).</summary>
    public static Matrix ToMatrix(OrtValue state, int direction)
    {
        int[] shape = ShapeOf(state);
        int length = shape[1] * shape[2];
        return Matrix.FromSingles(shape[1], shape[2], state.GetTensorDataAsSpan<float>().Slice(direction * length, length));
    }

    /// <summary>The tensor as a value of ONNX Runtime, in memory of its own, which is aligned.</summary>
    public OrtValue ToValue()
    {
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, Shape);
        Values.CopyTo(value.GetTensorMutableDataAsSpan<float>());
        return value;
    }

    /// <summary>The lengths of the rows as a value of ONNX Runtime.</summary>
    public static OrtValue ToValue(int[] lengths)
    {
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Int32, [lengths.Length]);
        lengths.CopyTo(value.GetTensorMutableDataAsSpan<int>());
        return value;
    }

    private static int[] ShapeOf(OrtValue value) => Array.ConvertAll(value.GetTensorTypeAndShape().Shape, size => (int)size);
}
