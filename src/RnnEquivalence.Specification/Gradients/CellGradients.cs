using RnnEquivalence.Model;

namespace RnnEquivalence.Gradients;

/// <summary>The gradients of the parameters of one cell.</summary>
/// <param name="Gates">Those of each gate.</param>
/// <param name="Projection">That of the projection, shape (P, H), or null where there is none.</param>
internal sealed record CellGradients(IReadOnlyDictionary<Gate, GateGradient> Gates, Func<BoundedMatrix?> Projection);
