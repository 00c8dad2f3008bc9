using System.Collections.Immutable;
using RnnEquivalence.Model;

namespace RnnEquivalence.Backends;

/// <summary>
/// What a backend declares of one of its cells. What it does not declare is skipped by name; what it declares it must compute, within the
/// domain and with every combination of what is in it.
/// </summary>
public sealed record CellTraits
{
    /// <summary>What the backend can do with the cell beyond one layer, run forward on whole sequences.</summary>
    public CellFeatures Features { get; init; }

    /// <summary>Which sizes, biases, states and layouts it takes; everything unless something is said.</summary>
    public CellDomain Domain { get; init; } = CellDomain.Everything;

    /// <summary>How precisely it computes tanh. A measured property, see <see cref="ActivationAccuracy"/>.</summary>
    public required ActivationAccuracy Tanh { get; init; }

    /// <summary>How precisely it computes the logistic sigmoid.</summary>
    public required ActivationAccuracy Sigmoid { get; init; }

    /// <summary>
    /// The functions other than tanh and σ that a cell with <see cref="CellFeatures.OtherActivations"/> has, each with the error that it
    /// adds to the roundings of its formula. That of ScaledTanh is added to the error of tanh.
    /// </summary>
    public ImmutableDictionary<ActivationFunction, ActivationAccuracy> Activations { get; init; } =
        ImmutableDictionary<ActivationFunction, ActivationAccuracy>.Empty;

    /// <summary>What stands behind the end of a row.</summary>
    public PaddedOutput PaddedOutput { get; init; }

    /// <summary>
    /// Whether what is no number in the input is none in the output either. A kernel that cuts off with comparisons may make a number of
    /// it; other rows and earlier steps it must leave alone in any case.
    /// </summary>
    public bool KeepsNotANumber { get; init; } = true;

    /// <summary>Whether all of some features are declared.</summary>
    public bool Has(CellFeatures features) => (Features & features) == features;

    /// <summary>What two backends both declare of a cell, with the larger error of each activation.</summary>
    /// <exception cref="ArgumentException">No network is within both domains.</exception>
    public CellTraits SharedWith(CellTraits other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with
        {
            Features = Features & other.Features,
            Domain = Domain.Intersect(other.Domain),
            Tanh = Tanh.OrLarger(other.Tanh),
            Sigmoid = Sigmoid.OrLarger(other.Sigmoid),
            Activations = Activations.Where(own => other.Activations.ContainsKey(own.Key))
                .ToImmutableDictionary(own => own.Key, own => own.Value.OrLarger(other.Activations[own.Key])),
            PaddedOutput = PaddedOutput == other.PaddedOutput ? PaddedOutput : PaddedOutput.Unspecified,
            KeepsNotANumber = KeepsNotANumber && other.KeepsNotANumber,
        };
    }
}
