using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Tests.Golden;

/// <summary>A network, what it was run on, and what a library that nobody here wrote returned for it.</summary>
/// <param name="Library">The library.</param>
/// <param name="Name">What the vector is called, after the library's short name and a slash.</param>
/// <param name="Trial">
/// The network and its input in the element type in which the library computed, with the loss where there are gradients.
/// </param>
/// <param name="Output">What the library returned.</param>
/// <param name="Gradients">The gradients of the loss that the library found, or null.</param>
internal sealed record GoldenVector(
    GoldenLibrary Library, string Name, RecurrentCase Trial, GoldenOutput Output, RecurrentGradients? Gradients = null)
{
    /// <summary>How precisely the library computed the vector.</summary>
    public Precision Precision => Library.PrecisionIn(Trial.Architecture.ElementType);

    /// <summary>
    /// Why a backend does not run the vector, or null if it does: it declares the cell and its options, rows of several lengths where
    /// there are some, and its element type has every number of the case.
    /// </summary>
    public string? NotRunBy(IRecurrentBackend backend)
    {
        ElementType type = backend.Traits.ElementType;
        return backend.Traits.Missing(Trial.Architecture with { ElementType = type }, Trial.Input) is [var missing, ..] ? missing
            : GivenNumbers.All(number => type.Represents(number)) ? null
            : $"numbers that {type} has not";
    }

    /// <summary>Why a backend does not differentiate the vector, or null if it does.</summary>
    public string? NotDifferentiatedBy(IRecurrentBackend backend) =>
        NotRunBy(backend)
            ?? (Gradients is null || !backend.Traits.Of(Trial.Architecture.Cell).Has(CellFeatures.Gradients) ? "gradients" : null);

    /// <summary>The same case for a backend that computes in another element type.</summary>
    public RecurrentCase TrialIn(ElementType type) =>
        new(Trial.Architecture with { ElementType = type }, Trial.Parameters, Trial.Input, Trial.Upstream);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private IEnumerable<double> GivenNumbers => Generation.CaseTensors.Read(Trial).SelectMany(tensor => tensor);
}
