using System.Reflection;
using System.Text.RegularExpressions;
using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Evidence;
using RnnEquivalence.Running;
using RnnEquivalence.SelfTests.Mutants;
using RnnEquivalence.Soaks;
using RnnEquivalence.Specifications;
using Xunit;

namespace RnnEquivalence.SelfTests.Soak;

/// <summary>What soaks have shown is committed, and the page that shows it is current.</summary>
public sealed class SoakTableTests
{
    private const string Commands =
        ".ci/soak folder\n"
        + "dotnet run --project tests/RnnEquivalence.SelfTests -e RNNEQ_SOAK=folder -- "
        + "-explicit only -method \"*.SoakRecords_AreAddedToTheTable\"";

    /// <summary>How many cases of each law there have to be on record.</summary>
    private const long LeastCases = 2_000;

    private static readonly Type[] BackendTypes =
    [
        .. new BackendRegistry(typeof(SoakTableTests).Assembly).Types.Where(type => type.Assembly != typeof(SoakTableTests).Assembly),
    ];

    public static TheoryData<string> Backends => [.. BackendTypes.Select(type => type.Name)];

    /// <summary>
    /// Adds the records that soaks have left in the folder RNNEQ_SOAK to what is committed; without the committed files, they begin a
    /// new table.
    /// </summary>
    [Fact(Explicit = true)]
    public void SoakRecords_AreAddedToTheTable()
    {
        string folder = Settings.Current.Of(Knobs.Soak)
            ?? throw new SettingsException("Name the folder of the records: RNNEQ_SOAK=folder");
        SoakTable table = SoakFiles.AreThere ? Recorded() + SoakTable.Of(folder) : SoakTable.Of(folder);

        SoakFiles.Write(table, SoakPage.Of(table, Commands));
    }

    [Fact]
    public void Page_ShowsTheTable() =>
        SoakFiles.Page().Should().Be(
            SoakPage.Of(Recorded(), Commands).ReplaceLineEndings("\n"), "the page is written by\n{0}", Commands);

    [Fact]
    public void Soak_RaisedNoFalseAlarm() =>
        Recorded().Laws.Rows.Where(row => row.Count.Refuted > 0 || row.Count.Worst > 1).Should().BeEmpty();

    /// <summary>A law with more inconclusive cases than a run allows would not count as shown.</summary>
    [Fact]
    public void Soak_WasConclusive() =>
        Recorded().Laws.Rows.Where(row => row.Count.Inconclusive > LawReport.MostInconclusive(row.Count.Cases)).Should().BeEmpty();

    [Fact]
    public void BothTables_CountTheSameCases()
    {
        SoakTable table = Recorded();

        Sum(table.Cells).Should().Be(Sum(table.Laws));

        static string Sum(SoakRecord record) => string.Join(
            '\n',
            record.Rows.GroupBy(row => row.Key.Judged)
                .OrderBy(judged => judged.Key, StringComparer.Ordinal)
                .Select(judged => $"{judged.Key} {judged.Sum(row => row.Count.Cases)}"));
    }

    /// <summary>A law that was forgotten would raise no false alarm either, so what has not been soaked is told.</summary>
    [Theory]
    [MemberData(nameof(Backends))]
    public void EveryLawThatABackendDeclares_HasBeenSoaked(string name)
    {
        Type backend = BackendTypes.Single(type => type.Name == name);
        string judged = WithoutVersions(((IRecurrentBackend)Activator.CreateInstance(backend)!).Name);
        Dictionary<string, long> cases = Recorded().Laws.Rows
            .Where(row => WithoutVersions(row.Key.Judged) == judged)
            .GroupBy(row => row.Key.Law)
            .ToDictionary(law => law.Key, law => law.Sum(row => row.Count.Cases));

        Owed.SkipIfAny(
            $"a soak of {name}", LawsOf(backend).Where(law => cases.GetValueOrDefault(law) < LeastCases), Commands);
    }

    /// <summary>
    /// The table has no law that there is no more. Those of tensors are the guard's own, which this project does not know.
    /// </summary>
    [Fact]
    public void Table_KnowsOnlyLawsThatThereAre()
    {
        HashSet<string> laws =
        [
            .. typeof(RecurrentSpecification<>).Assembly.GetTypes()
                .SelectMany(type => type.GetMethods())
                .Where(IsLaw)
                .Select(law => law.Name),
            "StridedTensors_EqualExpandedFormulas",
            "TensorsExpandedAlongTheFirstDimension_EqualExpandedFormulas",
            "TensorsExpandedAlongTheSecondDimension_EqualExpandedFormulas",
            "TensorsExpandedAlongTheLastDimension_EqualExpandedFormulas",
        ];

        Recorded().Laws.Rows.Select(row => row.Key.Law).Distinct().Where(law => !laws.Contains(law)).Should().BeEmpty();

        static bool IsLaw(MethodInfo method) => method.IsDefined(typeof(EquivalencePropertyAttribute), inherit: true);
    }

    /// <summary>Every specification of a single backend. Baselines draw the same cases each time.</summary>
    private static IEnumerable<Type> SoakedSpecifications => typeof(RecurrentSpecification<>).Assembly.GetTypes()
        .Where(type => type is { IsGenericTypeDefinition: true, IsAbstract: true } && type.GetGenericArguments().Length == 1
            && type != typeof(BaselineSpecification<>) && type.Name.EndsWith("Specification`1", StringComparison.Ordinal));

    private static IEnumerable<string> LawsOf(Type backend) => SoakedSpecifications
        .SelectMany(type => Laws.DeclaredIn(type.MakeGenericType(backend)))
        .Select(law => law.Name)
        .Distinct();

    /// <summary>Another version of a library is another row of the table, but not another duty.</summary>
    private static string WithoutVersions(string name) => Regex.Replace(name, @" \d[\w.+-]*(?=[,\s])", "");

    private static SoakTable Recorded() => SoakFiles.Table();
}
