using System.Buffers.Binary;
using RnnEquivalence.Model;

namespace RnnEquivalence.Baselines;

/// <summary>Tensors as a record holds them: the exact bits of each number in the backend's own format, little-endian, in base64.</summary>
internal static class RecordedNumbers
{
    /// <summary>Writes a tensor.</summary>
    /// <exception cref="BaselineException">A number is none of the element type, so its bits cannot be kept.</exception>
    public static string Write(string name, ElementType type, ReadOnlySpan<double> values)
    {
        int size = SizeOf(type);
        var bytes = new byte[values.Length * size];
        for (int index = 0; index < values.Length; index++)
        {
            if (!type.Represents(values[index]))
            {
                throw new BaselineException(
                    $"{name} holds {Print.Number(values[index])}, which is no number of {type}, the format that the backend declares; its bits cannot be recorded.");
            }

            Span<byte> place = bytes.AsSpan(index * size, size);
            if (type == ElementType.Float32)
            {
                BinaryPrimitives.WriteSingleLittleEndian(place, (float)values[index]);
            }
            else
            {
                BinaryPrimitives.WriteDoubleLittleEndian(place, values[index]);
            }
        }

        return Convert.ToBase64String(bytes);
    }

    /// <summary>Reads a tensor.</summary>
    /// <param name="place">Where it stands, for a message.</param>
    /// <param name="type">The format of its numbers.</param>
    /// <param name="shape">The shape that the case requires.</param>
    /// <param name="text">What <see cref="Write"/> wrote.</param>
    /// <exception cref="BaselineException">It is not base64, or there are not as many numbers as the shape requires.</exception>
    public static double[] Read(string place, ElementType type, ReadOnlySpan<int> shape, string text)
    {
        int count = 1;
        foreach (int length in shape)
        {
            count *= length;
        }

        int size = SizeOf(type);
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out int found))
        {
            throw new BaselineException($"{place} is not base64: the record is damaged.");
        }

        if (found != count * size)
        {
            throw new BaselineException(
                $"{place} has {found} bytes, but {count * size} are expected: ({string.Join(", ", shape.ToArray())}) numbers of {type}.");
        }

        var values = new double[count];
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<byte> number = bytes.AsSpan(index * size, size);
            values[index] = type == ElementType.Float32
                ? BinaryPrimitives.ReadSingleLittleEndian(number)
                : BinaryPrimitives.ReadDoubleLittleEndian(number);
        }

        return values;
    }

    private static int SizeOf(ElementType type) => type == ElementType.Float32 ? sizeof(float) : sizeof(double);
}
