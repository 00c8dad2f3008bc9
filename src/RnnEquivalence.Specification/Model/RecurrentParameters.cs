namespace RnnEquivalence.Model;

/// <summary>The parameters of a recurrent network: those of one cell for each layer and direction.</summary>
public sealed class RecurrentParameters
{
    private readonly CellParameters[] _cells;

    /// <summary>The parameters of a network.</summary>
    /// <param name="layers">L, the number of layers.</param>
    /// <param name="directions">D, the number of directions, 1 or 2.</param>
    /// <param name="cells">
    /// The parameters of the cell in a layer, counted from 0, and a direction, of which the forward one is 0 where there are two.
    /// </param>
    public RecurrentParameters(int layers, int directions, Func<int, int, CellParameters> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);

        Layers = layers;
        Directions = directions;
        _cells = new CellParameters[layers * directions];
        for (int cell = 0; cell < _cells.Length; cell++)
        {
            _cells[cell] = cells(cell / directions, cell % directions);
        }
    }

    /// <summary>The parameters of a network of one cell.</summary>
    public RecurrentParameters(CellParameters cell)
        : this(1, 1, (_, _) => cell)
    {
    }

    /// <summary>L, the number of layers.</summary>
    public int Layers { get; }

    /// <summary>D, the number of directions.</summary>
    public int Directions { get; }

    /// <summary>The parameters of one cell.</summary>
    public CellParameters this[int layer, int direction] => _cells[(layer * Directions) + direction];

    /// <summary>The parameters of the only cell of a network of one layer and direction.</summary>
    /// <exception cref="InvalidOperationException">There are several cells.</exception>
    public CellParameters Single => _cells.Length == 1
        ? _cells[0]
        : throw new InvalidOperationException($"There are {Layers} layers and {Directions} directions, so there is no single cell.");

    /// <summary>The same parameters with those of each cell changed.</summary>
    public RecurrentParameters Map(Func<CellParameters, CellParameters> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new RecurrentParameters(Layers, Directions, (layer, direction) => change(this[layer, direction]));
    }

    /// <summary>The same parameters with those of each gate of each cell changed.</summary>
    public RecurrentParameters MapGates(Func<Gate, GateParameters, GateParameters> change) => Map(cell => cell.Map(change));
}
