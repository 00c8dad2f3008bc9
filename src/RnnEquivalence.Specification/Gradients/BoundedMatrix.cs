using RnnEquivalence.Rounding;

namespace RnnEquivalence.Gradients;

/// <summary>A matrix of numbers with their bounds, row by row.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="Values">The numbers.</param>
internal sealed record BoundedMatrix(int Rows, int Columns, Bounded[] Values)
{
    public static BoundedMatrix Of(int rows, int columns, ReadOnlySpan<BoundedSum> sums, Arithmetic arithmetic)
    {
        var values = new Bounded[sums.Length];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = sums[index].Total(arithmetic);
        }

        return new BoundedMatrix(rows, columns, values);
    }
}
