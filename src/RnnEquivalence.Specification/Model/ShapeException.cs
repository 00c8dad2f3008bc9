namespace RnnEquivalence.Model;

/// <summary>Something does not have the shape that its place requires.</summary>
public sealed class ShapeException : ArgumentException
{
    /// <summary>Reports a mismatch of shapes.</summary>
    /// <param name="what">What was looked at, as the reader knows it: "Wy", "initial state h0".</param>
    /// <param name="expected">The required shape.</param>
    /// <param name="found">The shape found.</param>
    /// <param name="reason">Why that shape is required, in one clause; may be left out.</param>
    public ShapeException(string what, IReadOnlyList<int> expected, IReadOnlyList<int> found, string? reason = null)
        : base($"{what} has the shape {Format(found)}, but {Format(expected)} is required{(reason is null ? "." : $": {reason}.")}")
    {
    }

    internal static void Require(string what, IReadOnlyList<int> expected, IReadOnlyList<int> found, string? reason = null)
    {
        if (!expected.SequenceEqual(found))
        {
            throw new ShapeException(what, expected, found, reason);
        }
    }

    private static string Format(IReadOnlyList<int> shape) =>
        shape.Count == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";
}
