using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>A recurrent cell written out by hand: what one row of a batch goes through in one time step.</summary>
/// <remarks>An instance keeps scratch memory, so it belongs to one thread at a time.</remarks>
public interface ICellFormula
{
    /// <summary>One time step of one row.</summary>
    /// <param name="x">The input of this time step, length I.</param>
    /// <param name="h">The hidden state of the previous time step, length H (P behind a projection).</param>
    /// <param name="c">The cell state of the previous time step, length H; empty for a cell without one.</param>
    /// <param name="nextH">Where the new hidden state goes.</param>
    /// <param name="nextC">Where the new cell state goes; empty for a cell without one.</param>
    /// <param name="units">Which numbers of the new hidden state are asked for; of the others nothing need be written.</param>
    void Step(
        BoundedVector x, BoundedVector h, BoundedVector c, BoundedTarget nextH, BoundedTarget nextC, ReadOnlySpan<int> units);
}
