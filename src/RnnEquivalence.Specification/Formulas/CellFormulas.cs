using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>Which formula belongs to which cell.</summary>
public static class CellFormulas
{
    /// <summary>The hand-expanded formula of a cell.</summary>
    /// <param name="arithmetic">How bounds propagate.</param>
    /// <param name="architecture">The cell, see <see cref="RecurrentArchitecture.CellAt"/>.</param>
    /// <param name="parameters">Its parameters.</param>
    public static ICellFormula Of(Arithmetic arithmetic, RecurrentArchitecture architecture, CellParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(architecture);

        return architecture.Cell switch
        {
            RecurrentCell.Rnn => new Rnn(arithmetic, architecture, parameters),
            RecurrentCell.Lstm => new Lstm(arithmetic, architecture, parameters),
            RecurrentCell.Gru => new Gru(arithmetic, architecture, parameters),
            RecurrentCell.GruResetBefore => new GruResetBefore(arithmetic, architecture, parameters),
            _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture.Cell, "No formula for this cell."),
        };
    }
}
