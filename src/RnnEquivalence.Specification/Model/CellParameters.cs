namespace RnnEquivalence.Model;

/// <summary>The parameters of one cell, which is one layer in one direction, gate by gate.</summary>
public sealed class CellParameters
{
    private static readonly int AllGates = Enum.GetValues<Gate>().Length;

    private readonly GateParameters?[] _gates = new GateParameters?[AllGates];

    /// <summary>The parameters of a cell.</summary>
    /// <param name="gates">Which gates there are.</param>
    /// <param name="parameters">The parameters of each gate.</param>
    /// <param name="projection">The weights of the projection, shape (P, H), or null where there is none.</param>
    public CellParameters(ReadOnlySpan<Gate> gates, Func<Gate, GateParameters> parameters, Matrix? projection = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);

        Gate[] sorted = gates.ToArray();
        Array.Sort(sorted);
        Gates = sorted;
        Projection = projection;
        foreach (Gate gate in gates)
        {
            _gates[(int)gate] = parameters(gate);
        }
    }

    /// <summary>The weights of the projection, shape (P, H), or null where there is none.</summary>
    public Matrix? Projection { get; }

    /// <summary>The gates that there are parameters of.</summary>
    public IReadOnlyList<Gate> Gates { get; }

    /// <summary>The parameters of one gate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The cell has no such gate.</exception>
    public GateParameters this[Gate gate] =>
        _gates[(int)gate] ?? throw new ArgumentOutOfRangeException(
            nameof(gate), gate, $"The cell has no such gate, only {string.Join(", ", Gates)}.");

    /// <summary>Whether there are parameters of a gate.</summary>
    internal bool Has(Gate gate) => _gates[(int)gate] is not null;

    /// <summary>The same parameters with those of each gate changed.</summary>
    public CellParameters Map(Func<Gate, GateParameters, GateParameters> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new CellParameters([.. Gates], gate => change(gate, this[gate]), Projection);
    }

    /// <summary>The same parameters with another projection.</summary>
    public CellParameters WithProjection(Matrix? projection) => new([.. Gates], gate => this[gate], projection);
}
