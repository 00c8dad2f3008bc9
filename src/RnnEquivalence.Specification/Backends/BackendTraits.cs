using System.Collections.Frozen;
using RnnEquivalence.Model;

namespace RnnEquivalence.Backends;

/// <summary>What a backend declares of itself: its cells, each with what it can do, and what holds of all of them.</summary>
public sealed record BackendTraits
{
    /// <summary>The format of the values and of the arithmetic.</summary>
    public required ElementType ElementType { get; init; }

    /// <summary>The cells that the backend computes, and what it declares of each.</summary>
    public required IReadOnlyDictionary<RecurrentCell, CellTraits> Cells { get; init; }

    /// <summary>
    /// Whether the same call returns the same bits. An engine that adds up in an order of its own each time, by atomic additions for
    /// one, does not.
    /// </summary>
    public bool RepeatsBits { get; init; } = true;

    /// <summary>Whether two threads may call one module at once.</summary>
    public bool TakesConcurrentCalls { get; init; }

    /// <summary>
    /// Whether results below the smallest normal number are replaced by zero. What a kernel makes of subnormal inputs is
    /// another matter; the generator draws none unless a law is about them.
    /// </summary>
    public bool FlushesSubnormals { get; init; }

    /// <summary>The same declaration for several cells.</summary>
    public static IReadOnlyDictionary<RecurrentCell, CellTraits> Alike(CellTraits traits, params IReadOnlyList<RecurrentCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return cells.ToFrozenDictionary(cell => cell, _ => traits);
    }

    /// <summary>How precisely a cell is computed.</summary>
    /// <exception cref="ArgumentException">The cell is not declared.</exception>
    public Precision PrecisionOf(RecurrentCell cell)
    {
        CellTraits own = Of(cell);
        return new Precision(ElementType, own.Tanh, own.Sigmoid) { Activations = own.Activations, FlushesSubnormals = FlushesSubnormals };
    }

    /// <summary>What is declared of a cell.</summary>
    /// <exception cref="ArgumentException">Nothing is.</exception>
    public CellTraits Of(RecurrentCell cell) => Cells.TryGetValue(cell, out CellTraits? own)
        ? own
        : throw new ArgumentException($"The cell {cell} is not declared, only {string.Join(", ", Cells.Keys.Order())}.", nameof(cell));

    /// <summary>Whether some cell has all of some features.</summary>
    public bool HasSome(CellFeatures features) => Cells.Values.Any(cell => cell.Has(features));

    /// <summary>The same with what is declared of each cell changed.</summary>
    public BackendTraits MapCells(Func<RecurrentCell, CellTraits, CellTraits> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Cells = Cells.ToFrozenDictionary(cell => cell.Key, cell => change(cell.Key, cell.Value)) };
    }

    /// <summary>The same with some of the cells only.</summary>
    public BackendTraits Only(params IReadOnlyList<RecurrentCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return this with { Cells = Cells.Where(cell => cells.Contains(cell.Key)).ToFrozenDictionary() };
    }

    /// <summary>What two backends of one element type both declare, with the larger error of each activation.</summary>
    /// <exception cref="ArgumentException">The element types differ, or the domains of a cell have nothing in common.</exception>
    public BackendTraits SharedWith(BackendTraits other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.ElementType != ElementType)
        {
            throw new ArgumentException($"One backend computes in {ElementType}, the other in {other.ElementType}; they share no cases.");
        }

        return this with
        {
            Cells = Cells.Where(cell => other.Cells.ContainsKey(cell.Key))
                .ToFrozenDictionary(cell => cell.Key, cell => cell.Value.SharedWith(other.Cells[cell.Key])),
            RepeatsBits = RepeatsBits && other.RepeatsBits,
            TakesConcurrentCalls = TakesConcurrentCalls && other.TakesConcurrentCalls,
            FlushesSubnormals = FlushesSubnormals || other.FlushesSubnormals,
        };
    }
}
