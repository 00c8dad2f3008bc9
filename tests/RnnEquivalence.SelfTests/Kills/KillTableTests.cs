using FluentAssertions;
using RnnEquivalence.Evidence;
using RnnEquivalence.SelfTests.Mutants;
using RnnEquivalence.Specifications;
using Xunit;

namespace RnnEquivalence.SelfTests.Kills;

/// <summary>The table of what the suite catches is measured, and the page that shows it is current.</summary>
public sealed class KillTableTests
{
    public static TheoryData<string> Mutants { get; } = [.. Catalogue.All.Select(fault => fault.Id)];

    /// <summary>Measures everything anew, which takes some minutes.</summary>
    [Fact(Explicit = true)]
    public void KillTable_IsMeasuredAndWritten()
    {
        KillFiles.WriteTable(KillTable.Measured());
        KillFiles.WritePage();
    }

    /// <summary>What has been added since the table was measured is in it when it is measured next.</summary>
    [Fact]
    public void EveryMutantAndLaw_HasBeenMeasured() => Owed.SkipIfAny(
        "a kill table", Recorded().Scope.LackingOf(KillScope.Present), KillPage.Command(nameof(KillTable_IsMeasuredAndWritten)));

    /// <summary>Every mutant is seen at the default number of cases, and most at once.</summary>
    [Fact]
    public void EveryMutant_IsSeenWithinTheBound_HalfOfThemWithinTenCases()
    {
        KillTable recorded = Recorded();
        ILookup<string, KillTable.Cell> table = recorded.Cells.ToLookup(cell => cell.Mutant);

        int?[] first = [.. recorded.Scope.Mutants.Select(mutant => KillPage.First(table[mutant], measure: 0))];

        recorded.Scope.Mutants.Zip(first).Where(mutant => mutant.Second is null).Select(mutant => mutant.First).Should().BeEmpty();
        first.Order().ElementAt(first.Length / 2).Should().BeLessThanOrEqualTo(10);
    }

    /// <summary>The kernel without a fault is seen by no law, within the suite's own bound.</summary>
    [Fact]
    public void CorrectKernel_IsSeenByNoLaw() =>
        Recorded().Cells.Where(cell => cell.Mutant == Fault.None.Id && cell.Medians[0] is not null).Should().BeEmpty();

    /// <summary>Writes the page anew from the two tables, which takes a moment.</summary>
    [Fact(Explicit = true)]
    public void Page_IsWritten() => KillFiles.WritePage();

    [Fact]
    public void Page_ShowsTheTables() =>
        KillFiles.Page().Should().Be(
            KillPage.Of(KillFiles.Table(), KillFiles.Counterexamples()).ReplaceLineEndings("\n"),
            "the page is written by\n{0}",
            KillPage.Command("Page_IsWritten"));

    [Fact]
    public void Table_KnowsOnlyMutantsAndLawsThatThereAre()
    {
        Dictionary<string, HashSet<string>> laws =
            KillTable.Subjects.ToDictionary(fault => fault.Id, fault => Laws.About(fault).Select(law => law.Name).ToHashSet());

        Recorded().Cells
            .Where(cell => !laws.TryGetValue(cell.Mutant, out HashSet<string>? known) || !known.Contains(cell.Law))
            .Should().BeEmpty();
        KillScope.Present.LackingOf(Recorded().Scope).Should().BeEmpty("what there is no more has to be measured away");
    }

    /// <summary>
    /// What the table says is still so, whatever the seed: the laws that saw a mutant see it, at the default number of cases.
    /// </summary>
    [Theory]
    [MemberData(nameof(Mutants))]
    public void Mutant_IsSeenInEachOfTwentySeeds(string id)
    {
        Fault fault = Catalogue.All.Single(fault => fault.Id == id);
        KillTable recorded = Recorded();
        Owed.SkipIfAny(
            "a kill table", new[] { id }.Except(recorded.Scope.Mutants), KillPage.Command(nameof(KillTable_IsMeasuredAndWritten)));
        IReadOnlyList<NamedLaw> seeing = recorded.LawsSeeing(fault);

        Enumerable.Range(1, 20).Where(seed => !seeing.Any(law => IsSeen(fault, law, (ulong)seed)))
            .Should().BeEmpty("these seeds must see it too");
    }

    private static bool IsSeen(Fault fault, NamedLaw law, ulong seed)
    {
        var witness = new KillWitness(Measure.Bound());

        // What takes a sequence of calls to show has twice as many cases by default.
        bool isOfSequences = law.Name == nameof(HistorySpecification<>.Histories_EachCall_EqualsItsOwnFormula);
        law.Show(fault, (isOfSequences ? 2 : 1) * KillTable.Cases, seed, witness, () => witness.HasSeenEnough);
        return witness.HasSeenEnough;
    }

    private static KillTable Recorded() => KillFiles.Table();
}
