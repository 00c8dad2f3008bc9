using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Evidence;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using Xunit;

namespace RnnEquivalence.Tests.Accuracy;

/// <summary>
/// What a backend declares of tanh and σ is what was measured, at every place of every cell of it, and is so at other arguments as well.
/// </summary>
/// <typeparam name="TBackend">The backend.</typeparam>
/// <param name="thinning">
/// How often the number of arguments is halved that the table is measured with: for a backend whose functions are those of another one,
/// which is measured with all of them.
/// </param>
public abstract class AccuracySpecification<TBackend>(int thinning = 0)
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>
    /// By how much a declaration may be wider than what was measured: half as much again and one unit. Engines have other code for
    /// other processors, whose functions are off by a unit more or less.
    /// </summary>
    private const double Margin = 1.5;

    // A call of few numbers takes as long as one of some thousand, and instructions that are left out are of less concern.
    private const int ThinningOfRest = 6;
    private const int ThinningOfLimits = 4;
    private const int ThinningOfSampledRest = 3;

    /// <summary>Of a sample of functions that are another backend's, which is sampled with all arguments.</summary>
    private const int ThinningOfSampledShared = 2;

    private static readonly TBackend Backend = new();

    private protected static IEnumerable<Place> Places => Backend.Traits.Cells.Keys.Order().SelectMany(Place.In);

    private static AccuracyRow[] Rows => [.. AccuracyFiles.Table().Rows.Where(row => row.Backend == typeof(TBackend).Name)];

    /// <summary>Whether it is measured with all that has something to tell.</summary>
    public bool IsMeasuredInFull => thinning == 0;

    /// <summary>Fresh arguments of every order of magnitude: no result is further off than declared.</summary>
    [Fact]
    public void Sample_IsWithinTheDeclaration()
    {
        Unhurried.Only("goes through many thousand arguments");
        Places.SelectMany(place => BatchShape.All.Select(shape => AccuracyRow.Measured(
                Backend,
                place,
                shape,
                Density.Sample,
                Math.Min(thinning, ThinningOfSampledShared) + (shape == BatchShape.Rest ? ThinningOfSampledRest : 0),
                Settings.Current.Of(Knobs.Seed).Seed,
                workers: 1)))
            .SelectMany(row => Uncovered(row, row.Declared))
            .Should().BeEmpty();
    }

    /// <summary>
    /// No worst error of the table is beyond the declaration. A backend may declare other numbers where instructions are left out, so
    /// rows that were measured so are held against what was declared then.
    /// </summary>
    [Fact]
    public void Declaration_CoversTheTable() => Rows
        .SelectMany(row => Uncovered(row, IsMeasuredLikeHere(row) ? DeclaredOf(row) : row.Declared))
        .Should().BeEmpty();

    /// <summary>
    /// None of the numbers that are declared is larger than it has to be by more than the margin. Cells of which the same is declared
    /// have the same function.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Declaration_IsNoLooserThanTheMargin(bool isTanh)
    {
        AccuracyRow[] rows = [.. Rows.Where(row => row.IsTanh == isTanh && row.Instructions == Instructions.Description)];
        Assert.SkipWhen(rows.Length == 0 && Rows.Length > 0, $"Nothing was measured with {Instructions.Description}.");
        foreach (IGrouping<ActivationAccuracy, AccuracyRow> function in rows.GroupBy(DeclaredOf))
        {
            ShouldBeWithinTheMargin(function.Key, [.. function]);
        }
    }

    private static void ShouldBeWithinTheMargin(ActivationAccuracy declared, AccuracyRow[] rows)
    {
        declared.Relative.Should().BeLessThanOrEqualTo((Margin * rows.Max(row => row.NeededRelative.Error)) + 1);
        if (declared.Absolute > 0)
        {
            rows.Should().OnlyContain(
                row => row.Declared.Relative == declared.Relative, "what is relative has changed since, so measure anew");
            declared.Absolute.Should().BeLessThanOrEqualTo((Margin * rows.Max(row => row.NeededAbsolute.Error)) + 1);
        }

        if (declared.Underflow > 1)
        {
            declared.Underflow.Should().BeLessThanOrEqualTo((Margin * rows.Max(row => row.NeededUnderflow.Error)) + 1);
        }
    }

    /// <summary>Every place is in the table, with both shapes, measured with all that the processor has.</summary>
    [Fact]
    public void Table_HasEveryPlace()
    {
        HashSet<(RecurrentCell, string, BatchShape)> measured =
            [.. Rows.Where(HasAllInstructions).Select(row => (row.Cell, row.Place, row.Shape))];

        Owed.SkipIfAny(
            "a measurement of accuracy",
            Places.SelectMany(place => BatchShape.All
                .Where(shape => !measured.Contains((place.Cell, place.Name, shape)))
                .Select(shape => $"{place}, {shape}")),
            AccuracyFiles.Command);
    }

    /// <summary>Measures all that has something to tell, and writes the table and its page.</summary>
    [Fact(Explicit = true)]
    public void Table_IsMeasuredAndWritten()
    {
        int allowed = Math.Max(thinning, Instructions.Limits.Length > 0 ? ThinningOfLimits : 0);
        foreach (Place place in Places)
        {
            AccuracyFiles.Add([.. BatchShape.All.Select(shape =>
                Measured(place, shape, Density.Telling, allowed + (shape == BatchShape.Rest ? ThinningOfRest : 0)))]);
        }
    }

    private static bool HasAllInstructions(AccuracyRow row) => !row.Instructions.Contains('=', StringComparison.Ordinal);

    /// <summary>Whether a row was measured under the same limits as this run is under.</summary>
    private static bool IsMeasuredLikeHere(AccuracyRow row) =>
        Instructions.Limits.Length == 0 ? HasAllInstructions(row) : row.Instructions == Instructions.Limits;

    private protected static AccuracyRow Measured(Place place, BatchShape shape, Density density, int thinning) =>
        AccuracyRow.Measured(Backend, place, shape, density, thinning, seed: 1, Environment.ProcessorCount);

    private static ActivationAccuracy DeclaredOf(AccuracyRow row) => Place.DeclaredIn(Backend.Traits, row.Cell, row.IsTanh);

    /// <summary>
    /// What a declaration does not cover of a row. What has to be relative is known for the Absolute and Underflow that were granted.
    /// </summary>
    private static IEnumerable<string> Uncovered(AccuracyRow row, ActivationAccuracy declared)
    {
        string where = $"{row.Place} of {row.Cell} of {row.Backend}, {row.Shape}, {row.Instructions}";
        if (row.Declared.Absolute != declared.Absolute || row.Declared.Underflow != declared.Underflow)
        {
            yield return $"{where}: measured when {row.Declared} was declared, and now {declared} is; measure anew";
        }
        else if (!(row.NeededRelative.Error <= declared.Relative))
        {
            yield return $"{where}: at {row.NeededRelative.At:R} Relative has to be {row.NeededRelative.Error:G4}, "
                + $"but {declared} is declared";
        }
    }
}

/// <summary>
/// The same of a backend of single precision or less whose functions are its own: these can be measured over all the numbers there are,
/// which the nightly run does.
/// </summary>
/// <typeparam name="TBackend">The backend.</typeparam>
public abstract class ExhaustiveAccuracySpecification<TBackend> : AccuracySpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Measures every finite number, whole vectors at a time.</summary>
    [Fact(Explicit = true)]
    public void Table_IsMeasuredOverAllNumbersAndWritten()
    {
        foreach (Place place in Places)
        {
            AccuracyFiles.Add([Measured(place, BatchShape.Vectors, Density.All, 0)]);
        }
    }
}
