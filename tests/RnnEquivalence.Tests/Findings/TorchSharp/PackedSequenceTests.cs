using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch.nn.utils.rnn;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>Rows that are not sorted yet are sorted by picking them one by one, and those that are not picked are not missed.</summary>
public sealed class PackedSequenceTests : TorchSharpFinding
{
    private const string Heading = "TorchSharp 0.107.0: packing unsorted rows can lose some of them silently";

    [Fact]
    [Entry(Heading)]
    public void Pack_OfUnsortedRowsWithFewerLengths_DropsRows()
    {
        using DisposeScope scope = torch.NewDisposeScope();

        Remains(() => PackTwoOfThreeRows() is [5, 2, 2]);
    }

    [Fact]
    [Entry(Heading)]
    public void Gru_OfUnsortedRowsWithMoreInitialStates_IgnoresSome()
    {
        using DisposeScope scope = torch.NewDisposeScope();

        Remains(() => CallWithAStateTooMany() is [1, 3, 4]);
    }

    private static long[] PackTwoOfThreeRows()
    {
        torch.Tensor threeRows = torch.ones(5, 3, 2), twoLengths = torch.tensor([2L, 5]);
        PackedSequence packed = pack_padded_sequence(threeRows, twoLengths, enforce_sorted: false);
        long[] shape = pad_packed_sequence(packed).Item1.shape;    // 5, 2, 2: one row is gone
        return shape;
    }

    private static long[] CallWithAStateTooMany()
    {
        torch.Tensor threeRows = torch.ones(5, 3, 2), fourStates = torch.ones(1, 4, 4);
        PackedSequence packed = pack_padded_sequence(threeRows, torch.tensor([2L, 5, 1]), enforce_sorted: false);
        using GRU gru = torch.nn.GRU(2, 4);
        long[] shape = gru.call(packed, fourStates).Item2.shape;    // 1, 3, 4: one state is ignored
        return shape;
    }
}
