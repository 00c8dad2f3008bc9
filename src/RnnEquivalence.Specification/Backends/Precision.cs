using System.Collections.Immutable;
using RnnEquivalence.Model;

namespace RnnEquivalence.Backends;

/// <summary>How precisely a cell is computed: what every bound is derived from.</summary>
/// <param name="ElementType">The format of the values and of the arithmetic.</param>
/// <param name="Tanh">The accuracy of tanh.</param>
/// <param name="Sigmoid">The accuracy of the logistic sigmoid.</param>
public sealed record Precision(ElementType ElementType, ActivationAccuracy Tanh, ActivationAccuracy Sigmoid)
{
    /// <summary>The other functions, each with the error that it adds to the roundings of its formula.</summary>
    public ImmutableDictionary<ActivationFunction, ActivationAccuracy> Activations { get; init; } =
        ImmutableDictionary<ActivationFunction, ActivationAccuracy>.Empty;

    /// <summary>Whether results below the smallest normal number are replaced by zero.</summary>
    public bool FlushesSubnormals { get; init; }

    /// <summary>Whether what is small keeps its digits: both functions are accurate relative to themselves.</summary>
    public bool KeepsTinyValues => Tanh.Absolute == 0 && Sigmoid.Absolute == 0;
}
