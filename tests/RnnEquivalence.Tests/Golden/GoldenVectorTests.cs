using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.Tests.Golden;

/// <summary>
/// What libraries that nobody here wrote returned, held against the formulas, the conventions and every built-in backend.
/// </summary>
public sealed class GoldenVectorTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => GoldenVectors.Names;

    public static TheoryData<string> NamesWithGradients => GoldenVectors.NamesWithGradients;

    public static TheoryData<string, string> Runs => GoldenVectors.Runs;

    public static TheoryData<string, string> Differentiations => GoldenVectors.Differentiations;

    public static TheoryData<string> BasicLstmCells => [.. BasicLstmVectors.Select(own => own.Vector.Name)];

    private static BasicLstmVector[] BasicLstmVectors =>
        TensorFlowJsGolden.Load(TensorFlowJsGolden.File, Fixtures.Fixture.Bytes(TensorFlowJsGolden.File)).BasicLstmCells;

    [Theory]
    [MemberData(nameof(Names))]
    public void Formula_EqualsLibrary(string vector) =>
        GoldenVerdict.FormulaReturnsTheOutput(GoldenVectors.Named(vector), "GoldenVectors_OfTheLibrary_EqualExpandedFormula");

    /// <summary>The formula that has TensorFlow's kernel as it is, without named gates.</summary>
    [Theory]
    [MemberData(nameof(BasicLstmCells))]
    public void TensorFlowFormula_EqualsLibrary(string vector)
    {
        BasicLstmVector own = BasicLstmVectors.Single(each => each.Vector.Name == vector);

        GoldenVerdict.FormulaReturnsTheOutput(
            own.Vector,
            arithmetic => (_, _) => new TensorFlowBasicLstm(arithmetic, own.Kernel),
            "GoldenVectors_OfBasicLstmCell_EqualTensorFlowFormula");
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Backend_EqualsLibrary(string vector, string backend) =>
        GoldenVerdict.BackendReturnsTheOutput(GoldenVectors.Named(vector), BuiltInBackends.Named(backend), "GoldenVectors_EqualLibrary");

    [Theory]
    [MemberData(nameof(NamesWithGradients))]
    public void BackPropagation_EqualsLibrarysGradients(string vector) =>
        GoldenVerdict.BackPropagationReturnsTheGradients(
            GoldenVectors.Named(vector), "GoldenVectors_GradientsOfTheLibrary_EqualBackPropagation");

    [Theory]
    [MemberData(nameof(Differentiations))]
    public void BackendGradients_EqualLibrarys(string vector, string backend) =>
        GoldenVerdict.BackendReturnsTheGradients(
            GoldenVectors.Named(vector), BuiltInBackends.Named(backend), "GoldenVectors_Gradients_EqualLibrarys");

    /// <summary>Says for each vector how many backends ran it, and why the others did not.</summary>
    [Fact]
    public void EachVector_RunsOnSomeBackend()
    {
        foreach (GoldenVector vector in GoldenVectors.All)
        {
            IRecurrentBackend[] running = [.. BuiltInBackends.All.Where(backend => vector.NotRunBy(backend) is null)];
            int differentiating = BuiltInBackends.All.Count(backend => vector.NotDifferentiatedBy(backend) is null);
            output.WriteLine($"{vector.Name}: {running.Length} backends ran it, {differentiating} differentiated it");
            foreach (IRecurrentBackend backend in BuiltInBackends.All.Except(running))
            {
                output.WriteLine($"  not {BuiltInBackends.NameOf(backend)}, which does not declare {vector.NotRunBy(backend)}");
            }

            running.Should().NotBeEmpty($"{vector.Name} is to be run");
            (differentiating > 0)
                .Should().Be(vector.Gradients is not null, $"{vector.Name} is to be differentiated where it has gradients");
        }
    }

    /// <summary>Of the element types in which there are vectors; others need not have the numbers of any.</summary>
    [Fact]
    public void EachBackend_RunsSomeVectorOfEachOfItsCells()
    {
        HashSet<ElementType> types = [.. GoldenVectors.All.Select(vector => vector.Trial.Architecture.ElementType)];
        foreach (IRecurrentBackend backend in BuiltInBackends.All.Where(backend => types.Contains(backend.Traits.ElementType)))
        {
            GoldenVectors.All.Where(vector => vector.NotRunBy(backend) is null).Select(vector => vector.Trial.Architecture.Cell).Distinct()
                .Should().BeEquivalentTo(backend.Traits.Cells.Keys, $"{backend.Name} declares these cells");
        }
    }

    /// <summary>
    /// How many backends at least run some vectors, counted by hand: fused, packed, unrolled and unfused in two element types, and
    /// ONNX Runtime twice.
    /// </summary>
    [Theory]
    [InlineData("pytorch/rnn-tanh-float32", 10, 8)]
    [InlineData("pytorch/rnn-relu-float64", 10, 8)]
    [InlineData("pytorch/lstm-float32", 10, 8)]
    [InlineData("pytorch/gru-float64", 10, 8)]
    [InlineData("pytorch/lstm-two-layers-bidirectional", 10, 8)]
    [InlineData("pytorch/lstm-packed-float32", 8, 6)]
    [InlineData("pytorch/lstm-projected-float64", 2, 2)]
    [InlineData("pytorch/gru-random-doubles", 4, 4)]
    [InlineData("onnx-export/lstm", 10, 0)]
    [InlineData("onnx-export/gru-two-layers-bidirectional", 10, 0)]
    [InlineData("tensorflow-js/basic-lstm-forget-bias-2.5-wide-input", 10, 8)]
    [InlineData("tensorflow-js/lstm-go-backwards", 6, 4)]
    [InlineData("tensorflow-js/lstm-hard-sigmoid", 4, 2)]
    [InlineData("tensorflow-js/gru", 4, 2)]
    [InlineData("tensorflow-js/simple-rnn-softplus", 2, 2)]
    public void Vector_RunsOnEveryBackendThatHasIt(string vector, int backends, int differentiating)
    {
        GoldenVector own = GoldenVectors.Named(vector);

        BuiltInBackends.All.Count(backend => own.NotRunBy(backend) is null).Should().BeGreaterThanOrEqualTo(backends);
        BuiltInBackends.All.Count(backend => own.NotDifferentiatedBy(backend) is null).Should().BeGreaterThanOrEqualTo(differentiating);
    }
}
