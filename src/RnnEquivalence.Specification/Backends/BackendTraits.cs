using System.Collections.Immutable;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Backends;

/// <summary>
/// What a backend declares of itself. What it does not declare is skipped by name; what it declares it must compute, with every
/// combination of biases, either layout, with and without an initial state, and for an LSTM with a forget bias.
/// </summary>
public sealed record BackendTraits
{
    /// <summary>The format of the values and of the arithmetic.</summary>
    public required ElementType ElementType { get; init; }

    /// <summary>The cells that the backend computes.</summary>
    public required IReadOnlySet<RecurrentCell> Cells { get; init; }

    /// <summary>What it can do beyond one layer, run forward on whole sequences.</summary>
    public BackendFeatures Features { get; init; }

    /// <summary>How precisely the backend computes tanh. A measured property, see <see cref="ActivationAccuracy"/>.</summary>
    public required ActivationAccuracy Tanh { get; init; }

    /// <summary>How precisely the backend computes the logistic sigmoid.</summary>
    public required ActivationAccuracy Sigmoid { get; init; }

    /// <summary>
    /// The functions other than tanh and σ that a backend with <see cref="BackendFeatures.OtherActivations"/> has, each with the error
    /// that it adds to the roundings of its formula.
    /// </summary>
    public ImmutableDictionary<ActivationFunction, ActivationAccuracy> Activations { get; init; } =
        ImmutableDictionary<ActivationFunction, ActivationAccuracy>.Empty;

    /// <summary>
    /// Whether the same call returns the same bits. An engine that adds up in an order of its own each time, by atomic additions for
    /// one, does not.
    /// </summary>
    public bool RepeatsBits { get; init; } = true;

    /// <summary>
    /// Whether what is no number in the input is none in the output either. A kernel that cuts off with comparisons may make a number of
    /// it; other rows and earlier steps it must leave alone in any case.
    /// </summary>
    public bool KeepsNotANumber { get; init; } = true;

    /// <summary>
    /// Whether results below the smallest normal number are replaced by zero. What a kernel makes of subnormal inputs is
    /// another matter; the generator draws none unless a law is about them.
    /// </summary>
    public bool FlushesSubnormals { get; init; }

    /// <summary>Whether all of some features are declared.</summary>
    public bool Has(BackendFeatures features) => (Features & features) == features;

    /// <summary>What two backends of one element type both declare, with the larger error of each activation.</summary>
    /// <exception cref="ArgumentException">The element types differ.</exception>
    public BackendTraits SharedWith(BackendTraits other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.ElementType != ElementType)
        {
            throw new ArgumentException($"One backend computes in {ElementType}, the other in {other.ElementType}; they share no cases.");
        }

        return this with
        {
            Cells = Cells.Intersect(other.Cells).ToHashSet(),
            Features = Features & other.Features,
            Tanh = Tanh.OrLarger(other.Tanh),
            Sigmoid = Sigmoid.OrLarger(other.Sigmoid),
            Activations = Activations.Where(own => other.Activations.ContainsKey(own.Key))
                .ToImmutableDictionary(own => own.Key, own => own.Value.OrLarger(other.Activations[own.Key])),
            RepeatsBits = RepeatsBits && other.RepeatsBits,
            KeepsNotANumber = KeepsNotANumber && other.KeepsNotANumber,
            FlushesSubnormals = FlushesSubnormals || other.FlushesSubnormals,
        };
    }
}
