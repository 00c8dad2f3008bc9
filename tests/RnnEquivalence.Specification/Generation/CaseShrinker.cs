using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>
/// Proposes smaller cases, the boldest proposals first: fewer features, then smaller sizes (the weights are sliced along
/// with them), then simpler numbers. FsCheck keeps the first that still fails and asks again, so what is left at the
/// end is what a person would have written down.
/// </summary>
public static class CaseShrinker
{
    private const int AllSingles = 9;

    /// <summary>Smaller cases that the recipe still allows.</summary>
    public static IEnumerable<RecurrentCase> Shrink(CaseRecipe recipe, RecurrentCase trial)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(trial);

        RecurrentArchitecture network = trial.Architecture;
        return DropStructure(recipe, trial)
            .Concat(DropFeatures(recipe, trial))
            .Concat(ShortenSequence(recipe, trial))
            .Concat(Subsets(trial.BatchSize).Select(rows => new RecurrentCase(trial.Architecture, trial.Parameters, trial.Input.KeepRows(rows), trial.Upstream?.KeepRows(rows))))
            .Concat(Subsets(trial.HiddenSize).Select(units => KeepUnits(trial, units)))
            .Concat(network.ProjectionSize is { } projected ? Subsets(projected).Select(features => KeepProjected(trial, features)) : [])
            .Concat(Subsets(trial.InputSize).Select(features => KeepFeatures(trial, features)))
            .Concat(SimplifyValues(trial));
    }

    private static IEnumerable<RecurrentCase> DropStructure(CaseRecipe recipe, RecurrentCase trial)
    {
        RecurrentArchitecture network = trial.Architecture;
        RecurrentInput input = trial.Input;
        foreach (int layers in new[] { recipe.MinimumLayers, network.Layers - 1 }.Distinct().Where(layers => layers >= recipe.MinimumLayers && layers < network.Layers))
        {
            yield return new RecurrentCase(
                network with { Layers = layers },
                new RecurrentParameters(layers, network.Directions, (layer, direction) => trial.Parameters[layer, direction]),
                input with { InitialState = input.InitialState is { } state ? new RecurrentState(layers, network.Directions, (layer, direction) => state[layer, direction]) : null },
                trial.Upstream is not { } upstream ? null : upstream with
                {
                    Hidden = upstream.Hidden?.Take(layers * network.Directions).ToArray(),
                    Cell = upstream.Cell?.Take(layers * network.Directions).ToArray(),
                });
        }

        foreach (Direction simpler in recipe.Directions.TakeWhile(direction => direction != network.Direction))
        {
            // A layer above the first reads both directions of a bidirectional one, so only a single layer loses one.
            if (network.Directions == 1)
            {
                yield return new RecurrentCase(network with { Direction = simpler }, trial.Parameters, input, trial.Upstream);
            }
            else if (network.Layers == 1)
            {
                for (int direction = 0; direction < 2; direction++)
                {
                    int kept = direction;
                    yield return new RecurrentCase(
                        network with { Direction = simpler, ReverseActivations = null, Activations = network.ActivationsOf(kept) },
                        new RecurrentParameters(trial.Parameters[0, kept]),
                        input with { InitialState = input.InitialState is { } state ? new RecurrentState(state[0, kept]) : null },
                        trial.Upstream is not { } upstream ? null : new UpstreamGradients(
                            upstream.Values?.KeepFeatures([.. Enumerable.Range(kept * network.StateSize, network.StateSize)]),
                            upstream.Hidden is null ? null : [upstream.Hidden[kept]],
                            upstream.Cell is null ? null : [upstream.Cell[kept]]));
                }
            }
        }

        if (input.Lengths is { } lengths)
        {
            Sequence clean = Sequence.Create(
                trial.TimeSteps, trial.BatchSize, trial.InputSize, (time, row, feature) => time < lengths[row] ? input.Values[time, row, feature] : 0);
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

    private static IEnumerable<RecurrentCase> DropFeatures(CaseRecipe recipe, RecurrentCase trial)
    {
        RecurrentArchitecture layer = trial.Architecture;
        if (trial.Input.InitialState is not null && !recipe.AlwaysInitialState)
        {
            yield return trial.With(trial.Input with { InitialState = null });
        }

        if (layer.HasRecurrentBias)
        {
            yield return new RecurrentCase(
                layer with { HasRecurrentBias = false },
                trial.Parameters.MapGates((_, gate) => gate with { RecurrentBias = null }),
                trial.Input,
                trial.Upstream);
        }

        if (layer.HasInputBias)
        {
            yield return new RecurrentCase(
                layer with { HasInputBias = false },
                trial.Parameters.MapGates((_, gate) => gate with { InputBias = null }),
                trial.Input,
                trial.Upstream);
        }

        if (layer.ForgetBias != 0)
        {
            yield return new RecurrentCase(layer with { ForgetBias = 0 }, trial.Parameters, trial.Input, trial.Upstream);
        }

        if (layer.BatchFirst)
        {
            yield return new RecurrentCase(layer with { BatchFirst = false }, trial.Parameters, trial.Input, trial.Upstream);
        }

        if (layer.HasPeepholes)
        {
            yield return new RecurrentCase(
                layer with { HasPeepholes = false },
                trial.Parameters.MapGates((_, gate) => gate with { Peephole = null }),
                trial.Input,
                trial.Upstream);
        }

        if (layer.ActivationClip is not null || layer.CellClip is not null)
        {
            yield return new RecurrentCase(layer with { ActivationClip = null, CellClip = null }, trial.Parameters, trial.Input, trial.Upstream);
        }

        if (layer.ReverseActivations is not null)
        {
            yield return new RecurrentCase(layer with { ReverseActivations = null }, trial.Parameters, trial.Input, trial.Upstream);
        }
        else if (layer.Activations != CellActivations.Usual)
        {
            CellActivations now = layer.Activations;
            CellActivations usual = CellActivations.Usual;
            foreach (CellActivations simpler in new[] { now with { Gates = usual.Gates }, now with { Candidate = usual.Candidate }, now with { State = usual.State } })
            {
                if (simpler != now && (layer.Cell != RecurrentCell.Rnn || simpler.State == now.State))
                {
                    yield return new RecurrentCase(layer with { Activations = simpler }, trial.Parameters, trial.Input, trial.Upstream);
                }
            }
        }
    }

    private static IEnumerable<RecurrentCase> ShortenSequence(CaseRecipe recipe, RecurrentCase trial)
    {
        RecurrentInput input = trial.Input;
        int[] lengths = [recipe.MinimumTimeSteps, trial.TimeSteps / 2, trial.TimeSteps - 1];
        foreach (int length in lengths.Distinct().Where(length => length >= recipe.MinimumTimeSteps && length < trial.TimeSteps))
        {
            int[]? rows = input.Lengths?.Select(row => Math.Min(row, length)).ToArray();
            yield return Slice(0, rows);
            if (input.Lengths is null)
            {
                yield return Slice(trial.TimeSteps - length, null);
            }

            RecurrentCase Slice(int start, int[]? rows) => new(
                trial.Architecture,
                trial.Parameters,
                input with { Values = input.Values.Slice(start, length), Lengths = rows },
                trial.Upstream?.Map(values => values.Slice(start, length), hidden => hidden, cell => cell));
        }
    }

    /// <summary>Single indices, the two halves, and all but one.</summary>
    private static IEnumerable<int[]> Subsets(int count)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        if (count == 1)
        {
            yield break;
        }

        foreach (int single in count <= AllSingles ? all : [0, count / 2, count - 1])
        {
            yield return [single];
        }

        if (count > 2)
        {
            yield return all[..(count / 2)];
            yield return all[(count / 2)..];
        }

        if (count is > 2 and <= AllSingles)
        {
            foreach (int left in all)
            {
                yield return [.. all.Where(index => index != left)];
            }
        }
        else if (count > AllSingles)
        {
            yield return all[..^1];
            yield return all[1..];
        }
    }

    private static RecurrentCase KeepUnits(RecurrentCase trial, int[] units)
    {
        RecurrentArchitecture network = trial.Architecture;
        int[] state = network.ProjectionSize is null ? units : All(network.StateSize);
        return new RecurrentCase(
            network with { HiddenSize = units.Length },
            UnitSelection.Of(network, trial.Parameters, units, state),
            trial.Input with { InitialState = KeepInState(trial, units, state) },
            KeepInUpstream(trial, state, units));
    }

    private static RecurrentCase KeepProjected(RecurrentCase trial, int[] features)
    {
        int[] units = All(trial.HiddenSize);
        return new RecurrentCase(
            trial.Architecture with { ProjectionSize = features.Length },
            UnitSelection.Of(trial.Architecture, trial.Parameters, units, features),
            trial.Input with { InitialState = KeepInState(trial, units, features) },
            KeepInUpstream(trial, features, units));
    }

    private static RecurrentCase KeepFeatures(RecurrentCase trial, int[] features) =>
        new(
            trial.Architecture with { InputSize = features.Length },
            new RecurrentParameters(trial.Parameters.Layers, trial.Parameters.Directions, (layer, direction) => layer > 0
                ? trial.Parameters[layer, direction]
                : trial.Parameters[layer, direction].Map((_, gate) => gate with { InputWeights = gate.InputWeights.Select(All(trial.HiddenSize), features) })),
            trial.Input with
            {
                Values = trial.Input.Values.KeepFeatures(features),
            },
            trial.Upstream);

    private static RecurrentState? KeepInState(RecurrentCase trial, int[] units, int[] state) =>
        trial.Input.InitialState is { } given ? UnitSelection.Of(given, units, state) : null;

    private static UpstreamGradients? KeepInUpstream(RecurrentCase trial, int[] state, int[] units)
    {
        RecurrentArchitecture network = trial.Architecture;
        int[] rows = All(trial.BatchSize);
        return trial.Upstream?.Map(values => values.KeepFeatures(UnitSelection.OfOutput(network, state)), hidden => hidden.Select(rows, state), cell => cell.Select(rows, units));
    }

    private static int[] All(int count) => [.. Enumerable.Range(0, count)];

    private static IEnumerable<RecurrentCase> SimplifyValues(RecurrentCase trial)
    {
        IReadOnlyList<double[]> tensors = CaseTensors.Read(trial);
        for (int tensor = 0; tensor < tensors.Count; tensor++)
        {
            if (tensors[tensor].Any(value => value != 0))
            {
                yield return CaseTensors.Replace(trial, tensor, new double[tensors[tensor].Length]);
            }
        }

        for (int tensor = 0; tensor < tensors.Count; tensor++)
        {
            double[] values = tensors[tensor];
            for (int index = 0; index < values.Length; index++)
            {
                foreach (double simpler in Simpler(values[index]))
                {
                    double[] changed = [.. values];
                    changed[index] = simpler;
                    yield return CaseTensors.Replace(trial, tensor, changed);
                }
            }
        }
    }

    /// <summary>Zero, then plus or minus one, then the same number with fewer digits.</summary>
    private static IEnumerable<double> Simpler(double value)
    {
        if (value == 0)
        {
            yield break;
        }

        yield return 0;

        if (!double.IsFinite(value))
        {
            yield break;
        }

        double one = Math.Sign(value);
        if (value == one)
        {
            yield break;
        }

        yield return one;

        if (Math.Truncate(value) is var whole && whole != value && whole != 0 && whole != one)
        {
            yield return whole;
        }

        double quarter = Math.ScaleB(1, Math.ILogB(value) - 1);
        if (quarter > 0 && Math.Truncate(value / quarter) * quarter is var two && two != value)
        {
            yield return two;
        }
    }
}
