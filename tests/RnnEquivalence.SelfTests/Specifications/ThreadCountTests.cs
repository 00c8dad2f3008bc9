using FluentAssertions;
using FsCheck;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.SelfTests.Mutants;
using RnnEquivalence.Specifications;
using Xunit;

namespace RnnEquivalence.SelfTests.Specifications;

/// <summary>A kernel whose results depend on the number of threads is caught, and the number is left as it was.</summary>
public sealed class ThreadCountTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ThreadCounts_AreRefutedWhereTheLastThreadLosesItsRow(bool losesARow)
    {
        Backend.LosesARow = losesARow;
        Backend.Count = 5;

        LawOutcome outcome = LawRunner.Run("law", () => new Law().ThreadCounts_AgreeWithinTheBound(), LawRunner.WithSeed(Config.Quick.WithMaxTest(3), 1, "law"));

        outcome.IsRefuted.Should().Be(losesARow);
        Backend.Count.Should().Be(5);
    }

    private sealed class Law : HistorySpecification<Backend>;

    public sealed class Backend : IThreadedBackend
    {
        internal static int Count { get; set; }

        internal static bool LosesARow { get; set; }

        public string Name => "kernel with threads";

        public BackendTraits Traits { get; } = new ScalarKernel(ElementType.Float32, KernelStyle.Plain, Fault.None).Traits with
        {
            Cells = new HashSet<RecurrentCell> { RecurrentCell.Rnn },
            Features = BackendFeatures.None,
        };

        public int Threads
        {
            get => Count;
            set => Count = value;
        }

        public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters)
        {
            var fault = new Fault
            {
                Id = "last-thread-loses-its-row",
                Sentence = "With three threads, the last row is not computed.",
                Output = (_, output) => !LosesARow || Count < 3 ? output : output with
                {
                    Values = Sequence.Create(output.Values.TimeSteps, output.Values.BatchSize, output.Values.Features, (time, row, feature) => row == output.Values.BatchSize - 1 ? 0 : output.Values[time, row, feature]),
                },
            };
            return new ScalarKernel(ElementType.Float32, KernelStyle.Plain, fault).Create(architecture, parameters);
        }
    }
}
