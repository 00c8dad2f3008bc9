namespace RnnEquivalence.Rounding;

/// <summary>
/// A sum of numbers with their bounds, added up in an unknown order: |δ| ≤ Σ|δa| + γ_{n−1}·(Σ|a| + Σ|δa|), with n the number of terms
/// that are not exactly zero.
/// </summary>
public readonly struct BoundedSum
{
    private readonly double _sum;
    private readonly double _magnitude;
    private readonly double _error;
    private readonly int _terms;

    private BoundedSum(double sum, double magnitude, double error, int terms)
    {
        _sum = sum;
        _magnitude = magnitude;
        _error = error;
        _terms = terms;
    }

    /// <summary>The sum with one more term.</summary>
    public BoundedSum Plus(Bounded term) => term is { Value: 0, Radius: 0 }
        ? this
        : new BoundedSum(_sum + term.Value, _magnitude + Math.Abs(term.Value), _error + term.Radius, _terms + 1);

    /// <summary>The sum with its bound.</summary>
    public Bounded Total(Arithmetic arithmetic)
    {
        ArgumentNullException.ThrowIfNull(arithmetic);
        return new Bounded(_sum, _error + (arithmetic.Gamma(Math.Max(0, _terms - 1)) * (_magnitude + _error)), arithmetic);
    }

    /// <summary>The totals of some sums, which are left empty.</summary>
    public static Bounded[] TakeAll(Span<BoundedSum> sums, Arithmetic arithmetic)
    {
        var totals = new Bounded[sums.Length];
        for (int index = 0; index < totals.Length; index++)
        {
            totals[index] = sums[index].Total(arithmetic);
        }

        sums.Clear();
        return totals;
    }
}
