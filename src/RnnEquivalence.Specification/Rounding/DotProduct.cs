using System.Numerics;
using System.Runtime.InteropServices;

namespace RnnEquivalence.Rounding;

/// <summary>Σ a·b in binary64, with what the error bound of such a sum needs, all in one pass.</summary>
/// <param name="Sum">Σ a·b.</param>
/// <param name="Magnitude">Σ |a·b|.</param>
/// <param name="Terms">How many of the products have two factors that are not zero.</param>
internal readonly record struct DotProduct(double Sum, double Magnitude, int Terms)
{
    public static DotProduct Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        double magnitude = 0;
        long terms = 0;
        int done = 0;
        if (a.Length >= Vector<double>.Count)
        {
            ReadOnlySpan<Vector<double>> left = MemoryMarshal.Cast<double, Vector<double>>(a);
            ReadOnlySpan<Vector<double>> right = MemoryMarshal.Cast<double, Vector<double>>(b[..a.Length]);
            Vector<double> sums = Vector<double>.Zero;
            Vector<double> magnitudes = Vector<double>.Zero;
            Vector<long> zeros = Vector<long>.Zero;
            for (int lane = 0; lane < left.Length; lane++)
            {
                Vector<double> product = left[lane] * right[lane];
                sums += product;
                magnitudes += Vector.Abs(product);

                // A comparison that holds is −1. The operands are asked, since a product may also vanish by underflow.
                zeros += Vector.Equals(left[lane], Vector<double>.Zero) | Vector.Equals(right[lane], Vector<double>.Zero);
            }

            sum = Vector.Sum(sums);
            magnitude = Vector.Sum(magnitudes);
            done = left.Length * Vector<double>.Count;
            terms = Vector.EqualsAll(zeros, Vector<long>.Zero) ? done : done + Vector.Sum(zeros);
        }

        for (; done < a.Length; done++)
        {
            double product = a[done] * b[done];
            sum += product;
            magnitude += Math.Abs(product);
            terms += a[done] != 0 && b[done] != 0 ? 1 : 0;
        }

        return new DotProduct(sum, magnitude, (int)terms);
    }
}
