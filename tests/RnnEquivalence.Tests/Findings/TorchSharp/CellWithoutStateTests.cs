using System.Runtime.InteropServices;
using FluentAssertions;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>The state of a cell is optional, but the zeros that stand for a missing one are not always of the right shape.</summary>
public sealed class CellWithoutStateTests : TorchSharpFinding
{
    private const string LstmHeading = "TorchSharp 0.107.0: `LSTMCell` cannot be called without a state";

    private const string VectorHeading = "TorchSharp 0.107.0: `RNNCell` and `GRUCell` refuse a single vector without a state";

    [Fact]
    [Entry(LstmHeading)]
    public void LstmCell_WithoutState_Throws()
    {
        using DisposeScope scope = torch.NewDisposeScope();

        Remains(() => MissesItsState(CallLstmCell));
    }

    [Fact]
    [Entry(VectorHeading)]
    public void RnnCell_OfAVectorWithoutState_Throws()
    {
        using RNNCell narrow = torch.nn.RNNCell(1, 4);
        using DisposeScope scope = torch.NewDisposeScope();

        Remains(() => MissesItsState(CallRnnCell));
        narrow.forward(torch.ones(1)).shape.Should().Equal([4], "a vector of one element is no exception to the rule, but an accident");
    }

    [Fact]
    [Entry(VectorHeading)]
    public void GruCell_OfAVectorWithoutState_Throws()
    {
        using GRUCell cell = torch.nn.GRUCell(3, 4), narrow = torch.nn.GRUCell(1, 4);
        using DisposeScope scope = torch.NewDisposeScope();

        Remains(() => MissesItsState(() => cell.forward(torch.ones(3))));
        narrow.forward(torch.ones(1)).shape.Should().Equal([4], "a vector of one element is no exception to the rule, but an accident");
    }

    private static void CallLstmCell()
    {
        using LSTMCell cell = torch.nn.LSTMCell(3, 4);
        (torch.Tensor h, torch.Tensor c) = cell.call(torch.ones(2, 3));
    }

    private static void CallRnnCell()
    {
        using RNNCell cell = torch.nn.RNNCell(3, 4);
        torch.Tensor h = cell.forward(torch.ones(3));
    }

    private static bool MissesItsState(Action call) =>
        Record.Exception(call) is ExternalException { Message: var message }
        && message.Contains("doesn't match hidden0 batch size", StringComparison.Ordinal);
}
