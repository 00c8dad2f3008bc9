using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <content>Fewer time steps, rows, units and features.</content>
public static partial class CaseShrinker
{
    private static IEnumerable<RecurrentCase> ReduceSizes(CaseRecipe recipe, CellDomain domain, RecurrentCase trial) =>
        ShortenSequence(recipe, domain, trial)
            .Concat(Subsets(trial.BatchSize, domain.BatchSize).Select(rows => KeepRows(trial, rows)))
            .Concat(Subsets(trial.HiddenSize, domain.HiddenSize).Select(units => KeepUnits(trial, units)))
            .Concat(trial.Architecture.ProjectionSize is { } projected
                ? Subsets(projected, domain.ProjectionSize).Select(features => KeepProjected(trial, features)) : [])
            .Concat(Subsets(trial.InputSize, domain.InputSize).Select(features => KeepFeatures(trial, features)))
            .Concat(domain.InputSize.Contains(1) ? MergeFeatures(trial) : []);

    private static IEnumerable<RecurrentCase> ShortenSequence(CaseRecipe recipe, CellDomain domain, RecurrentCase trial)
    {
        RecurrentInput input = trial.Input;
        int least = recipe.MinimumTimeStepsOf(domain);
        int[] lengths =
        [
            least,
            domain.TimeSteps.AtMost(trial.TimeSteps / 2),
            domain.TimeSteps.AtMost(trial.TimeSteps * 7 / 8),
            domain.TimeSteps.AtMost(trial.TimeSteps - 1),
        ];
        foreach (int length in lengths.Distinct().Where(length => length >= least && length < trial.TimeSteps))
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

        bool leavesOut = trial.TimeSteps <= AllSingles && trial.TimeSteps > least && domain.TimeSteps.Contains(trial.TimeSteps - 1);
        for (int time = 0; leavesOut && time < trial.TimeSteps - 1; time++)
        {
            int left = time;

            // Of a row that is one step long and begins with another, padding would be read.
            if (input.Lengths is { } rows ? !Array.Exists(rows, row => row == 1 && left == 0) : left > 0)
            {
                yield return LeaveOutStep(trial, left);
            }
        }
    }

    private static RecurrentCase KeepRows(RecurrentCase trial, int[] rows) =>
        new(trial.Architecture, trial.Parameters, trial.Input.KeepRows(rows), trial.Upstream?.KeepRows(rows));

    private static RecurrentCase LeaveOutStep(RecurrentCase trial, int left)
    {
        return new RecurrentCase(
            trial.Architecture,
            trial.Parameters,
            trial.Input with
            {
                Values = Without(trial.Input.Values),
                Lengths = trial.Input.Lengths?.Select(row => row > left ? row - 1 : row).ToArray(),
            },
            trial.Upstream?.Map(Without, hidden => hidden, cell => cell));

        Sequence Without(Sequence values) => Sequence.Create(
            values.TimeSteps - 1,
            values.BatchSize,
            values.Features,
            (time, row, feature) => values[time < left ? time : time + 1, row, feature]);
    }

    /// <summary>Some of so many indices, as many as there may be.</summary>
    private static IEnumerable<int[]> Subsets(int count, SizeRange range) =>
        range is { Least: 1, MultipleOf: 1 } ? Subsets(count) : Blocks(count, range);

    /// <summary>Where there may not be any number: blocks of the least size, the two halves, and all but a block of the multiple.</summary>
    private static IEnumerable<int[]> Blocks(int count, SizeRange range)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        (int least, int step) = (range.Least, range.MultipleOf);
        for (int start = 0; start + least <= count && least < count && start < AllSingles * step; start += step)
        {
            yield return all[start..(start + least)];
        }

        int half = range.AtMost(count / 2);
        if (half > least && half < count)
        {
            yield return all[..half];
            yield return all[^half..];
        }

        for (int left = 0; left + step <= count && range.Contains(count - step) && left < AllSingles * step; left += step)
        {
            yield return [.. all[..left], .. all[(left + step)..]];
        }
    }

    /// <summary>Single indices, pairs of few, the two halves, and all but one.</summary>
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

        for (int second = 1; second < count && count is > 3 and <= AllPairs; second++)
        {
            for (int first = 0; first < second; first++)
            {
                yield return [first, second];
            }
        }

        if (count > 2)
        {
            yield return all[..(count / 2)];
            yield return all[(count / 2)..];
        }

        if (count > 4 * AllSingles)
        {
            yield return all[..(count * 3 / 4)];
            yield return all[..(count * 7 / 8)];
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
                : trial.Parameters[layer, direction].Map((_, gate) => gate with
                {
                    InputWeights = gate.InputWeights.Select(All(trial.HiddenSize), features),
                })),
            trial.Input with
            {
                Values = trial.Input.Values.KeepFeatures(features),
            },
            trial.Upstream);

    /// <summary>
    /// One feature with the weights of others where its own are zero:
    /// what each gate sees of another feature, it may as well see of this one.
    /// </summary>
    private static IEnumerable<RecurrentCase> MergeFeatures(RecurrentCase trial)
    {
        for (int feature = 0; feature < trial.InputSize && trial.InputSize is > 1 and <= AllSingles; feature++)
        {
            int[] order = [feature, .. All(trial.InputSize)];
            bool changes = false;
            RecurrentCase alone = KeepFeatures(trial, [feature]);
            RecurrentParameters merged = new(alone.Parameters.Layers, alone.Parameters.Directions, (layer, direction) => layer > 0
                ? alone.Parameters[layer, direction]
                : alone.Parameters[0, direction].Map((gate, own) =>
                {
                    Matrix all = trial.Parameters[0, direction][gate].InputWeights;
                    Matrix weights = Matrix.Create(
                        trial.HiddenSize, 1, (unit, _) => order.Select(column => all[unit, column]).FirstOrDefault(weight => weight != 0));
                    changes |= !weights.Values.SequenceEqual(own.InputWeights.Values);
                    return own with { InputWeights = weights };
                }));
            if (changes)
            {
                yield return alone.With(merged);
            }
        }
    }

    private static RecurrentState? KeepInState(RecurrentCase trial, int[] units, int[] state) =>
        trial.Input.InitialState is { } given ? UnitSelection.Of(given, units, state) : null;

    private static UpstreamGradients? KeepInUpstream(RecurrentCase trial, int[] state, int[] units)
    {
        RecurrentArchitecture network = trial.Architecture;
        int[] rows = All(trial.BatchSize);
        return trial.Upstream?.Map(
            values => values.KeepFeatures(UnitSelection.OfOutput(network, state)),
            hidden => hidden.Select(rows, state),
            cell => cell.Select(rows, units));
    }

    private static int[] All(int count) => [.. Enumerable.Range(0, count)];
}
