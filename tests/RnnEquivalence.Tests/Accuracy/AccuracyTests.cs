using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Backends.OnnxRuntime;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.Tests.Accuracy;

// Packed and unrolled, libtorch computes the functions that TorchSharpUnfused calls by name; and constant weights are no other functions.

public sealed class TorchSharpFusedFloat32_Accuracy : ExhaustiveAccuracySpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat64_Accuracy : AccuracySpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpPackedFloat32_Accuracy() : AccuracySpecification<TorchSharpPackedFloat32>(thinning: 4);

public sealed class TorchSharpPackedFloat64_Accuracy() : AccuracySpecification<TorchSharpPackedFloat64>(thinning: 4);

public sealed class TorchSharpUnrolledFloat32_Accuracy() : AccuracySpecification<TorchSharpUnrolledFloat32>(thinning: 4);

public sealed class TorchSharpUnrolledFloat64_Accuracy() : AccuracySpecification<TorchSharpUnrolledFloat64>(thinning: 4);

public sealed class TorchSharpUnfusedFloat32_Accuracy : ExhaustiveAccuracySpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat64_Accuracy : AccuracySpecification<TorchSharpUnfusedFloat64>;

public sealed class OnnxRuntimeFloat32_Accuracy : ExhaustiveAccuracySpecification<OnnxRuntimeFloat32>;

public sealed class OnnxRuntimeConstantFloat32_Accuracy() : AccuracySpecification<OnnxRuntimeConstantFloat32>(thinning: 4);

/// <summary>The committed table as a whole.</summary>
public sealed class AccuracyTests
{
    public static TheoryData<Type> Backends => [.. BuiltInBackends.All.Select(backend => backend.GetType())];

    [Theory]
    [MemberData(nameof(Backends))]
    public void BuiltInBackend_HasAnAccuracyClass(Type backend) =>
        typeof(AccuracyTests).Assembly.GetExportedTypes()
            .Should().ContainSingle(type => type.IsAssignableTo(typeof(AccuracySpecification<>).MakeGenericType(backend)))
            .Which.Name.Should().Be($"{backend.Name}_Accuracy", ".ci/accuracy finds it by that name");

    /// <summary>
    /// The nightly run measures with all numbers whatever has a class for it: every backend whose functions are its own, but for those of
    /// double precision, of which there are too many.
    /// </summary>
    [Theory]
    [MemberData(nameof(Backends))]
    public void BuiltInBackend_WithFunctionsOfItsOwn_IsMeasuredOverAllNumbers(Type backend)
    {
        Type accuracy = typeof(AccuracyTests).Assembly.GetExportedTypes()
            .Single(type => type.IsAssignableTo(typeof(AccuracySpecification<>).MakeGenericType(backend)));
        ElementType elementType = ((IRecurrentBackend)Activator.CreateInstance(backend)!).Traits.ElementType;
        const string InFull = nameof(AccuracySpecification<TorchSharpFusedFloat32>.IsMeasuredInFull);
        bool isMeasuredInFull = (bool)accuracy.GetProperty(InFull)!.GetValue(Activator.CreateInstance(accuracy))!;

        accuracy.IsAssignableTo(typeof(ExhaustiveAccuracySpecification<>).MakeGenericType(backend))
            .Should().Be(isMeasuredInFull && elementType.Format().Precision <= 24);
    }

    /// <summary>Writes the page anew, when a declaration has changed and nothing is to be measured.</summary>
    [Fact(Explicit = true)]
    public void Page_IsWritten() => AccuracyFiles.Add([]);

    [Fact]
    public void Page_ShowsTheTable() =>
        AccuracyFiles.Page().Should().Be(
            AccuracyPage.Of(AccuracyFiles.Table()).ReplaceLineEndings("\n"),
            "the page is written by\n{0}",
            AccuracyFiles.CommandForPage);

    [Fact]
    public void Table_KnowsOnlyPlacesThatThereAre() =>
        AccuracyFiles.Table().Rows
            .Where(row => !BuiltInBackends.All.Any(backend => BuiltInBackends.NameOf(backend) == row.Backend
                && backend.Traits.Cells.ContainsKey(row.Cell) && Place.In(row.Cell).Any(place => place.Name == row.Place)))
            .Should().BeEmpty();

    /// <summary>Written, read and written again.</summary>
    [Fact]
    public void Table_SurvivesItsFile()
    {
        AccuracyTable table = AccuracyFiles.Table();

        AccuracyTable.Parse(table.ToString()).ToString().Should().Be(table.ToString());
        table.With([]).ToString().Should().Be(table.ToString());
    }

    [Theory]
    [InlineData("", "An accuracy table begins with the line*")]
    [InlineData("mutant,law", "An accuracy table begins with the line*but this one with \"mutant,law\"*")]
    [InlineData(AccuracyRow.Header + "\na,b", "A row of an accuracy table has 25 fields, but \"a,b\" has 2.")]
    public void File_ThatIsNoTable_IsRefused(string text, string message) =>
        FluentActions.Invoking(() => AccuracyTable.Parse(text)).Should().Throw<FormatException>().WithMessage(message);
}
