using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>Which formula belongs to which cell.</summary>
public static class CellFormulas
{
    /// <summary>The hand-expanded formula of a layer.</summary>
    public static ICellFormula Of(Arithmetic arithmetic, RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(architecture);

        return architecture.Cell switch
        {
            RecurrentCell.TanhRnn => new TanhRnn(arithmetic, architecture, parameters),
            RecurrentCell.ReluRnn => new ReluRnn(arithmetic, architecture, parameters),
            RecurrentCell.Lstm => new Lstm(arithmetic, architecture, parameters),
            RecurrentCell.Gru => new Gru(arithmetic, architecture, parameters),
            _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture.Cell, "No formula for this cell."),
        };
    }
}
