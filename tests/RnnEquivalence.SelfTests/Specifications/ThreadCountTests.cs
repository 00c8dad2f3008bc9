using FluentAssertions;
using FsCheck;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.SelfTests.Mutants;
using RnnEquivalence.Specifications;
using RnnEquivalence.Verdicts;
using Xunit;

namespace RnnEquivalence.SelfTests.Specifications;

/// <summary>A kernel whose results depend on the number of threads is caught, and the number is left as it was.</summary>
public sealed class ThreadCountTests
{
    private static readonly Fault LosesARow = new()
    {
        Id = "last-thread-loses-its-row",
        Sentence = "With three threads, the last row is not computed.",
        NetworkOutput = (_, _, output) => Backend.Count < 3 ? output : output with
        {
            Values = Edit(output.Values, (row, value) => row == output.Values.BatchSize - 1 ? 0 : value),
        },
    };

    private static readonly Fault LosesTheOnlyRow = new()
    {
        Id = "one-row-for-two-threads",
        Sentence = "Where there are more threads than rows, none of them computes the first.",
        NetworkOutput = (_, input, output) => input.Values.BatchSize >= Backend.Count ? output : output with
        {
            Values = output.Values.Map(_ => 0),
        },
    };

    private static readonly Fault Races = new()
    {
        Id = "threads-race",
        Sentence = "With several threads, every other call adds up in another order.",
        NetworkOutput = (_, _, output) => Backend.Count == 1 || Backend.Calls++ % 2 == 0 ? output : output with
        {
            Values = output.Values.Map(value => value == 0 ? 0 : MathF.BitIncrement((float)value)),
        },
    };

    private static readonly Fault LosesAGradient = new()
    {
        Id = "second-thread-loses-its-gradient",
        Sentence = "With several threads, the half of the units that is the second thread's has no gradient of W.",
        Source = "nntrainer/nntrainer#2935",
        Gradients = (_, _, gradients) => Backend.Count == 1 ? gradients : gradients with
        {
            Parameters = gradients.Parameters.MapGates((_, gate) => gate with
            {
                InputWeights = Matrix.Create(
                    gate.InputWeights.Rows,
                    gate.InputWeights.Columns,
                    (row, column) => row < gate.InputWeights.Rows / 2 ? gate.InputWeights[row, column] : 0),
            }),
        },
    };

    public static TheoryData<string, string> Caught { get; } = new()
    {
        { nameof(History.ThreadCounts_AgreeWithinTheBound), LosesARow.Id },
        { nameof(History.ThreadCounts_AgreeWithinTheBound), LosesTheOnlyRow.Id },
        { nameof(History.SameCallTwice_WithTwoThreads_ReturnsTheSameBits), Races.Id },
        { nameof(Gradient.Gradients_WithSeveralThreads_EqualBackPropagation), LosesAGradient.Id },
    };

    public static TheoryData<string> Laws { get; } = [.. Caught.Select(row => row.Data.Item1).Distinct()];

    [Theory]
    [MemberData(nameof(Caught))]
    public void Fault_IsCaught(string law, string fault) =>
        Against(law, new[] { LosesARow, LosesTheOnlyRow, Races, LosesAGradient }.Single(one => one.Id == fault))
            .Cause.Should().BeOfType<LawRefutedException>();

    [Theory]
    [MemberData(nameof(Laws))]
    public void CorrectKernel_IsNotCaught(string law) => Against(law, Fault.None).IsRefuted.Should().BeFalse();

    private static LawOutcome Against(string law, Fault fault)
    {
        Backend.Fault = fault;
        Backend.Count = 5;
        Law stated = law switch
        {
            nameof(History.ThreadCounts_AgreeWithinTheBound) => new History().ThreadCounts_AgreeWithinTheBound(),
            nameof(History.SameCallTwice_WithTwoThreads_ReturnsTheSameBits) =>
                new History().SameCallTwice_WithTwoThreads_ReturnsTheSameBits(),
            nameof(Gradient.Gradients_WithSeveralThreads_EqualBackPropagation) =>
                new Gradient().Gradients_WithSeveralThreads_EqualBackPropagation(),
            _ => throw new ArgumentOutOfRangeException(nameof(law), law, "Not a law about threads."),
        };

        LawOutcome outcome = LawRunner.Run("law", stated, LawRunner.WithSeed(Config.Quick.WithMaxTest(3), 1, "law"));

        Backend.Count.Should().Be(5, "the number is left as it was");
        return outcome;
    }

    private static Sequence Edit(Sequence values, Func<int, double, double> change) => Sequence.Create(
        values.TimeSteps, values.BatchSize, values.Features, (time, row, feature) => change(row, values[time, row, feature]));

    private sealed class History : HistorySpecification<Backend>;

    private sealed class Gradient : GradientSpecification<Backend>;

    public sealed class Backend : IThreadedBackend
    {
        internal static int Count { get; set; }

        internal static int Calls { get; set; }

        internal static Fault Fault { get; set; } = Fault.None;

        public string Name => "kernel with threads";

        public BackendTraits Traits { get; } = MutantBackend.TraitsOfAll.Only(RecurrentCell.Rnn)
            .MapCells((_, cell) => cell with { Features = CellFeatures.Gradients });

        public int Threads
        {
            get => Count;
            set => Count = value;
        }

        public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
            MutantBackend.Build(Fault, architecture, parameters);
    }
}
