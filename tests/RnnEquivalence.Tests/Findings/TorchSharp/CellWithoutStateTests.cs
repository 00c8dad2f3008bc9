using System.Runtime.InteropServices;
using FluentAssertions;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>The state of a cell is optional, but the zeros that stand for a missing one are not always of the right shape.</summary>
public sealed class CellWithoutStateTests : TorchSharpFinding
{
    private const string LstmEntry = "`LSTMCell` cannot be called without a state";

    private const string VectorEntry = "`RNNCell` and `GRUCell` refuse a single vector without a state";

    [Fact]
    public void LstmCell_WithoutState_Throws()
    {
        using LSTMCell cell = nn.LSTMCell(3, 4);
        using DisposeScope scope = NewDisposeScope();

        Remains(() => MissesItsState(() => cell.call(ones(2, 3))), LstmEntry);
    }

    [Fact]
    public void RnnCell_OfAVectorWithoutState_Throws()
    {
        using RNNCell cell = nn.RNNCell(3, 4), narrow = nn.RNNCell(1, 4);
        using DisposeScope scope = NewDisposeScope();

        Remains(() => MissesItsState(() => cell.forward(ones(3))), VectorEntry);
        narrow.forward(ones(1)).shape.Should().Equal([4], "a vector of one element is no exception to the rule, but an accident");
    }

    [Fact]
    public void GruCell_OfAVectorWithoutState_Throws()
    {
        using GRUCell cell = nn.GRUCell(3, 4), narrow = nn.GRUCell(1, 4);
        using DisposeScope scope = NewDisposeScope();

        Remains(() => MissesItsState(() => cell.forward(ones(3))), VectorEntry);
        narrow.forward(ones(1)).shape.Should().Equal([4], "a vector of one element is no exception to the rule, but an accident");
    }

    private static bool MissesItsState(Action call) =>
        Record.Exception(call) is ExternalException { Message: var message }
        && message.Contains("doesn't match hidden0 batch size", StringComparison.Ordinal);
}
