using RnnEquivalence.Model;

namespace RnnEquivalence.Backends;

/// <summary>What a network asks of a backend, and that a backend refuses what it does not declare.</summary>
public static class Declaration
{
    /// <summary>Refuses a network that the backend does not declare.</summary>
    /// <exception cref="ArgumentException">The cell, an option of it or one of its functions is not declared.</exception>
    public static void Require(IRecurrentBackend backend, RecurrentArchitecture network)
    {
        if (Missing(backend.Traits, network) is { } missing)
        {
            throw new ArgumentException($"{backend.Name} does not declare {missing}.", nameof(network));
        }
    }

    /// <summary>What a network asks for that a backend does not declare; null where it declares everything.</summary>
    public static string? Missing(BackendTraits traits, RecurrentArchitecture network)
    {
        BackendFeatures missing = FeaturesOf(network) & ~traits.Features;
        if (!traits.Cells.Contains(network.Cell) || missing != BackendFeatures.None)
        {
            return $"the cell {network.Cell} with the features {missing}";
        }

        ActivationFunction[] unknown = [.. FunctionsOf(network).Where(function => !IsDeclared(traits, function))];
        return unknown.Length > 0 ? $"the activations {string.Join(", ", unknown)}" : null;
    }

    private static BackendFeatures FeaturesOf(RecurrentArchitecture network)
    {
        BackendFeatures activations = network.Activations == CellActivations.Usual ? BackendFeatures.None
            : IsRectified(network) ? BackendFeatures.RectifiedRnn
            : BackendFeatures.OtherActivations;
        return activations
            | When(network.ReverseActivations is not null, BackendFeatures.OtherActivations)
            | When(network.Layers > 1, BackendFeatures.Layers)
            | When(network.Direction == Direction.Reverse, BackendFeatures.Reverse)
            | When(network.Direction == Direction.Bidirectional, BackendFeatures.Bidirectional)
            | When(network.HasPeepholes, BackendFeatures.Peepholes)
            | When(network.CouplesGates, BackendFeatures.CoupledGates)
            | When(network.ActivationClip is not null, BackendFeatures.ActivationClip)
            | When(network.CellClip is not null, BackendFeatures.CellClip)
            | When(network.ProjectionSize is not null, BackendFeatures.Projection);

        static BackendFeatures When(bool asked, BackendFeatures feature) => asked ? feature : BackendFeatures.None;
    }

    private static bool IsRectified(RecurrentArchitecture network) =>
        network.Cell == RecurrentCell.Rnn && network.Activations == CellActivations.Rectified;

    /// <summary>The functions of the cells; the rectifier of a rectified RNN is declared as a feature.</summary>
    private static IEnumerable<ActivationFunction> FunctionsOf(RecurrentArchitecture network)
    {
        IEnumerable<CellActivations> cells = IsRectified(network) ? [] : [network.Activations];
        return cells
            .Concat(network.ReverseActivations is { } reverse ? [reverse] : [])
            .SelectMany(cell => new[] { cell.Gates.Function, cell.Candidate.Function, cell.State.Function })
            .Distinct();
    }

    private static bool IsDeclared(BackendTraits traits, ActivationFunction function) =>
        function is ActivationFunction.Tanh or ActivationFunction.Sigmoid || traits.Activations.ContainsKey(function);
}
