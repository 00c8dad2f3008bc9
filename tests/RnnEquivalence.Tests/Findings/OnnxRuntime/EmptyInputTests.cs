using FluentAssertions;
using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>Sequences without time steps and batches without rows: the process ends, or the initial state is lost.</summary>
public sealed class EmptyInputTests : OnnxRuntimeFinding
{
    private const string Entry = "A `GRU` with T = 0 or N = 0, and an `LSTM` with N = 0, end the process";

    [Fact]
    public Task Gru_WithoutTimeSteps_EndsTheProcess() =>
        RemainsFatal<OnnxRuntimeFatalCalls>(nameof(OnnxRuntimeFatalCalls.GruWithoutTimeSteps), Entry);

    [Fact]
    public Task Gru_WithoutRows_EndsTheProcess() =>
        RemainsFatal<OnnxRuntimeFatalCalls>(nameof(OnnxRuntimeFatalCalls.GruWithoutRows), Entry);

    [Fact]
    public Task Lstm_WithoutRows_EndsTheProcess() =>
        RemainsFatal<OnnxRuntimeFatalCalls>(nameof(OnnxRuntimeFatalCalls.LstmWithoutRows), Entry);

    [Theory]
    [InlineData("RNN")]
    [InlineData("LSTM")]
    public void FinalState_WithoutTimeSteps_IsNotTheInitialOne(string operation)
    {
        new OnnxCall(operation) { TimeSteps = 0, BatchSize = 2 }.Run().Y.Should().BeEmpty();

        // What stands in memory that nobody wrote may be the initial state of an earlier call, but not of this one each time.
        Remains(
            () => Enumerable.Range(1, 20).Any(number => !KeepsItsState(number / 32f)),
            "`RNN` and `LSTM` with T = 0 return a final state that is never written");

        bool KeepsItsState(float state)
        {
            OnnxAnswer answer = new OnnxCall(operation) { TimeSteps = 0, BatchSize = 2, InitialHidden = state, InitialCell = -state }.Run();
            return answer.Hidden.All(value => value == state) && answer.Cell.All(value => value == -state);
        }
    }
}
