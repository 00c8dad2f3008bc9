using System.Reflection;
using FluentAssertions;
using FsCheck;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.SelfTests.Kills;
using RnnEquivalence.SelfTests.Mutants;
using RnnEquivalence.SelfTests.Specifications;
using RnnEquivalence.Specifications;
using RnnEquivalence.Verdicts;
using Xunit;

namespace RnnEquivalence.SelfTests.Backends;

/// <summary>
/// Kernels that take little are guarded with their declarations alone: by every law that there is something to hold against, on cases
/// that they take, and with counterexamples that they take as well.
/// </summary>
public sealed class DomainTests
{
    private const int Cases = 40;

    /// <summary>Laws of millions of products, for which kernels that round one by one would take minutes.</summary>
    private static readonly string[] TooSlow =
    [
        nameof(SizeSpecification<>.Sizes_OfManyUnits_EqualTheFormula), nameof(SizeSpecification<>.Sizes_OfManyUnitsAndRows_EqualTheFormula),
    ];

    private static readonly Type[] Kernels =
    [
        .. typeof(DomainKernel).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(DomainKernel))),
    ];

    public static TheoryData<string, string> KernelsAndLaws =>
        [.. Kernels.SelectMany(kernel => LawsOf(kernel).Select(law => (kernel.Name, law.Name)))];

    private static readonly string[] Faults =
    [
        "recurrent-transposed", "input-bias-lost", "initial-state-ignored", "final-hidden-is-zero", "lengths-ignored",
        "tail-beyond-four-lost",
    ];

    /// <summary>Each with a fault that many laws see, and one that only some do.</summary>
    public static TheoryData<string, string> KernelsAndFaults =>
    [
        .. from kernel in Kernels
           from fault in Faults
           where LawsSeeing(kernel, fault).Any()
           select (kernel.Name, fault),
    ];

    [Theory]
    [MemberData(nameof(KernelsAndLaws))]
    public void Kernel_WithItsDeclarationAlone_IsRefutedByNoLaw(string kernel, string law)
    {
        LawOutcome outcome = Run(Named(kernel), LawsOf(Named(kernel)).Single(one => one.Name == law), Fault.None, seed: 20180801);

        outcome.Cause.Should().BeNull($"{outcome.Counterexample}");
        outcome.Tally.Cases.Should().Be(CasesOf(law));
        ((double)outcome.Tally.Inconclusive).Should().BeLessThanOrEqualTo(LawReport.MostInconclusive(Cases));
        if (law != nameof(EmptySpecification<>.EmptyBatch_GivesEmptyOutputs) && !law.EndsWith("_IsRefused", StringComparison.Ordinal))
        {
            outcome.Tally.Worst.Should().NotBeNull("a law that compares nothing holds of nothing");
        }
    }

    [Theory]
    [MemberData(nameof(KernelsAndFaults))]
    public void Counterexamples_StayWithinTheDomain(string kernel, string fault)
    {
        IRecurrentBackend backend = New(Named(kernel));
        foreach (MethodInfo law in LawsSeeing(Named(kernel), fault))
        {
            for (ulong seed = 1; seed <= 3; seed++)
            {
                LawOutcome outcome = Run(Named(kernel), law, Known(fault), seed);
                if (outcome is { Cause: LawRefutedException, Counterexample: RecurrentCase smallest })
                {
                    backend.Traits.Missing(smallest.Architecture, smallest.Input).Should().BeEmpty($"{law.Name} shrank to {smallest}");
                    FluentActions.Invoking(() => backend.Run(smallest)).Should().NotThrow();
                }
            }
        }
    }

    /// <summary>What is left is as small as the domain allows, and no smaller.</summary>
    [Fact]
    public void Counterexample_OfABlockedKernel_IsTheSmallestOfItsDomain()
    {
        MethodInfo law = LawsOf(typeof(BlockedKernel))
            .Single(one => one.Name == nameof(LstmSpecification<>.Lstm_EachStep_EqualsExpandedFormula));

        var smallest = (RecurrentCase)Run(typeof(BlockedKernel), law, Known("gates-i-f-exchanged"), seed: 1).Counterexample!;

        smallest.Should().Match<RecurrentCase>(trial =>
            trial.TimeSteps == 1 && trial.BatchSize == 1 && trial.InputSize == 1 && trial.HiddenSize == 16);
        smallest.Architecture.Should().Match<RecurrentArchitecture>(network =>
            network.HasInputBias && network.HasRecurrentBias && network.BatchFirst);
        smallest.Input.InitialState.Should().NotBeNull();
        CaseSizeOf(smallest).Should().BeLessThan(12, "numbers that do not matter become zero, in all sixteen units");
    }

    [Fact]
    public void ProjectionsOfPyTorch_AreDrawnAndAreSmallerThanH()
    {
        var kernel = new ProjectingKernel();

        kernel.Traits.Missing(Lstm(hiddenSize: 4, projection: 4))
            .Should().ContainSingle().Which.Should().Be("P = 4 with H = 4 (it takes P < H)");
        kernel.Traits.Missing(Lstm(hiddenSize: 4, projection: 3)).Should().BeEmpty();
        LawsOf(typeof(ProjectingKernel)).Select(law => law.Name)
            .Should().Contain(nameof(VariantSpecification<>.ProjectedLstm_EachStep_EqualsExpandedFormula));
    }

    /// <summary>What the one cell can do is asked of that cell alone.</summary>
    [Fact]
    public void ReverseLstm_BesideAForwardGru_IsHeldAgainstTheLawOfReversal()
    {
        LawsOf(typeof(UnevenKernel)).Select(law => law.Name)
            .Should().Contain(nameof(NetworkSpecification<>.Reverse_EqualsForwardOnFlippedSequence));
        new UnevenKernel().Traits.Missing(new RecurrentArchitecture
        {
            Cell = RecurrentCell.Gru,
            ElementType = ElementType.Float32,
            InputSize = 1,
            HiddenSize = 1,
            Direction = Direction.Reverse,
        }).Should().Equal("the reverse direction");
    }

    /// <summary>
    /// A kernel that returns something else behind the ends of rows than it declares is refuted, one that declares nothing is not.
    /// </summary>
    [Theory]
    [InlineData(nameof(RepeatingKernel), true)]
    [InlineData(nameof(CarelessKernel), false)]
    public void OutputBehindTheEnd_IsWhatIsDeclared(string kernel, bool isHeld) =>
        LawsOf(Named(kernel)).Any(law => law.Name.StartsWith("OutputBehindTheEnd", StringComparison.Ordinal)).Should().Be(isHeld);

    [Fact]
    public void Summary_SaysWhatTheDomainWas() =>
        DomainNote.Of(new BlockedKernel().Traits)!.ToString().ReplaceLineEndings("\n").Should().Be(
            "  domain    of Rnn, Lstm, Gru: N at most 32, H a multiple of 16, both biases, an initial state, the batch first\n");

    private static RecurrentArchitecture Lstm(int hiddenSize, int projection) => new()
    {
        Cell = RecurrentCell.Lstm, ElementType = ElementType.Float32, InputSize = 1, HiddenSize = hiddenSize, ProjectionSize = projection,
    };

    private static int CaseSizeOf(RecurrentCase trial) =>
        CaseTensors.Read(trial).Sum(tensor => tensor.Count(value => value != 0));

    private static Fault Known(string id) => Catalogue.All.Single(fault => fault.Id == id);

    private static Type Named(string kernel) => Kernels.Single(type => type.Name == kernel);

    private static IRecurrentBackend New(Type kernel) => (IRecurrentBackend)Activator.CreateInstance(kernel)!;

    private static IEnumerable<MethodInfo> LawsOf(Type kernel) => typeof(RecurrentSpecification<>).Assembly.GetTypes()
        .Where(type => type is { IsGenericTypeDefinition: true, IsAbstract: true } && type.GetGenericArguments().Length == 1
            && type != typeof(BaselineSpecification<>) && type.Name.EndsWith("Specification`1", StringComparison.Ordinal))
        .Where(type => type != typeof(GradientSpecification<>) || New(kernel).Traits.HasSome(CellFeatures.Gradients))
        .SelectMany(type => Laws.DeclaredIn(type.MakeGenericType(kernel)))
        .DistinctBy(law => law.Name)
        .Where(law => !TooSlow.Contains(law.Name));

    /// <summary>The laws that the table of kills says see a fault, of those that the kernel is held against.</summary>
    private static IEnumerable<MethodInfo> LawsSeeing(Type kernel, string fault)
    {
        HashSet<string> seeing = [.. KillFiles.Table().LawsSeeing(Known(fault)).Select(law => law.Name)];
        return LawsOf(kernel).Where(law => seeing.Contains(law.Name));
    }

    private static LawOutcome Run(Type kernel, MethodInfo law, Fault fault, ulong seed)
    {
        DomainKernel.Fault = fault;
        var stated = (Law)law.Invoke(Leaves.Of(law.ReflectedType!), BindingFlags.DoNotWrapExceptions, null, null, null)!;
        Config config = Config.Quick.WithMaxTest(CasesOf(law.Name));
        return LawRunner.Run(law.Name, stated, LawRunner.WithSeed(config, seed, $"{kernel.Name}.{law.Name}"));
    }

    private static int CasesOf(string law) => law.StartsWith("Sizes_", StringComparison.Ordinal) ? 3 : Cases;
}
