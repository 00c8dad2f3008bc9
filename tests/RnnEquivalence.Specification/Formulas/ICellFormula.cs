using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>A recurrent cell written out by hand: what one unit does in one time step.</summary>
public interface ICellFormula
{
    /// <summary>One unit, one time step, one row of the batch.</summary>
    /// <param name="unit">The unit, 0 … H − 1.</param>
    /// <param name="x">The input vector of this time step, length I.</param>
    /// <param name="h">The hidden state of the previous time step, length H.</param>
    /// <param name="c">The unit's own cell state of the previous time step; of no consequence to a cell without one.</param>
    /// <returns>The unit's new hidden and cell state.</returns>
    UnitState Step(int unit, ReadOnlySpan<double> x, BoundedVector h, Bounded c);
}

/// <summary>The state of one unit after a time step.</summary>
/// <param name="Hidden">h'.</param>
/// <param name="Cell">c'; for a cell without a cell state, zero.</param>
public readonly record struct UnitState(Bounded Hidden, Bounded Cell);
