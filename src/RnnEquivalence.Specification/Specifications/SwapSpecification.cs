using FsCheck;
using FsCheck.Xunit;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Generation;
using RnnEquivalence.Gradients;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using RnnEquivalence.Running;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Specifications;

/// <summary>
/// Whoever swaps one backend for another gets the same, but for the rounding of both: the bound of each comparison is the sum of
/// theirs. Only what both declare is compared.
/// </summary>
/// <remarks>A leaf class is one line: <c>public sealed class MyKernel_To_Other : SwapSpecification&lt;MyKernel, Other&gt;;</c></remarks>
/// <typeparam name="TFrom">The backend in use.</typeparam>
/// <typeparam name="TTo">The backend to take its place.</typeparam>
[Properties(MaxTest = 60)]
public abstract class SwapSpecification<TFrom, TTo> : RecurrentSpecification<TTo>
    where TFrom : IRecurrentBackend, new()
    where TTo : IRecurrentBackend, new()
{
    private static readonly TFrom From = new();
    private static readonly Arithmetic ArithmeticOfFrom = new(From.Traits);
    private static readonly BackendTraits Shared = From.Traits.SharedWith(Backend.Traits);
    private protected static new string Judged => $"{From.Name} → {Backend.Name}";

    private static readonly SwapReport Report = new(From.Traits, Backend.Traits);

    private static readonly CaseRecipe Cells = Recipes.Cases(Shared, [.. Recipes.Variants(Shared).Where(variant => !variant.HasKinks)]) with { MaximumTimeSteps = 8 };

    private static readonly CaseRecipe Differentiable = Recipes.Networks(Shared) with
    {
        Upstream = true,
        NoTies = true,
        MaximumTimeSteps = 8,
        MaximumLayers = Math.Min(3, Recipes.Networks(Shared).MaximumLayers),
        Budget = 2_500,
    };

    /// <summary>Whether both backends have gradients.</summary>
    public static bool BothHaveGradients => Shared.Has(BackendFeatures.Gradients);

    /// <summary>One layer, with weights however chaotic: each backend is followed by the formula from its own outputs.</summary>
    [EquivalenceProperty]
    public Property Swap_OfCells_ChangesNothingButRounding() => Holds(Cells, Compare);

    /// <summary>Networks of every kind that both declare.</summary>
    [EquivalenceProperty]
    public Property Swap_OfNetworks_ChangesNothingButRounding() => Holds(Recipes.Networks(Shared), Compare);

    /// <summary>The gradients of both.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(BothHaveGradients))]
    public Property Swap_OfGradients_ChangesNothingButRounding() => Holds(Differentiable, (trial, verdict) =>
    {
        using var from = (IDifferentiableModule)From.Create(trial.Architecture, trial.Parameters);
        using var to = (IDifferentiableModule)Backend.Create(trial.Architecture, trial.Parameters);
        verdict.CompareGradients(
            trial,
            new BackPropagation(ArithmeticOfFrom, trial, trial.Upstream!),
            from.Backward(trial.Input, trial.Upstream!),
            new BackPropagation(Arithmetic, trial, trial.Upstream!),
            to.Backward(trial.Input, trial.Upstream!));
    });

    private static Property Holds(CaseRecipe cases, Action<RecurrentCase, Verdict> law)
    {
        Scoreboard.Current.Note(Judged, Report);
        return ForAll(CaseGenerator.Arbitrary(cases), Judged, Shared, law);
    }

    private static void Compare(RecurrentCase trial, Verdict verdict)
    {
        RecurrentOutput before = Report.From(() => RunOnce(From, trial));
        RecurrentOutput after = Report.To(() => RunOnce(Backend, trial));
        before.Validate(trial.Architecture, trial.Input);
        after.Validate(trial.Architecture, trial.Input);
        var from = new FollowedRun(before, Trajectory.FollowingOutput(
            (cell, parameters) => CellFormulas.Of(ArithmeticOfFrom, cell, parameters), ArithmeticOfFrom, trial, before.Values));
        verdict.CompareRuns(" before and after the swap", from, new FollowedRun(after, Follow(trial, after)));
    }

    private static RecurrentOutput RunOnce(IRecurrentBackend backend, RecurrentCase trial)
    {
        using IRecurrentModule module = backend.Create(trial.Architecture, trial.Parameters);
        return module.Forward(trial.Input);
    }
}
