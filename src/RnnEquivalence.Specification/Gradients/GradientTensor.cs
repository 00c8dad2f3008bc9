using RnnEquivalence.Model;

namespace RnnEquivalence.Gradients;

/// <summary>One tensor of the gradients of a case.</summary>
/// <param name="Name">What it is: dW_i of layer 1, dx, dh0.</param>
/// <param name="Kind">What it shares its scale with: dW of all gates of a cell, dx, dh0.</param>
/// <param name="Values">The numbers.</param>
/// <param name="Expected">Where the same tensor stands in a back-propagation.</param>
internal sealed record GradientTensor(string Name, string Kind, Matrix Values, Func<BackPropagation, BoundedMatrix> Expected)
{
    /// <summary>Whether it is dx, which has numbers of each time step and row.</summary>
    public bool IsOfSteps => Kind == "dx";

    /// <summary>Whether each row of the batch has numbers of its own in it; in the gradient of a parameter all rows are added up.</summary>
    public bool IsOfRows => IsOfSteps || IsOfState;

    private bool IsOfState => Kind.StartsWith("dh0", StringComparison.Ordinal) || Kind.StartsWith("dc0", StringComparison.Ordinal);

    /// <summary>All tensors of the gradients of a case.</summary>
    /// <exception cref="ArgumentException">A gradient is missing or superfluous.</exception>
    public static IEnumerable<GradientTensor> Of(RecurrentCase trial, RecurrentGradients gradients)
    {
        RecurrentArchitecture network = trial.Architecture;
        for (int layer = 0; layer < network.Layers; layer++)
        {
            for (int direction = 0; direction < network.Directions; direction++)
            {
                foreach (GradientTensor tensor in OfCell(trial, gradients, layer, direction))
                {
                    yield return tensor;
                }
            }
        }

        Sequence dx = gradients.Values;
        yield return new GradientTensor(
            "dx", "dx", new Matrix(dx.TimeSteps * dx.BatchSize, dx.Features, dx.Values.ToArray()), expected => expected.Input);
    }

    private static IEnumerable<GradientTensor> OfCell(RecurrentCase trial, RecurrentGradients gradients, int layer, int direction)
    {
        RecurrentArchitecture network = trial.Architecture;
        CellParameters parameters = trial.Parameters[layer, direction];
        CellParameters own = gradients.Parameters[layer, direction];
        string of = network.Cells == 1 ? "" : $" of {network.NameOf(layer, direction)}";
        foreach (Gate gate in network.Gates.ToArray())
        {
            string symbol = gate.Symbol(network.Cell);
            yield return new($"dW_{symbol}{of}", $"dW{of}", own[gate].InputWeights, expected => Gradient(expected, gate).InputWeights);
            yield return new(
                $"dR_{symbol}{of}", $"dR{of}", own[gate].RecurrentWeights, expected => Gradient(expected, gate).RecurrentWeights);
            foreach (GradientTensor vector in new[]
            {
                Vector(
                    $"db_x{symbol}{of}",
                    $"db{of}",
                    parameters[gate].InputBias,
                    own[gate].InputBias,
                    expected => Gradient(expected, gate).InputBias!),
                Vector(
                    $"db_h{symbol}{of}",
                    $"db{of}",
                    parameters[gate].RecurrentBias,
                    own[gate].RecurrentBias,
                    expected => Gradient(expected, gate).RecurrentBias!),
                Vector(
                    $"dp_{symbol}{of}",
                    $"dp{of}",
                    parameters[gate].Peephole,
                    own[gate].Peephole,
                    expected => Gradient(expected, gate).Peephole!),
            }.OfType<GradientTensor>())
            {
                yield return vector;
            }
        }

        if (parameters.Projection is not null)
        {
            yield return new(
                $"dW_hr{of}",
                $"dW_hr{of}",
                Required(own.Projection, $"dW_hr{of}"),
                expected => expected.Parameters(layer, direction).Projection()!);
        }

        if (trial.Input.InitialState is null && gradients.InitialState is not null)
        {
            throw new ArgumentException("The gradients have one of the initial state, but the input has no initial state.");
        }

        if (trial.Input.InitialState is not null)
        {
            CellState state = Required(gradients.InitialState, "the gradient of the initial state")[layer, direction];
            yield return new($"dh0{of}", $"dh0{of}", state.Hidden, expected => expected.InitialHidden(layer, direction));
            if (trial.Input.InitialState[layer, direction].Cell is not null)
            {
                yield return new(
                    $"dc0{of}",
                    $"dc0{of}",
                    Required(state.Cell, $"dc0{of}"),
                    expected => expected.InitialCell(layer, direction)!);
            }
        }

        GateGradient Gradient(BackPropagation expected, Gate gate) => expected.Parameters(layer, direction).Gates[gate];
    }

    private static GradientTensor? Vector(
        string name, string kind, double[]? parameter, double[]? gradient, Func<BackPropagation, BoundedMatrix> expected) =>
        parameter is not null ? new GradientTensor(name, kind, new Matrix(1, parameter.Length, Required(gradient, name)), expected)
        : gradient is null ? null
        : throw new ArgumentException($"The gradients have {name}, but the network has no such parameter.");

    private static T Required<T>(T? gradient, string name)
        where T : class => gradient ?? throw new ArgumentException($"The gradients lack {name}.");
}
