using System.Reflection;
using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.SelfTests.Mutants;
using RnnEquivalence.Specifications;
using Xunit;

namespace RnnEquivalence.SelfTests.Specifications;

/// <summary>A test assembly that leaves a specification out without saying why is told so by name.</summary>
public sealed class ComplianceTests
{
    private static readonly LeavesOutAttribute NoGradients = new(typeof(GradientSpecification<>), "The kernel is for inference.");

    [Fact]
    public void Specifications_AreThoseThatStateLawsOfOneBackend()
    {
        Compliance.Specifications.Should().Contain(
        [
            typeof(RnnSpecification<>), typeof(ReluRnnSpecification<>), typeof(GruSpecification<>), typeof(LstmSpecification<>),
            typeof(ActivationSpecification<>), typeof(VariantSpecification<>), typeof(NetworkSpecification<>),
            typeof(LengthsSpecification<>), typeof(HistorySpecification<>), typeof(ValueSpecification<>), typeof(EmptySpecification<>),
            typeof(GradientSpecification<>),
        ]);
        Compliance.Specifications.Should().NotContain(
        [
            typeof(RecurrentSpecification<>), typeof(StateSpecification<>), typeof(SwapSpecification<,>),
            typeof(ComplianceSpecification<>),
        ]);
    }

    [Fact]
    public void EverySpecification_WithItsLeaf_Complies() => ComplaintOf(AllBut()).Should().BeNull();

    [Fact]
    public void MissingLeaf_IsALineReadyToPaste() => ComplaintOf(AllBut(typeof(LstmSpecification<>), typeof(ValueSpecification<>)))
        .Should().Contain("public sealed class Kernel_Lstm : LstmSpecification<ComplianceTests.Kernel>;")
        .And.Contain("public sealed class Kernel_Value : ValueSpecification<ComplianceTests.Kernel>;")
        .And.Contain("[LeavesOut(typeof(LstmSpecification<>)")
        .And.NotContain("Kernel_Gru");

    [Theory]
    [MemberData(nameof(Names))]
    public void EachSpecification_IsMissedByItself(string specification)
    {
        Type left = Compliance.Specifications.Single(type => type.Name == specification);

        ComplaintOf(AllBut(left)).Should().Contain($"{specification.Split('`')[0]}<ComplianceTests.Kernel>;")
            .And.Subject.Split("public sealed class").Should().HaveCount(2);
    }

    [Fact]
    public void LeafOfAnotherBackend_DoesNotCount() =>
        ComplaintOf([.. AllBut(typeof(LstmSpecification<>)), Leaf(typeof(LstmSpecification<>), typeof(RefusalTests.Backend))])
            .Should().Contain("Kernel_Lstm");

    [Fact]
    public void AbstractLeaf_DoesNotCount() =>
        ComplaintOf([.. AllBut(typeof(LstmSpecification<>)), AbstractLeaf()]).Should().Contain("Kernel_Lstm");

    [Fact]
    public void LeafThatXunitDoesNotSee_DoesNotCountAndIsNamed() =>
        ComplaintOf(
            [.. AllBut(typeof(LstmSpecification<>)), Leaf(typeof(LstmSpecification<>), typeof(Kernel), TypeAttributes.NotPublic)])
            .Should().Contain("Kernel_Lstm :").And.Contain("never run").And.Contain("Leaf_LstmSpecification");

    [Fact]
    public void LeafBehindAClassBetween_Counts()
    {
        Type between = AbstractLeaf();

        ComplaintOf([.. AllBut(typeof(LstmSpecification<>)), between, Leaves.Define("Own_Lstm", between)]).Should().BeNull();
    }

    [Fact]
    public void MissingLeafWithAReason_Complies() =>
        ComplaintOf(AllBut(typeof(GradientSpecification<>)), NoGradients).Should().BeNull();

    [Fact]
    public void ReasonForASpecificationThatHasALeaf_IsStale() =>
        ComplaintOf(AllBut(), NoGradients)
            .Should().Contain("have a class").And.Contain("GradientSpecification: Leaf_GradientSpecification");

    [Fact]
    public void ReasonGivenTwice_IsRefused() =>
        ComplaintOf(AllBut(typeof(GradientSpecification<>)), NoGradients, NoGradients).Should().Contain("more than once");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void ReasonWithoutWords_IsRefused(string? reason) =>
        ComplaintOf(AllBut(typeof(GradientSpecification<>)), new LeavesOutAttribute(typeof(GradientSpecification<>), reason!))
            .Should().Contain("without a reason");

    [Theory]
    [InlineData(typeof(LstmSpecification<Kernel>))]
    [InlineData(typeof(SwapSpecification<,>))]
    [InlineData(typeof(string))]
    [InlineData(null)]
    public void ReasonForWhatIsNoSpecification_IsRefused(Type? type) =>
        ComplaintOf(AllBut(), new LeavesOutAttribute(type!, "It is not held."))
            .Should().Contain("no specification of one backend").And.Contain(type?.ToString() ?? "null");

    /// <summary>The test itself, on this assembly, which holds nothing against the backend.</summary>
    [Fact]
    public void EverySpecification_HasALeafClassOrAReason_FailsWhereNothingIsHeld() =>
        FluentActions.Invoking(() => new Nothing().EverySpecification_HasALeafClassOrAReason())
            .Should().Throw<EquivalenceException>().WithMessage("*class Kernel_Activation : *class Kernel_Lstm : *")
            .And.Message.Should().NotContain("Gradient");

    /// <summary>What is skipped is counted under the name under which the laws that are run are kept.</summary>
    [Fact]
    public void SkippedLaws_AreCountedByBackend()
    {
        var board = new Scoreboard();
        board.AddSkipped(Judged.By(typeof(Lstm))!);
        board.AddSkipped(Judged.By(typeof(Swap))!);
        board.AddSkipped(Judged.By(typeof(Swap))!);

        string name = new Kernel().Name;
        board.ToString().ReplaceLineEndings("\n").Should().Be(
            $"{name}\n  skipped by declaration: 1 law\n{name} → {name}\n  skipped by declaration: 2 laws\n");
    }

    [Fact]
    public void ClassThatJudgesNothing_IsNotCounted() => Judged.By(typeof(ComplianceTests)).Should().BeNull();

    public static TheoryData<string> Names => [.. Compliance.Specifications.Select(type => type.Name)];

    private static string? ComplaintOf(Type[] types, params LeavesOutAttribute[] reasons) =>
        new Compliance(typeof(Kernel), types, reasons).Complaint;

    private static Type[] AllBut(params Type[] left) =>
        [.. Compliance.Specifications.Except(left).Select(specification => Leaf(specification, typeof(Kernel)))];

    private static Type AbstractLeaf() =>
        Leaf(typeof(LstmSpecification<>), typeof(Kernel), TypeAttributes.Public | TypeAttributes.Abstract);

    private static Type Leaf(Type specification, Type backend, TypeAttributes attributes = TypeAttributes.Public) =>
        Leaves.Define($"Leaf_{specification.Name.Split('`')[0]}", specification.MakeGenericType(backend), attributes);

    [LeavesOut(typeof(GradientSpecification<>), "One reason, so that reasons are read off the class.")]
    private sealed class Nothing : ComplianceSpecification<Kernel>;

    /// <summary>A backend that nothing in this assembly is held against.</summary>
    public sealed class Kernel : IRecurrentBackend
    {
        private readonly CorrectBackend _backend = new();

        public string Name => _backend.Name;

        public BackendTraits Traits => _backend.Traits;

        public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
            _backend.Create(architecture, parameters);
    }

    private sealed class Lstm : LstmSpecification<Kernel>;

    private sealed class Swap : SwapSpecification<Kernel, Kernel>;
}
