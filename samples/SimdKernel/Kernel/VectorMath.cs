using System.Numerics;

namespace Simd;

/// <summary>The two functions of a recurrent cell, on as many numbers at once as a register holds, and on the few that fill none.</summary>
internal static class VectorMath
{
    /// <summary>σ(x) = 1/(1 + e^−x).</summary>
    public static Vector<float> Sigmoid(Vector<float> x) => Vector<float>.One / (Vector<float>.One + Vector.Exp(-x));

    /// <summary>
    /// tanh(x) = ±(1 − 2/(e^2|x| + 1)), and near zero, where that cancels, the odd polynomial of S. L. Moshier's Cephes (tanhf).
    /// </summary>
    public static Vector<float> Tanh(Vector<float> x)
    {
        Vector<float> magnitude = Vector.Abs(x);
        Vector<float> large = Vector<float>.One - (new Vector<float>(2) / (Vector.Exp(magnitude + magnitude) + Vector<float>.One));

        Vector<float> square = x * x;
        var polynomial = new Vector<float>(-5.70498872745E-3f);
        polynomial = (polynomial * square) + new Vector<float>(2.06390887954E-2f);
        polynomial = (polynomial * square) - new Vector<float>(5.37397155531E-2f);
        polynomial = (polynomial * square) + new Vector<float>(1.33314422036E-1f);
        polynomial = (polynomial * square) - new Vector<float>(3.33332819422E-1f);
        Vector<float> small = (polynomial * square * x) + x;

        return Vector.ConditionalSelect(Vector.LessThan(magnitude, new Vector<float>(0.625f)), small, Vector.CopySign(large, x));
    }

    /// <summary>The first elements of a vector; the rest of it is zero.</summary>
    public static Vector<float> Load(ReadOnlySpan<float> elements)
    {
        if (elements.Length >= Vector<float>.Count)
        {
            return new Vector<float>(elements);
        }

        Span<float> padded = stackalloc float[Vector<float>.Count];
        padded.Clear();
        elements.CopyTo(padded);
        return new Vector<float>(padded);
    }

    /// <summary>Writes as much of a vector as there is room for.</summary>
    public static void Store(Vector<float> vector, Span<float> elements)
    {
        if (elements.Length >= Vector<float>.Count)
        {
            vector.CopyTo(elements);
            return;
        }

        Span<float> all = stackalloc float[Vector<float>.Count];
        vector.CopyTo(all);
        all[..elements.Length].CopyTo(elements);
    }
}
