using RnnEquivalence.Model;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary><c>torch.nn.RNNCell</c>, <c>torch.nn.GRUCell</c> or <c>torch.nn.LSTMCell</c>.</summary>
internal sealed class LibraryCell : ISteppedCell
{
    private readonly nn.Module _module;
    private readonly Func<Tensor, Tensor, Tensor?, (Tensor, Tensor?)> _step;

    private LibraryCell(RecurrentArchitecture cell, nn.Module module, Func<Tensor, Tensor, Tensor?, (Tensor, Tensor?)> step)
    {
        _module = module;
        _step = step;
        Parameters = new PackedCellTensors(cell, module);
    }

    /// <inheritdoc/>
    public ICellTensors Parameters { get; }

    /// <summary>The module of a network of one cell.</summary>
    public static LibraryCell Create(RecurrentArchitecture cell)
    {
        (int inputs, int units, bool biased) = (cell.InputSize, cell.HiddenSize, PackedCellTensors.HasBiases(cell));
        ScalarType type = new TensorFormat(cell.ElementType).ScalarType;
        switch (cell.Cell)
        {
            case RecurrentCell.Rnn:
                global::TorchSharp.Modules.RNNCell rnn =
                    nn.RNNCell(inputs, units, TorchSharpRnnModule.NonLinearityOf(cell), biased, dtype: type);
                return new LibraryCell(cell, rnn, (x, h, _) => (rnn.call(x, h), null));
            case RecurrentCell.Gru:
                global::TorchSharp.Modules.GRUCell gru = nn.GRUCell(inputs, units, biased, dtype: type);
                return new LibraryCell(cell, gru, (x, h, _) => (gru.call(x, h), null));
            case RecurrentCell.Lstm:
                global::TorchSharp.Modules.LSTMCell lstm = nn.LSTMCell(inputs, units, biased, dtype: type);
                return new LibraryCell(cell, lstm, (x, h, c) => lstm.call(x, (h, c!)));
            default:
                throw new ArgumentOutOfRangeException(nameof(cell), cell.Cell, "TorchSharp has no such cell.");
        }
    }

    /// <inheritdoc/>
    public (Tensor H, Tensor? C) Step(Tensor x, Tensor h, Tensor? c) => _step(x, h, c);

    /// <inheritdoc/>
    public void Dispose() => _module.Dispose();
}
