using FsCheck.Xunit;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Generation;
using RnnEquivalence.Gradients;
using RnnEquivalence.Model;
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
    private static readonly Reference ReferenceOfFrom = new(From.Traits);
    private static readonly BackendTraits Shared = From.Traits.SharedWith(Backend.Traits);
    private protected static new string Judged => $"{From.Name} → {Backend.Name}";

    private static readonly SwapReport Report = new(From.Traits, Backend.Traits);

    private static readonly CaseRecipe Cells =
        Recipes.Cases(Shared, [.. Recipes.Variants(Shared).Where(variant => !variant.HasKinks)]) with { MaximumTimeSteps = 8 };

    private static readonly CaseRecipe Differentiable = Recipes.Networks(Shared).Having(CellFeatures.Gradients) with
    {
        Upstream = true,
        NoTies = true,
        MaximumTimeSteps = 8,
        MaximumLayers = 3,
        Budget = 2_500,
    };

    /// <summary>Whether both backends have gradients.</summary>
    public static bool BothHaveGradients => Shared.HasSome(CellFeatures.Gradients);

    /// <summary>One layer, with weights however chaotic: each backend is followed by the formula from its own outputs.</summary>
    [EquivalenceProperty]
    public Law Swap_OfCells_ChangesNothingButRounding() => Holds(Cells, Compare);

    /// <summary>Networks of every kind that both declare.</summary>
    [EquivalenceProperty]
    public Law Swap_OfNetworks_ChangesNothingButRounding() => Holds(Recipes.Networks(Shared), Compare);

    /// <summary>The gradients of both.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(BothHaveGradients))]
    public Law Swap_OfGradients_ChangesNothingButRounding() => Holds(Differentiable, (trial, verdict) =>
    {
        using var from = (IDifferentiableModule)From.Build(trial);
        using IDifferentiableModule to = BuildDifferentiable(trial);
        var formula = new BackPropagation(ReferenceOfFrom.ArithmeticOf(trial), trial, trial.Upstream!);
        RecurrentGradients before = from.Backward(trial.Input, trial.Upstream!);
        RecurrentGradients after = to.Backward(trial.Input, trial.Upstream!);
        verdict.CompareGradients(formula, trial, before);
        verdict.CompareGradients(trial, formula, before, Differentiated(trial, trial.Upstream!), after);
    });

    private static Law Holds(CaseRecipe cases, Action<RecurrentCase, Verdict> check) =>
        new(Judged, Shared, CaseGenerator.Arbitrary(cases), check) { Note = Report };

    private static void Compare(RecurrentCase trial, Verdict verdict)
    {
        RecurrentOutput before = Report.From(() => From.Run(trial));
        RecurrentOutput after = Report.To(() => Backend.Run(trial));
        var followed = new FollowedRun(before, ReferenceOfFrom.Follow(trial, before));
        verdict.Compare(followed.Formula, before, " before the swap");
        verdict.CompareRuns(" before and after the swap", followed, Followed(trial, after));
    }
}
