using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using Xunit;

namespace RnnEquivalence.SelfTests.Running;

/// <summary>What a kernel leaves out of its answer is named.</summary>
public sealed class KernelCallTests
{
    private static readonly RecurrentArchitecture Network = new()
    {
        Cell = RecurrentCell.Lstm, ElementType = ElementType.Float32, InputSize = 1, HiddenSize = 2,
    };

    private static readonly RecurrentCase Trial = new(
        Network,
        new RecurrentParameters(new CellParameters(
            Network.Gates, _ => new GateParameters(new Matrix(2, 1), new Matrix(2, 2), null, null))),
        new RecurrentInput(new Sequence(3, 1, 1), null));

    private static readonly RecurrentOutput Right = new(new Sequence(3, 1, 2), RecurrentState.Zero(Network, 1));

    public static TheoryData<string, string> Answers { get; } = new()
    {
        { "no module", "Create returned null instead of a module." },
        { "no output", "Forward returned null instead of an output." },
        { "no y", "The output has no y." },
        { "no state", "The output has no final state." },
        { "no c", "The final state has no cell state, but the cell Lstm needs one of shape (1, 2)." },
        { "wrong y", "The output y has the shape (2, 1, 2), but (3, 1, 2) is required: (T, N, D·H)." },
        { "wrong h", "The final hidden state has the shape (1, 3), but (1, 2) is required: (N, H)." },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void WhatIsMissingOrMisshapen_IsNamed(string answer, string message) =>
        FluentActions.Invoking(() => new Kernel(answer).Run(Trial)).Should().Throw<Exception>().WithMessage(message);

    [Fact]
    public void WholeAnswer_IsReturned() => new Kernel("whole").Run(Trial).Should().Be(Right);

    /// <summary>A law that leaves the domain is itself at fault, and says so.</summary>
    [Fact]
    public void CaseOutsideOfTheDomain_IsTheFaultOfTheLaw() =>
        FluentActions.Invoking(() => new Kernel("whole") { Domain = new CellDomain { TimeSteps = SizeRange.UpTo(2) } }.Run(Trial))
            .Should().Throw<InvalidOperationException>()
            .WithMessage("A law would run the kernel on what it does not declare: T = 3 (it takes at most 2). "
                + "That is a fault of the law, not of the kernel.");

    private sealed class Kernel(string answer) : IRecurrentBackend
    {
        public CellDomain Domain { get; init; } = CellDomain.Everything;

        public string Name => answer;

        public BackendTraits Traits => Declared.Everything(ElementType.Float32).MapCells((_, cell) => cell with { Domain = Domain });

        public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
            answer == "no module" ? null! : new Module(answer);
    }

    private sealed class Module(string answer) : IRecurrentModule
    {
        public RecurrentOutput Forward(RecurrentInput input) => answer switch
        {
            "no output" => null!,
            "no y" => Right with { Values = null! },
            "no state" => Right with { FinalState = null! },
            "no c" => Right with { FinalState = new RecurrentState(new Matrix(1, 2), null) },
            "wrong y" => Right with { Values = new Sequence(2, 1, 2) },
            "wrong h" => Right with { FinalState = new RecurrentState(new Matrix(1, 3), new Matrix(1, 2)) },
            _ => Right,
        };

        public void Load(RecurrentParameters parameters)
        {
        }

        public void Dispose()
        {
        }
    }
}
