using FluentAssertions;
using RnnEquivalence.SelfTests.Mutants;
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

    /// <summary>Every mutant is seen at the default number of cases, and most at once.</summary>
    [Fact]
    public void EveryMutant_IsSeenWithinTheBound_HalfOfThemWithinTenCases()
    {
        ILookup<string, KillTable.Cell> table = Recorded().Cells.ToLookup(cell => cell.Mutant);

        int?[] first = [.. Catalogue.All.Select(fault => KillPage.First(table[fault.Id], measure: 0))];

        Catalogue.All.Zip(first).Where(mutant => mutant.Second is null).Select(mutant => mutant.First.Id).Should().BeEmpty();
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
    }

    /// <summary>
    /// What the table says is still so, whatever the seed: the laws that saw a mutant see it, at the default number of cases.
    /// </summary>
    [Theory]
    [MemberData(nameof(Mutants))]
    public void Mutant_IsSeenInEachOfTwentySeeds(string id)
    {
        Fault fault = Catalogue.All.Single(fault => fault.Id == id);
        Dictionary<string, Law> laws = Laws.About(fault).ToDictionary(law => law.Name);
        Law[] seeing =
        [
            .. Recorded().Cells.Where(cell => cell.Mutant == id && cell.Medians[0] is not null)
                .OrderBy(cell => cell.Medians[0])
                .Select(cell => laws[cell.Law]),
        ];

        Enumerable.Range(1, 20).Where(seed => !Array.Exists(seeing, law => IsSeen(fault, law, (ulong)seed)))
            .Should().BeEmpty("these seeds must see it too");
    }

    private static bool IsSeen(Fault fault, Law law, ulong seed)
    {
        var witness = new KillWitness(Measure.Bound());
        law.Show(fault, KillTable.Cases, seed, witness);
        return witness.HasSeenEnough;
    }

    private static KillTable Recorded() => KillFiles.Table();
}
