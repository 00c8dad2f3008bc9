using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>Rows that are not sorted yet are sorted by picking them one by one, and those that are not picked are not missed.</summary>
public sealed class PackedSequenceTests : TorchSharpFinding
{
    private const string Entry = "Packing unsorted rows can lose some of them silently";

    [Fact]
    public void Pack_OfUnsortedRowsWithFewerLengths_DropsRows()
    {
        using DisposeScope scope = NewDisposeScope();

        Remains(() => pad_packed_sequence(Pack(2, 5)).Item1.shape is [5, 2, 2], Entry);
    }

    [Fact]
    public void Gru_OfUnsortedRowsWithMoreInitialStates_IgnoresSome()
    {
        using GRU gru = nn.GRU(2, 4);
        using DisposeScope scope = NewDisposeScope();

        Remains(() => gru.call(Pack(2, 5, 1), ones(1, 4, 4)).Item2.shape is [1, 3, 4], Entry);
    }

    /// <summary>Three rows of five time steps.</summary>
    private static PackedSequence Pack(params long[] lengths) =>
        pack_padded_sequence(ones(5, 3, 2), tensor(lengths), enforce_sorted: false);
}
