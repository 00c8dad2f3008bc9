namespace RnnEquivalence.Rounding;

/// <summary>
/// One product of a row of weights and a vector: its value, its magnitude, the error that the vector brings, and its terms.
/// </summary>
internal readonly record struct ProductTerm(double Sum, double Magnitude, double Error, int Count)
{
    public static ProductTerm Of(ReadOnlySpan<double> weights, BoundedVector vector)
    {
        DotProduct product = DotProduct.Of(weights, vector.Values);
        if (vector.IsExact)
        {
            return new ProductTerm(product.Sum, product.Magnitude, 0, product.Terms);
        }

        // Where a value is zero but not exactly so, the kernel's need not be zero: its term counts.
        double error = 0;
        int count = 0;
        for (int index = 0; index < weights.Length; index++)
        {
            error += Math.Abs(weights[index]) * vector.Radii[index];
            count += weights[index] != 0 && (vector.Values[index] != 0 || vector.Radii[index] != 0) ? 1 : 0;
        }

        return new ProductTerm(product.Sum, product.Magnitude, error, count);
    }
}
