using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <content>Fewer layers and directions, and rows that are all as long.</content>
public static partial class CaseShrinker
{
    private static IEnumerable<RecurrentCase> DropStructure(CaseRecipe recipe, CellTraits cell, RecurrentCase trial)
    {
        RecurrentArchitecture network = trial.Architecture;
        RecurrentInput input = trial.Input;
        int[] fewer = [recipe.MinimumLayers, network.Layers - 1];
        foreach (int layers in fewer.Distinct().Where(layers => layers >= recipe.MinimumLayers && layers < network.Layers))
        {
            yield return new RecurrentCase(
                network with { Layers = layers },
                new RecurrentParameters(layers, network.Directions, (layer, direction) => trial.Parameters[layer, direction]),
                input with
                {
                    InitialState = input.InitialState is { } state
                        ? new RecurrentState(layers, network.Directions, (layer, direction) => state[layer, direction]) : null,
                },
                trial.Upstream is not { } upstream ? null : upstream with
                {
                    Hidden = upstream.Hidden?.Take(layers * network.Directions).ToArray(),
                    Cell = upstream.Cell?.Take(layers * network.Directions).ToArray(),
                });
        }

        if (network.Layers > Math.Max(1, recipe.MinimumLayers) && network.OutputSize <= network.InputSize)
        {
            yield return DropFirstLayer(trial);
        }

        foreach (Direction simpler in recipe.DirectionsOf(cell).TakeWhile(direction => direction != network.Direction))
        {
            if (network.Directions == 1)
            {
                yield return new RecurrentCase(network with { Direction = simpler }, trial.Parameters, input, trial.Upstream);
            }
            else
            {
                yield return KeepDirection(trial, 0, simpler);
                yield return KeepDirection(trial, 1, simpler);
            }
        }

        if (input.Lengths is { } lengths)
        {
            Sequence clean = Sequence.Create(
                trial.TimeSteps,
                trial.BatchSize,
                trial.InputSize,
                (time, row, feature) => time < lengths[row] ? input.Values[time, row, feature] : 0);
            if (recipe.Lengths != RowLengths.AlwaysRagged)
            {
                yield return trial.With(input with { Values = clean, Lengths = null });
            }

            if (!clean.Values.SequenceEqual(input.Values.Values))
            {
                yield return trial.With(input with { Values = clean });
            }

            for (int row = 0; row < Math.Min(lengths.Length, AllSingles); row++)
            {
                if (lengths[row] > 1)
                {
                    int[] shorter = [.. lengths];
                    shorter[row] = 1;
                    yield return trial.With(input with { Lengths = shorter });
                }
            }
        }
    }

    /// <summary>The layers from the second on, which read the input's features over and over instead of the first one's outputs.</summary>
    private static RecurrentCase DropFirstLayer(RecurrentCase trial)
    {
        RecurrentArchitecture network = trial.Architecture;
        int layers = network.Layers - 1;
        RecurrentInput input = trial.Input;
        return new RecurrentCase(
            network with { Layers = layers, InputSize = network.OutputSize },
            new RecurrentParameters(layers, network.Directions, (layer, direction) => trial.Parameters[layer + 1, direction]),
            input with
            {
                Values = input.Values.KeepFeatures([.. Enumerable.Range(0, network.OutputSize).Select(f => f % network.InputSize)]),
                InitialState = input.InitialState is { } state
                    ? new RecurrentState(layers, network.Directions, (layer, direction) => state[layer + 1, direction]) : null,
            },
            trial.Upstream is not { } upstream ? null : upstream with
            {
                Hidden = upstream.Hidden?.Skip(network.Directions).ToArray(),
                Cell = upstream.Cell?.Skip(network.Directions).ToArray(),
            });
    }

    /// <summary>One of two directions; the layers above the first read its half of the outputs below.</summary>
    private static RecurrentCase KeepDirection(RecurrentCase trial, int kept, Direction simpler)
    {
        RecurrentArchitecture network = trial.Architecture;
        int[] half = [.. Enumerable.Range(kept * network.StateSize, network.StateSize)];
        return new RecurrentCase(
            network with { Direction = simpler, ReverseActivations = null, Activations = network.ActivationsOf(kept) },
            new RecurrentParameters(network.Layers, 1, (layer, _) => layer == 0
                ? trial.Parameters[0, kept]
                : trial.Parameters[layer, kept].Map((_, gate) => gate with
                {
                    InputWeights = gate.InputWeights.Select(All(trial.HiddenSize), half),
                })),
            trial.Input with
            {
                InitialState = trial.Input.InitialState is { } state
                    ? new RecurrentState(network.Layers, 1, (layer, _) => state[layer, kept]) : null,
            },
            trial.Upstream is not { } upstream ? null : new UpstreamGradients(
                upstream.Values?.KeepFeatures(half), OfEachLayer(upstream.Hidden), OfEachLayer(upstream.Cell)));

        Matrix[]? OfEachLayer(IReadOnlyList<Matrix>? ofCells) => ofCells?.Where((_, cell) => cell % 2 == kept).ToArray();
    }
}
