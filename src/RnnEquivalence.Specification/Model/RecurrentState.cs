namespace RnnEquivalence.Model;

/// <summary>The state of one cell between two time steps.</summary>
/// <param name="Hidden">h, shape (N, H), or (N, P) behind a projection.</param>
/// <param name="Cell">c, shape (N, H); null for cells without a cell state, and where only h is given.</param>
public sealed record CellState(Matrix Hidden, Matrix? Cell);

/// <summary>The state of a recurrent network between two time steps: that of one cell for each layer and direction.</summary>
public sealed class RecurrentState
{
    private readonly CellState[] _cells;

    /// <summary>The state of a network.</summary>
    /// <param name="layers">L, the number of layers.</param>
    /// <param name="directions">D, the number of directions, 1 or 2.</param>
    /// <param name="cells">The state of the cell in a layer, counted from 0, and a direction.</param>
    public RecurrentState(int layers, int directions, Func<int, int, CellState> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);

        Layers = layers;
        Directions = directions;
        _cells = new CellState[layers * directions];
        for (int cell = 0; cell < _cells.Length; cell++)
        {
            _cells[cell] = cells(cell / directions, cell % directions);
        }
    }

    /// <summary>The state of a network of one cell.</summary>
    public RecurrentState(CellState cell)
        : this(1, 1, (_, _) => cell)
    {
    }

    /// <summary>The state of a network of one cell.</summary>
    /// <param name="hidden">h, shape (N, H).</param>
    /// <param name="cell">c, shape (N, H), or null.</param>
    public RecurrentState(Matrix hidden, Matrix? cell)
        : this(new CellState(hidden, cell))
    {
    }

    /// <summary>L, the number of layers.</summary>
    public int Layers { get; }

    /// <summary>D, the number of directions.</summary>
    public int Directions { get; }

    /// <summary>Whether every cell has a c.</summary>
    public bool HasCell => Array.TrueForAll(_cells, cell => cell.Cell is not null);

    /// <summary>The state of one cell.</summary>
    public CellState this[int layer, int direction] => _cells[(layer * Directions) + direction];

    /// <summary>The state of the only cell of a network of one layer and direction.</summary>
    /// <exception cref="InvalidOperationException">There are several cells.</exception>
    public CellState Single => _cells.Length == 1
        ? _cells[0]
        : throw new InvalidOperationException($"There are {Layers} layers and {Directions} directions, so there is no single cell.");

    /// <summary>The state of all zeros that an absent state stands for.</summary>
    public static RecurrentState Zero(RecurrentArchitecture architecture, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return new RecurrentState(architecture.Layers, architecture.Directions, (_, _) => new CellState(
            new Matrix(batchSize, architecture.StateSize),
            architecture.Cell.HasCellState() ? new Matrix(batchSize, architecture.HiddenSize) : null));
    }

    /// <summary>The same state with that of each cell changed.</summary>
    public RecurrentState Map(Func<CellState, CellState> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new RecurrentState(Layers, Directions, (layer, direction) => change(this[layer, direction]));
    }

    /// <summary>The same state with each of its matrices changed.</summary>
    public RecurrentState MapMatrices(Func<Matrix, Matrix> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Map(cell => new CellState(change(cell.Hidden), cell.Cell is null ? null : change(cell.Cell)));
    }
}
