using FsCheck;
using FsCheck.Fluent;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Running;

/// <summary>Draws families of cases and runs them, a member after another, until one is refuted.</summary>
/// <param name="runner">Runs a case.</param>
/// <param name="law">The law.</param>
internal sealed class FamilyRunner(CaseRunner runner, Law law)
{
    /// <summary>The families of a law: cases by themselves, unless more members are asked for and the law has them.</summary>
    public static Arbitrary<CaseFamily> Families(Law law, int members)
    {
        Gen<CaseFamily> generator = members > 1 && law.Recipe is { } recipe
            ? CaseGenerator.Families(recipe, members)
            : law.Cases.Generator.Select(CaseFamily.Of);
        return Arb.From(generator, family => family.Smaller(law.Cases.Shrinker));
    }

    /// <summary>Runs a family.</summary>
    /// <returns>What came of the first member that refutes the law, or of the last one.</returns>
    public CaseOutcome Run(CaseFamily family, bool isDrawn)
    {
        using ModuleShelf? shelf = family.Count > 1 ? ModuleShelf.Open() : null;
        CaseOutcome? outcome = null;
        int member = 0;
        foreach (RecurrentCase trial in family.Members)
        {
            shelf?.Begin(member);
            outcome = runner.Run(trial, law.Check, isDrawn);
            if (!outcome.Holds)
            {
                family.Refuted = member;
                break;
            }

            member++;
        }

        return outcome!;
    }
}
