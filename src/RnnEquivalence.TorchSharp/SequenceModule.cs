using RnnEquivalence.Model;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>One of TorchSharp's modules that take whole sequences, called with tensors or with packed sequences.</summary>
internal abstract class SequenceModule<TModule> : TorchSharpModule
    where TModule : nn.Module
{
    private readonly bool _packs;

    protected SequenceModule(
        RecurrentArchitecture architecture, RecurrentParameters parameters, TModule module, TrainingMode mode, bool packs)
        : base(architecture, CellsOf(architecture, module))
    {
        Module = module;
        _packs = packs;
        module.train(mode.IsTraining);
        LoadOrDispose(parameters);
    }

    /// <summary>The module.</summary>
    protected TModule Module { get; }

    /// <inheritdoc/>
    public sealed override void Dispose() => Module.Dispose();

    internal sealed override (Tensor Y, Tensor H, Tensor? C) Call(Tensor x, Tensor? h0, Tensor? c0, int[]? lengths)
    {
        if (!_packs)
        {
            return lengths is null
                ? Call(x, h0, c0)
                : throw new ArgumentException("Rows of different lengths have to be packed.", nameof(lengths));
        }

        (int timeAxis, int rowAxis) = Architecture.BatchFirst ? (1, 0) : (0, 1);
        long timeSteps = x.shape[timeAxis];
        long[] ofRows = lengths is null
            ? [.. Enumerable.Repeat(timeSteps, (int)x.shape[rowAxis])]
            : Array.ConvertAll(lengths, length => (long)length);
        PackedSequence packed = pack_padded_sequence(x, tensor(ofRows), Architecture.BatchFirst, enforce_sorted: false);
        (PackedSequence y, Tensor h, Tensor? c) = Call(packed, h0, c0);
        (Tensor padded, _) = pad_packed_sequence(y, Architecture.BatchFirst, total_length: timeSteps);
        return (padded, h, c);
    }

    /// <summary>Calls the module with a tensor.</summary>
    protected abstract (Tensor Y, Tensor H, Tensor? C) Call(Tensor x, Tensor? h0, Tensor? c0);

    /// <summary>Calls the module with a packed sequence.</summary>
    protected abstract (PackedSequence Y, Tensor H, Tensor? C) Call(PackedSequence x, Tensor? h0, Tensor? c0);

    private static ICellTensors[] CellsOf(RecurrentArchitecture architecture, TModule module)
    {
        var cells = new ICellTensors[architecture.Cells];
        for (int cell = 0; cell < cells.Length; cell++)
        {
            (int layer, int direction) = Math.DivRem(cell, architecture.Directions);
            cells[cell] = new PackedCellTensors(
                architecture.CellAt(layer, direction), module, $"_l{layer}{(direction == 1 ? "_reverse" : "")}");
        }

        return cells;
    }
}
