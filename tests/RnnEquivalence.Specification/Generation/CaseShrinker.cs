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

        return DropFeatures(trial)
            .Concat(ShortenSequence(recipe, trial))
            .Concat(Subsets(trial.BatchSize).Select(rows => KeepRows(trial, rows)))
            .Concat(Subsets(trial.HiddenSize).Select(units => KeepUnits(trial, units)))
            .Concat(Subsets(trial.InputSize).Select(features => KeepFeatures(trial, features)))
            .Concat(SimplifyValues(trial));
    }

    private static IEnumerable<RecurrentCase> DropFeatures(RecurrentCase trial)
    {
        RecurrentArchitecture layer = trial.Architecture;
        if (trial.Input.InitialState is not null)
        {
            yield return trial.With(trial.Input with { InitialState = null });
        }

        if (layer.HasRecurrentBias)
        {
            yield return new RecurrentCase(
                layer with { HasRecurrentBias = false },
                trial.Parameters.Map((_, gate) => gate with { RecurrentBias = null }),
                trial.Input);
        }

        if (layer.HasInputBias)
        {
            yield return new RecurrentCase(
                layer with { HasInputBias = false },
                trial.Parameters.Map((_, gate) => gate with { InputBias = null }),
                trial.Input);
        }

        if (layer.ForgetBias != 0)
        {
            yield return new RecurrentCase(layer with { ForgetBias = 0 }, trial.Parameters, trial.Input);
        }

        if (layer.BatchFirst)
        {
            yield return new RecurrentCase(layer with { BatchFirst = false }, trial.Parameters, trial.Input);
        }
    }

    private static IEnumerable<RecurrentCase> ShortenSequence(CaseRecipe recipe, RecurrentCase trial)
    {
        Sequence x = trial.Input.Values;
        int[] lengths = [recipe.MinimumTimeSteps, trial.TimeSteps / 2, trial.TimeSteps - 1];
        foreach (int length in lengths.Distinct().Where(length => length >= recipe.MinimumTimeSteps && length < trial.TimeSteps))
        {
            yield return trial.With(trial.Input with { Values = x.Slice(0, length) });
            yield return trial.With(trial.Input with { Values = x.Slice(trial.TimeSteps - length, length) });
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

    private static RecurrentCase KeepRows(RecurrentCase trial, int[] rows)
    {
        Sequence x = trial.Input.Values;
        return trial.With(new RecurrentInput(
            Sequence.Create(x.TimeSteps, rows.Length, x.Features, (time, row, feature) => x[time, rows[row], feature]),
            KeepInState(trial, rows, All(trial.HiddenSize))));
    }

    private static RecurrentCase KeepUnits(RecurrentCase trial, int[] units)
    {
        int[] features = All(trial.InputSize);
        return new RecurrentCase(
            trial.Architecture with { HiddenSize = units.Length },
            trial.Parameters.Map((_, gate) => new GateParameters(
                gate.InputWeights.Select(units, features),
                gate.RecurrentWeights.Select(units, units),
                Keep(gate.InputBias, units),
                Keep(gate.RecurrentBias, units))),
            trial.Input with { InitialState = KeepInState(trial, All(trial.BatchSize), units) });
    }

    private static RecurrentCase KeepFeatures(RecurrentCase trial, int[] features)
    {
        Sequence x = trial.Input.Values;
        return new RecurrentCase(
            trial.Architecture with { InputSize = features.Length },
            trial.Parameters.Map((_, gate) => gate with { InputWeights = gate.InputWeights.Select(All(trial.HiddenSize), features) }),
            trial.Input with
            {
                Values = Sequence.Create(x.TimeSteps, x.BatchSize, features.Length, (time, row, feature) => x[time, row, features[feature]]),
            });
    }

    private static RecurrentState? KeepInState(RecurrentCase trial, int[] rows, int[] units) =>
        trial.Input.InitialState is not { } state ? null
        : new RecurrentState(state.Hidden.Select(rows, units), state.Cell?.Select(rows, units));

    private static double[]? Keep(double[]? values, int[] indices) =>
        values is null ? null : [.. indices.Select(index => values[index])];

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
        if (Math.Truncate(value / quarter) * quarter is var two && two != value)
        {
            yield return two;
        }
    }
}
