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
        var call = new OnnxCall(operation) { TimeSteps = 0, BatchSize = 2, InitialHidden = 0.25f, InitialCell = 0.5f };

        call.Run().Y.Should().BeEmpty();
        Remains(() => call.Run() is { Hidden: [not 0.25f, not 0.25f], Cell: [] or [not 0.5f, not 0.5f] }, "`RNN` and `LSTM` with T = 0 return a final state of zeros");
    }
}
