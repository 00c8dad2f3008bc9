using System.Runtime.InteropServices;
using RnnEquivalence.Conventions;
using RnnEquivalence.Model;

namespace RnnEquivalence.Tests.Golden.Onnx;

/// <summary>A tensor of a node test: <c>TensorProto</c> with the fields dims = 1, data_type = 2, raw_data = 9.</summary>
internal sealed class OnnxTestTensor
{
    private const long Float = 1;
    private const long Int32 = 6;

    private readonly ProtobufFields _tensor;
    private readonly int[] _shape;

    /// <summary>Reads a tensor.</summary>
    /// <param name="file">What the file is called in messages.</param>
    /// <param name="message">Its bytes.</param>
    /// <exception cref="Fixtures.FixtureException">It is no such tensor.</exception>
    public OnnxTestTensor(string file, byte[] message)
    {
        _tensor = ProtobufFields.Of(file, message);
        _shape = [.. _tensor.Integers(1).Select(size => (int)size)];
    }

    /// <summary>The size of one axis of a tensor of so many axes.</summary>
    public int Size(int axis, int axes) => _shape.Length == axes
        ? _shape[axis]
        : throw _tensor.Mismatch("dims", $"{axes} axes", $"the shape ({string.Join(", ", _shape)})");

    /// <summary>The singles of a tensor of some shape.</summary>
    public double[] Singles(params int[] shape) => Array.ConvertAll(Read<float>(Float, "float32", shape), value => (double)value);

    /// <summary>The integers of a tensor of some shape.</summary>
    public int[] Integers(params int[] shape) => Read<int>(Int32, "int32", shape);

    /// <summary>A tensor of weights of some shape.</summary>
    public WeightTensor Tensor(params int[] shape) => new(shape, Singles(shape));

    /// <summary>A tensor whose axis of directions, of length 1, is left out.</summary>
    public Matrix Matrix(int rows, int columns, params int[] shape) => new(rows, columns, Singles(shape));

    /// <summary>Little-endian numbers, as every host has them that .NET runs on.</summary>
    private T[] Read<T>(long type, string name, int[] shape)
        where T : unmanaged
    {
        if (_tensor.Integer(2) != type)
        {
            throw _tensor.Mismatch("data_type", $"{type} ({name})", $"{_tensor.Integer(2)}");
        }

        if (!_shape.SequenceEqual(shape))
        {
            throw _tensor.Mismatch("dims", $"the shape ({string.Join(", ", shape)})", $"({string.Join(", ", _shape)})");
        }

        byte[] bytes = _tensor.Bytes(9, "raw_data") ?? throw _tensor.Mismatch("raw_data", "the numbers of the tensor", "none");
        T[] values = MemoryMarshal.Cast<byte, T>(bytes).ToArray();
        int expected = shape.Aggregate(1, (product, size) => product * size);
        return values.Length == expected ? values : throw _tensor.Mismatch("raw_data", $"{expected} numbers", $"{bytes.Length} bytes");
    }
}
