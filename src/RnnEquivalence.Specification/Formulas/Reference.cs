using System.Collections.Concurrent;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>What the hand-expanded formulas say of a backend's cells, with the bounds that its declaration allows.</summary>
/// <param name="traits">What the backend declares.</param>
public sealed class Reference(BackendTraits traits)
{
    private readonly ConcurrentDictionary<RecurrentCell, Arithmetic> _arithmetics = [];

    /// <summary>How rounding errors propagate in a cell.</summary>
    /// <exception cref="ArgumentException">The cell is not declared.</exception>
    public Arithmetic ArithmeticOf(RecurrentCell cell) => _arithmetics.GetOrAdd(cell, of => new Arithmetic(traits.PrecisionOf(of)));

    /// <summary>How rounding errors propagate in the cells of a case.</summary>
    public Arithmetic ArithmeticOf(RecurrentCase trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return ArithmeticOf(trial.Architecture.Cell);
    }

    /// <summary>The formula of a cell.</summary>
    /// <param name="cell">The network of that one cell.</param>
    /// <param name="parameters">Its parameters.</param>
    public ICellFormula FormulaOf(RecurrentArchitecture cell, CellParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return CellFormulas.Of(ArithmeticOf(cell.Cell), cell, parameters);
    }

    /// <summary>What the formulas make of a kernel's own outputs, one step at a time.</summary>
    public Trajectory Follow(RecurrentCase trial, RecurrentOutput output) => Follow(FormulaOf, trial, output);

    /// <summary>What other formulas of the cells make of them.</summary>
    public Trajectory Follow(CellFormulaFactory formulas, RecurrentCase trial, RecurrentOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return Trajectory.FollowingOutput(formulas, ArithmeticOf(trial), trial, output.Values);
    }

    /// <summary>
    /// What the formulas make of a sample of a kernel's own outputs: of some rows, and in the last layer of some units and steps.
    /// </summary>
    public Trajectory FollowSample(RecurrentCase trial, RecurrentOutput output, Sample sample)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(sample);

        RecurrentCase rows = trial.With(trial.Input.KeepRows(sample.Rows), upstream: null);
        return Trajectory.FollowingOutput(FormulaOf, ArithmeticOf(trial), rows, output.Values.KeepRows(sample.Rows), sample);
    }

    /// <summary>What the formulas make of the initial state alone.</summary>
    public Trajectory WholeTrajectory(RecurrentCase trial) => Trajectory.FromInitialState(FormulaOf, ArithmeticOf(trial), trial);
}
