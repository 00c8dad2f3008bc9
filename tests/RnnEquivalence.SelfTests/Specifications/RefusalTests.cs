using FluentAssertions;
using FsCheck;
using RnnEquivalence.Backends;
using RnnEquivalence.Memory;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.SelfTests.Mutants;
using RnnEquivalence.Specifications;
using RnnEquivalence.Verdicts;
using Xunit;

namespace RnnEquivalence.SelfTests.Specifications;

/// <summary>What a backend does not declare it has to refuse: made-up answers are not taken for a refusal, nor are crashes.</summary>
public sealed class RefusalTests
{
    private static readonly EmptySpecification<Backend> Laws = new Empty();

    public static TheoryData<string> Names { get; } = ["EmptyBatch_IsRefused", "EmptySequence_IsRefused", "ZeroLength_IsRefused"];

    [Theory]
    [MemberData(nameof(Names))]
    public void BackendThatAnswers_IsRefuted(string law)
    {
        LawOutcome outcome = Hold(law, answer: null);

        outcome.IsRefuted.Should().BeTrue();
        outcome.Cause.Should().BeOfType<LawRefutedException>();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BackendThatThrowsWhatNobodyMeant_IsRefuted(string law) => Hold(law, new InvalidCastException()).IsRefuted.Should().BeTrue();

    /// <summary>Who was to refuse an input, and read past it, has not refused it.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void BackendThatGoesAstrayInMemory_IsRefuted(string law) => Hold(
        law, new MemoryFaultException([new MemoryFault(MemoryFaultKind.ReadPast, "x", "read past the end of x.")], "x"))
        .IsRefuted.Should().BeTrue();

    [Theory]
    [MemberData(nameof(Names))]
    public void BackendThatRefuses_IsNotRefuted(string law) => Hold(law, new ArgumentException("Not this.")).IsRefuted.Should().BeFalse();

    /// <summary>A batch without rows is answered with one row.</summary>
    [Fact]
    public void EmptyBatch_AnsweredWithARow_IsRefuted()
    {
        var fault = new Fault
        {
            Id = "empty-batch-answered-with-a-row",
            Sentence = "A batch without rows is answered with a row.",
            NetworkInput = (network, input) => input.Values.BatchSize > 0
                ? input
                : new RecurrentInput(new Sequence(input.Values.TimeSteps, 1, network.InputSize), null),
        };

        Mutants.Laws.OfNetworks.Single(law => law.Name == "EmptyBatch_GivesEmptyOutputs").Against(fault, 20, 1).IsRefuted.Should().BeTrue();
    }

    private static LawOutcome Hold(string law, Exception? answer)
    {
        Backend.Answer = answer;
        return LawRunner.Run(
            law, (Law)typeof(Empty).GetMethod(law)!.Invoke(Laws, null)!, LawRunner.WithSeed(Config.Quick.WithMaxTest(10), 1, law));
    }

    private sealed class Empty : EmptySpecification<Backend>;

    /// <summary>Declares lengths from 1 on and nothing empty, but computes everything, or throws at whatever it does not declare.</summary>
    public sealed class Backend : IRecurrentBackend
    {
        private readonly ScalarKernel _kernel = new(ElementType.Float32, KernelStyle.Plain, Fault.None);

        internal static Exception? Answer { get; set; }

        public string Name => "kernel that declares less than it computes";

        public BackendTraits Traits => _kernel.Traits.Only(RecurrentCell.Rnn)
            .MapCells((_, cell) => cell with { Features = CellFeatures.Lengths });

        public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
            new Module(_kernel.Create(architecture, parameters));

        private sealed class Module(IRecurrentModule kernel) : IRecurrentModule
        {
            public RecurrentOutput Forward(RecurrentInput input)
            {
                bool isEmpty = input.Values.TimeSteps == 0 || input.Values.BatchSize == 0 || input.Lengths?.Contains(0) == true;
                return isEmpty && Answer is { } answer ? throw answer : kernel.Forward(input);
            }

            public void Load(RecurrentParameters parameters) => kernel.Load(parameters);

            public void Dispose() => kernel.Dispose();
        }
    }
}
