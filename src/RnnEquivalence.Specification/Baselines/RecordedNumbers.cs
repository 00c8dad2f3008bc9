using RnnEquivalence.Model;

namespace RnnEquivalence.Baselines;

/// <summary>Tensors as a record holds them: the exact bits of each number in the backend's own format, little-endian, in base64.</summary>
internal static class RecordedNumbers
{
    /// <summary>Writes a tensor.</summary>
    /// <exception cref="BaselineException">A number is none of the element type, so its bits cannot be kept.</exception>
    public static string Write(string name, ElementType type, ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (!type.Represents(value))
            {
                throw new BaselineException(
                    $"{name} holds {Print.Number(value)}, which is no number of {type}, the format that the backend declares; "
                    + "its bits cannot be recorded.");
            }
        }

        var bytes = new byte[values.Length * type.Format().Size];
        type.Format().ToBytes(values, bytes);
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

        int size = type.Format().Size;
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out int found))
        {
            throw new BaselineException($"{place} is not base64: the record is damaged.");
        }

        if (found != (long)count * size)
        {
            throw new BaselineException(
                $"{place} has {found} bytes, but {count * size} are expected: ({string.Join(", ", shape.ToArray())}) numbers of {type}.");
        }

        var values = new double[count];
        type.Format().FromBytes(bytes.AsSpan(0, found), values);
        return values;
    }
}
