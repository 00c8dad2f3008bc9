using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Tests.Accuracy;

/// <summary>
/// One place of a cell at which a function is computed: engines have different code per cell, and within a cell per gate.
/// </summary>
/// <param name="Cell">The cell.</param>
/// <param name="Gate">The gate whose function it is; null for the tanh(c') of an LSTM, which belongs to no gate.</param>
internal sealed record Place(RecurrentCell Cell, Gate? Gate)
{
    /// <summary>Whether the function is tanh, and not σ.</summary>
    public bool IsTanh => Gate is null or Model.Gate.State or Model.Gate.Candidate;

    /// <summary>The function and its place, as the table prints them: "tanh(g)".</summary>
    public string Name => $"{(IsTanh ? "tanh" : "σ")}({Gate?.Symbol(Cell) ?? "c"})";

    /// <summary>What is declared of a function of a cell.</summary>
    public static ActivationAccuracy DeclaredIn(BackendTraits traits, RecurrentCell cell, bool isTanh) =>
        isTanh ? traits.Of(cell).Tanh : traits.Of(cell).Sigmoid;

    /// <summary>What is declared of the function at the place.</summary>
    public ActivationAccuracy DeclaredIn(BackendTraits traits) => DeclaredIn(traits, Cell, IsTanh);

    /// <summary>All places of a cell.</summary>
    public static IEnumerable<Place> In(RecurrentCell cell)
    {
        foreach (Gate gate in cell.Gates().ToArray())
        {
            yield return new Place(cell, gate);
        }

        if (cell.HasCellState())
        {
            yield return new Place(cell, null);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} of {Cell}";
}
