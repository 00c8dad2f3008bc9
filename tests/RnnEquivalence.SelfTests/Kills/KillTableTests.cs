using FluentAssertions;
using RnnEquivalence.SelfTests.Mutants;
using Xunit;

namespace RnnEquivalence.SelfTests.Kills;

/// <summary>The table of what the suite catches is measured, and the page that shows it is current.</summary>
public sealed class KillTableTests
{
    private const string Command = """
        dotnet run --project tests/RnnEquivalence.SelfTests -- -explicit only -method "*.KillTable_IsMeasuredAndWritten"
        """;

    private static readonly string Folder = Path.Combine(Sources(), "tests", "RnnEquivalence.SelfTests", "Kills");
    private static readonly string TablePath = Path.Combine(Folder, "kills.csv");
    private static readonly string PagePath = Path.Combine(Folder, "README.md");

    public static TheoryData<string> Mutants { get; } = [.. Catalogue.All.Select(fault => fault.Id)];

    /// <summary>Measures everything anew, which takes some minutes.</summary>
    [Fact(Explicit = true)]
    public void KillTable_IsMeasuredAndWritten()
    {
        KillTable table = KillTable.Measured();

        Write(TablePath, table.ToString());
        Write(PagePath, KillPage.Of(table, Command));
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

    [Fact]
    public void Page_ShowsTheTable() =>
        File.ReadAllText(PagePath).ReplaceLineEndings("\n").Should().Be(KillPage.Of(Recorded(), Command).ReplaceLineEndings("\n"), "the page is written by\n{0}", Command);

    [Fact]
    public void Table_KnowsOnlyMutantsAndLawsThatThereAre()
    {
        Dictionary<string, HashSet<string>> laws = KillTable.Subjects.ToDictionary(fault => fault.Id, fault => Laws.About(fault).Select(law => law.Name).ToHashSet());

        Recorded().Cells.Where(cell => !laws.TryGetValue(cell.Mutant, out HashSet<string>? known) || !known.Contains(cell.Law)).Should().BeEmpty();
    }

    /// <summary>What the table says is still so, whatever the seed: the laws that saw a mutant see it, at the default number of cases.</summary>
    [Theory]
    [MemberData(nameof(Mutants))]
    public void Mutant_IsSeenInEachOfTwentySeeds(string id)
    {
        Fault fault = Catalogue.All.Single(fault => fault.Id == id);
        Dictionary<string, Law> laws = Laws.About(fault).ToDictionary(law => law.Name);
        Law[] seeing = [.. Recorded().Cells.Where(cell => cell.Mutant == id && cell.Medians[0] is not null).OrderBy(cell => cell.Medians[0]).Select(cell => laws[cell.Law])];

        Enumerable.Range(1, 20).Where(seed => !Array.Exists(seeing, law => IsSeen(fault, law, (ulong)seed))).Should().BeEmpty("these seeds must see it too");
    }

    private static bool IsSeen(Fault fault, Law law, ulong seed)
    {
        var witness = new KillWitness(Measure.Bound());
        law.Show(fault, KillTable.Cases, seed, witness);
        return witness.HasSeenEnough;
    }

    private static KillTable Recorded() => KillTable.Parse(File.ReadAllText(TablePath));

    /// <summary>Where the sources are: the first folder above the program that has a solution.</summary>
    private static string Sources()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RnnEquivalence.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} has RnnEquivalence.sln.");
    }

    private static void Write(string path, string text)
    {
        File.WriteAllText($"{path}.partial", text);
        File.Move($"{path}.partial", path, overwrite: true);
    }
}
