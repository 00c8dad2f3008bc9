namespace RnnEquivalence.Model;

/// <summary>The parameters of one recurrent layer, gate by gate.</summary>
public sealed class RecurrentParameters
{
    private readonly GateParameters?[] _gates = new GateParameters?[Enum.GetValues<Gate>().Length];

    /// <summary>The parameters of a cell.</summary>
    /// <param name="cell">The cell, which says what gates there are.</param>
    /// <param name="gates">The parameters of each gate.</param>
    public RecurrentParameters(RecurrentCell cell, Func<Gate, GateParameters> gates)
    {
        ArgumentNullException.ThrowIfNull(gates);

        Cell = cell;
        foreach (Gate gate in cell.Gates())
        {
            _gates[(int)gate] = gates(gate);
        }
    }

    /// <summary>The cell that these are the parameters of.</summary>
    public RecurrentCell Cell { get; }

    /// <summary>The parameters of one gate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The cell has no such gate.</exception>
    public GateParameters this[Gate gate] =>
        _gates[(int)gate] ?? throw new ArgumentOutOfRangeException(nameof(gate), gate, $"The cell {Cell} has no such gate.");

    /// <summary>The same parameters with those of each gate changed.</summary>
    public RecurrentParameters Map(Func<Gate, GateParameters, GateParameters> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new RecurrentParameters(Cell, gate => change(gate, this[gate]));
    }
}
