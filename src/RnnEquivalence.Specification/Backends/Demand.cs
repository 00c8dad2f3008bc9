using System.Collections.Immutable;
using RnnEquivalence.Model;

namespace RnnEquivalence.Backends;

/// <summary>Something that a network, or a call of it, asks of a backend and that has to be declared.</summary>
/// <param name="Words">What it is, as a refusal says it.</param>
/// <param name="Feature">The feature that a cell has to have for it.</param>
/// <param name="IsMadeBy">Whether a network asks for it, given the input of a call or none.</param>
public sealed record Demand(string Words, CellFeatures Feature, Func<RecurrentArchitecture, RecurrentInput?, bool> IsMadeBy)
{
    /// <summary>All that there is to ask for: one row for each feature, but for gradients, which nothing but their call asks for.</summary>
    public static ImmutableArray<Demand> All { get; } =
    [
        new("several layers", CellFeatures.Layers, (network, _) => network.Layers > 1),
        new("the reverse direction", CellFeatures.Reverse, (network, _) => network.Direction == Direction.Reverse),
        new("both directions at once", CellFeatures.Bidirectional, (network, _) => network.Direction == Direction.Bidirectional),
        new("a forget bias", CellFeatures.ForgetBias, (network, _) => network.ForgetBias != 0),
        new("the rectifier", CellFeatures.RectifiedRnn, (network, _) => IsRectified(network)),
        new("other activations", CellFeatures.OtherActivations, (network, _) => HasOtherActivations(network)),
        new("peepholes", CellFeatures.Peepholes, (network, _) => network.HasPeepholes),
        new("coupled gates", CellFeatures.CoupledGates, (network, _) => network.CouplesGates),
        new("clipped arguments of activations", CellFeatures.ActivationClip, (network, _) => network.ActivationClip is not null),
        new("a clipped cell state", CellFeatures.CellClip, (network, _) => network.CellClip is not null),
        new("a projection", CellFeatures.Projection, (network, _) => network.ProjectionSize is not null),
        new("rows of different lengths", CellFeatures.Lengths, (_, input) => input?.Lengths is not null),
        new("a row of length 0", CellFeatures.ZeroLengths, (_, input) => input?.Lengths?.Contains(0) == true && input.Values.TimeSteps > 0),
        new("an initial h without an initial c", CellFeatures.HiddenStateAlone, HasHiddenStateAlone),
        new("a batch without rows", CellFeatures.EmptyBatch, (_, input) => input?.Values.BatchSize == 0),
        new("sequences without time steps", CellFeatures.EmptySequence, (_, input) => input?.Values.TimeSteps == 0),
    ];

    private static bool IsRectified(RecurrentArchitecture network) =>
        network.Cell == RecurrentCell.Rnn && network.Activations == CellActivations.Rectified;

    private static bool HasOtherActivations(RecurrentArchitecture network) =>
        (network.Activations != CellActivations.Usual && !IsRectified(network)) || network.ReverseActivations is not null;

    private static bool HasHiddenStateAlone(RecurrentArchitecture network, RecurrentInput? input) =>
        network.Cell.HasCellState() && input?.InitialState is { HasCell: false };
}

/// <summary>What a network asks of a backend, and what of that the backend does not declare.</summary>
public static class Demands
{
    /// <summary>
    /// What a network, and a call of it where one is given, asks for that a backend does not declare; empty where it declares everything.
    /// </summary>
    /// <param name="traits">What the backend declares.</param>
    /// <param name="network">The network.</param>
    /// <param name="input">The input of a call, or null.</param>
    public static IReadOnlyList<string> Missing(this BackendTraits traits, RecurrentArchitecture network, RecurrentInput? input = null)
    {
        ArgumentNullException.ThrowIfNull(traits);
        ArgumentNullException.ThrowIfNull(network);

        if (network.ElementType != traits.ElementType)
        {
            return [$"{network.ElementType} (it computes in {traits.ElementType})"];
        }

        if (!traits.Cells.TryGetValue(network.Cell, out CellTraits? own))
        {
            return [$"the cell {network.Cell}"];
        }

        return
        [
            .. Demand.All.Where(demand => !own.Has(demand.Feature) && demand.IsMadeBy(network, input)).Select(demand => demand.Words),
            .. UndeclaredFunctions(own, network).Select(function => $"the activation {function}"),
            .. own.Domain.Outside(network, input),
        ];
    }

    /// <summary>Refuses a network, and a call of it where one is given, that a backend does not declare.</summary>
    /// <remarks>
    /// A backend that begins its <see cref="IRecurrentBackend.Create"/> and its modules' calls with this needs no refusals of its own.
    /// </remarks>
    /// <param name="traits">What the backend declares.</param>
    /// <param name="network">The network.</param>
    /// <param name="input">The input of a call, or null.</param>
    /// <exception cref="ArgumentException">
    /// Something is not declared, and the message says what; or the input does not fit the network.
    /// </exception>
    public static void Require(this BackendTraits traits, RecurrentArchitecture network, RecurrentInput? input = null)
    {
        if (traits.Missing(network, input) is { Count: > 0 } missing)
        {
            throw new ArgumentException($"Of the cell {network.Cell} this is not declared: {string.Join("; ", missing)}.", nameof(network));
        }

        if (input is not null)
        {
            CaseValidation.Input(network, input);
        }
    }

    /// <summary>The functions of a network that the cell has not; the rectifier of a rectified RNN is declared as a feature.</summary>
    private static IEnumerable<ActivationFunction> UndeclaredFunctions(CellTraits own, RecurrentArchitecture network)
    {
        bool rectified = network.Cell == RecurrentCell.Rnn && network.Activations == CellActivations.Rectified;
        return new[] { rectified ? null : network.Activations, network.ReverseActivations }
            .OfType<CellActivations>()
            .SelectMany(cell => new[] { cell.Gates.Function, cell.Candidate.Function, cell.State.Function })
            .Distinct()
            .Where(function => function is not (ActivationFunction.Tanh or ActivationFunction.Sigmoid)
                && !own.Activations.ContainsKey(function));
    }
}
