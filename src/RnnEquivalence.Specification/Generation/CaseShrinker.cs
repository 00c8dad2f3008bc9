using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>
/// Proposes smaller cases, the boldest proposals first: fewer layers and directions, then smaller sizes (the weights are sliced
/// along with them), then fewer features, then simpler numbers. FsCheck keeps the first that still fails and asks again, so what is
/// left at the end is what a person would have written down.
/// </summary>
/// <remarks>
/// Sizes go before features, since one step from a given state is less to read than two without one, and one unit with a bias less
/// than two without.
/// </remarks>
public static partial class CaseShrinker
{
    /// <summary>Up to how many of a kind each one is proposed alone, and each one left out.</summary>
    private const int AllSingles = 9;

    /// <summary>Up to how many of a kind each pair is proposed: what is wrong with the order of two shows in no one of them.</summary>
    private const int AllPairs = 8;

    /// <summary>Smaller cases that the recipe still allows.</summary>
    public static IEnumerable<RecurrentCase> Shrink(CaseRecipe recipe, RecurrentCase trial)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(trial);

        CellTraits cell = recipe.Traits.Of(trial.Architecture.Cell);
        return DropSteps(trial)
            .Concat(Smaller(recipe, cell, trial).Select(smaller => smaller.With(trial.History)))
            .Where(recipe.Allows);
    }

    private static IEnumerable<RecurrentCase> Smaller(CaseRecipe recipe, CellTraits cell, RecurrentCase trial) =>
        DropStructure(recipe, cell, trial)
            .Concat(ReduceSizes(recipe, cell.Domain, trial))
            .Concat(DropFeatures(recipe, cell.Domain, trial))
            .Concat(SimplifyConstants(trial))
            .Concat(SimplifyValues(trial));

    private static IEnumerable<RecurrentCase> DropFeatures(CaseRecipe recipe, CellDomain domain, RecurrentCase trial)
    {
        RecurrentArchitecture layer = trial.Architecture;
        BiasForms biases = recipe.Biases & domain.Biases;
        if (trial.Input.InitialState is not null && (recipe.States & domain.States).HasFlag(StateForms.Absent))
        {
            yield return trial.With(trial.Input with { InitialState = null });
        }

        if (layer.HasRecurrentBias && biases.HasFlag(CellDomain.FormOf(layer with { HasRecurrentBias = false })))
        {
            yield return new RecurrentCase(
                layer with { HasRecurrentBias = false },
                trial.Parameters.MapGates((_, gate) => gate with { RecurrentBias = null }),
                trial.Input,
                trial.Upstream);
        }

        if (layer.HasInputBias && biases.HasFlag(CellDomain.FormOf(layer with { HasInputBias = false })))
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

        if (layer.BatchFirst && domain.Layouts.HasFlag(Layouts.TimeFirst))
        {
            yield return new RecurrentCase(layer with { BatchFirst = false }, trial.Parameters, trial.Input, trial.Upstream);
        }

        if (layer.ProjectionSize == layer.HiddenSize)
        {
            yield return new RecurrentCase(
                layer with { ProjectionSize = null }, trial.Parameters.Map(cell => cell.WithProjection(null)), trial.Input, trial.Upstream);
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
            yield return new RecurrentCase(
                layer with { ActivationClip = null, CellClip = null }, trial.Parameters, trial.Input, trial.Upstream);
        }

        if (layer.ReverseActivations is not null)
        {
            yield return new RecurrentCase(layer with { ReverseActivations = null }, trial.Parameters, trial.Input, trial.Upstream);
        }
        else if (layer.Activations != CellActivations.Usual)
        {
            CellActivations now = layer.Activations;
            CellActivations usual = CellActivations.Usual;
            CellActivations[] all =
                [now with { Gates = usual.Gates }, now with { Candidate = usual.Candidate }, now with { State = usual.State }];
            foreach (CellActivations simpler in all)
            {
                // An RNN has no other function than that of its state, which is what it is drawn for.
                if (simpler != now && (layer.Cell.HasGateFunctions() || simpler.State == now.State))
                {
                    yield return new RecurrentCase(layer with { Activations = simpler }, trial.Parameters, trial.Input, trial.Upstream);
                }
            }
        }
    }

    /// <summary>Bounds of clipping, and the constants of activations, with fewer digits.</summary>
    private static IEnumerable<RecurrentCase> SimplifyConstants(RecurrentCase trial)
    {
        RecurrentArchitecture network = trial.Architecture;
        return Clips(network.ActivationClip, clip => network with { ActivationClip = clip })
            .Concat(Clips(network.CellClip, clip => network with { CellClip = clip }))
            .Concat(Functions(network.Activations).Select(simpler => network with { Activations = simpler }))
            .Concat(network.ReverseActivations is { } reverse
                ? Functions(reverse).Select(simpler => network with { ReverseActivations = simpler }) : [])
            .Select(simpler => new RecurrentCase(simpler, trial.Parameters, trial.Input, trial.Upstream));

        IEnumerable<RecurrentArchitecture> Clips(double? clip, Func<double, RecurrentArchitecture> change) =>
            clip is { } given ? SimplerNumber.ThanConstant(given, network.ElementType).Select(change) : [];

        IEnumerable<CellActivations> Functions(CellActivations now) => Constants(now.Gates).Select(simpler => now with { Gates = simpler })
            .Concat(Constants(now.Candidate).Select(simpler => now with { Candidate = simpler }))
            .Concat(Constants(now.State).Select(simpler => now with { State = simpler }));

        IEnumerable<Activation> Constants(Activation now) =>
            (now.HasAlpha ? SimplerNumber.ThanConstant(now.Alpha, network.ElementType).Select(alpha => now with { Alpha = alpha }) : [])
            .Concat(now.HasBeta ? SimplerNumber.ThanConstant(now.Beta, network.ElementType).Select(beta => now with { Beta = beta }) : []);
    }

    /// <summary>Up to how many numbers of a case are made simpler one by one.</summary>
    private const int AllNumbers = 2_000;

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

        // Of a case that stays large nobody reads all numbers, and to try them all would take hours.
        bool isLarge = tensors.Sum(tensor => (long)tensor.Length) > AllNumbers;
        for (int tensor = 0; tensor < tensors.Count && !isLarge; tensor++)
        {
            double[] values = tensors[tensor];
            for (int index = 0; index < values.Length; index++)
            {
                foreach (double simpler in SimplerNumber.Than(values[index], trial.Architecture.ElementType))
                {
                    double[] changed = [.. values];
                    changed[index] = simpler;
                    yield return CaseTensors.Replace(trial, tensor, changed);
                }
            }
        }
    }
}
