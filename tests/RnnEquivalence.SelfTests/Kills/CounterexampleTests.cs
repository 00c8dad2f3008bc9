using FluentAssertions;
using RnnEquivalence.Evidence;
using RnnEquivalence.SelfTests.Mutants;
using Xunit;

namespace RnnEquivalence.SelfTests.Kills;

/// <summary>What the suite prints of a wrong kernel is what a person would have written down.</summary>
public sealed class CounterexampleTests
{
    private static readonly Lazy<KillTable> Kills = new(KillFiles.Table);
    private static readonly Lazy<CounterexampleTable> Recorded = new(KillFiles.Counterexamples);

    public static TheoryData<string> Mutants { get; } = [.. Catalogue.All.Select(fault => fault.Id)];

    /// <summary>Shrinks everything anew, which takes a minute or two, and writes the page.</summary>
    [Fact(Explicit = true)]
    public void Counterexamples_AreMeasuredAndWritten()
    {
        KillFiles.WriteCounterexamples(CounterexampleTable.Measured(KillFiles.Table()));
        KillFiles.WritePage();
    }

    /// <summary>Shrunk today, by the law that first sees the mutant.</summary>
    [Theory]
    [MemberData(nameof(Mutants))]
    public void Mutant_ShrinksToWithinItsBudget(string id)
    {
        Fault fault = Catalogue.All.Single(fault => fault.Id == id);
        Owed.SkipIfAny(
            "a kill table",
            new[] { id }.Except(Kills.Value.Scope.Mutants),
            KillPage.Command(nameof(KillTableTests.KillTable_IsMeasuredAndWritten)));
        NamedLaw law = Kills.Value.LawsSeeing(fault)[0];

        foreach (ulong seed in CounterexampleTable.Seeds)
        {
            CounterexampleTable.Row? row = CounterexampleTable.Shrunk(fault, law, seed);

            row.Should().NotBeNull("{0} must be refuted with seed {1}", law.Name, seed);
            ShouldBeWithinBudget(row!);
        }
    }

    /// <summary>What the page shows is what holds: the counterexamples were as small when they were recorded.</summary>
    [Fact]
    public void RecordedCounterexamples_AreWithinTheBudget()
    {
        foreach (CounterexampleTable.Row row in Measured.SelectMany(Recorded.Value.OfFirstLaw))
        {
            ShouldBeWithinBudget(row);
        }
    }

    /// <summary>No mutant and no law is granted more than the others without making use of it.</summary>
    [Fact]
    public void Exceptions_AreNeeded()
    {
        ILookup<string, CounterexampleTable.Row> ofMutants = Recorded.Value.Rows.ToLookup(row => row.Mutant);
        ILookup<string, CounterexampleTable.Row> ofLaws = Recorded.Value.Rows.ToLookup(row => row.Law);
        HashSet<string> owed = [.. Kills.Value.Scope.LackingOf(KillScope.Present)];

        Superfluous(Budget.OfMutants, ofMutants).Concat(Superfluous(Budget.OfLaws, ofLaws)).Should().BeEmpty();

        // Some case must exceed the default in the respect in which it is widened.
        IEnumerable<string> Superfluous(
            IReadOnlyDictionary<string, IReadOnlyList<Budget.Need>> exceptions, ILookup<string, CounterexampleTable.Row> rows) =>
            from exception in exceptions
            where !owed.Contains(exception.Key)
            from need in exception.Value
            let widened = need.Widen(Budget.Default)
            where rows[exception.Key].All(row => Budget.Default.Includes(CaseSize.Smaller(row.Size, widened)))
            select $"{exception.Key}: {need.Reason}";
    }

    [Fact]
    public void EveryMutant_HasCounterexamplesOnRecord() => Owed.SkipIfAny(
        "counterexamples",
        Catalogue.All.Select(fault => fault.Id).Except(Recorded.Value.Rows.Select(row => row.Mutant)),
        KillPage.Command(nameof(Counterexamples_AreMeasuredAndWritten)));

    [Fact]
    public void Table_KnowsOnlyMutantsAndLawsThatSeeThem_AndAllSeeds()
    {
        CounterexampleTable table = Recorded.Value;
        KillTable kills = Kills.Value;

        foreach (Fault fault in Measured)
        {
            table.OfFirstLaw(fault).Select(row => row.Seed).Should().Equal(CounterexampleTable.Seeds, fault.Id);
            table.Rows.Where(row => row.Mutant == fault.Id).Select(row => row.Law)
                .Should().BeSubsetOf(kills.LawsSeeing(fault).Select(law => law.Name), fault.Id);
        }

        table.Rows.Select(row => row.Mutant).Should().BeSubsetOf(Catalogue.All.Select(fault => fault.Id));
        CounterexampleTable.Parse(table.ToString()).Rows.Should().Equal(table.Rows);
    }

    /// <summary>
    /// The case that is printed is the one that was run, whatever the kernel wrote over it: here a number that no case is shrunk to.
    /// </summary>
    [Theory]
    [InlineData("input-overwritten")]
    [InlineData("initial-state-overwritten")]
    public void KernelThatWritesToItsInput_DoesNotChangeWhatIsPrinted(string id)
    {
        Fault fault = Catalogue.All.Single(fault => fault.Id == id);
        NamedLaw law = Kills.Value.LawsSeeing(fault)[0];

        string printed = law.Against(fault, CounterexampleTable.Cases, seed: 1).Counterexample!.ToString()!;

        printed.Should().NotContain("0.25");
    }

    private static IEnumerable<Fault> Measured
    {
        get
        {
            HashSet<string> measured = [.. Recorded.Value.Rows.Select(row => row.Mutant)];
            return Catalogue.All.Where(fault => measured.Contains(fault.Id));
        }
    }

    private static void ShouldBeWithinBudget(CounterexampleTable.Row row)
    {
        CaseSize budget = Budget.Of(row.Mutant, row.Law);

        budget.Includes(row.Size).Should().BeTrue(
            "{0} leaves {1} of {2} with seed {3}, {4} numbers, and may leave {5}, {6} numbers",
            row.Law,
            row.Size,
            row.Mutant,
            row.Seed,
            row.Size.Numbers,
            budget,
            budget.Numbers);
    }
}
