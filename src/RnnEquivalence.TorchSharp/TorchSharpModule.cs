using RnnEquivalence.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>What all networks on TorchSharp have in common: how numbers get in and out, and how a network is differentiated.</summary>
internal abstract class TorchSharpModule(RecurrentArchitecture architecture, IReadOnlyList<ICellTensors> cells) : IDifferentiableModule
{
    /// <summary>The network.</summary>
    protected RecurrentArchitecture Architecture => architecture;

    /// <summary>How numbers become tensors.</summary>
    protected TensorFormat Format { get; } = new(architecture.ElementType);

    /// <summary>
    /// How the tensors of a call lie in memory: of x, of the initial state and of the upstream gradients. Row by row unless it is set.
    /// </summary>
    internal Func<Tensor, Tensor> Layout { get; set; } = tensor => tensor;

    /// <summary>The tensors that hold the parameters.</summary>
    public IEnumerable<Tensor> Leaves => cells.SelectMany(cell => cell.Leaves);

    /// <inheritdoc/>
    public RecurrentOutput Forward(RecurrentInput input)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable inference = no_grad();
        (Tensor x, Tensor? h0, Tensor? c0) = ToTensors(input);
        (Tensor y, Tensor h, Tensor? c) = Call(x, h0, c0, input.Lengths);
        return new RecurrentOutput(
            Format.ToSequence(y, architecture.BatchFirst), Format.ToState(h, c, architecture.Layers, architecture.Directions));
    }

    /// <inheritdoc/>
    public RecurrentGradients Backward(RecurrentInput input, UpstreamGradients upstream)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable differentiation = enable_grad();
        (Tensor x, Tensor? h0, Tensor? c0) = ToTensors(input);
        Tensor[] leaves = [x, .. h0 is null ? [] : new[] { h0 }, .. c0 is null ? [] : new[] { c0 }];
        foreach (Tensor leaf in leaves)
        {
            leaf.requires_grad = true;
        }

        (Tensor y, Tensor h, Tensor? c) = Call(x, h0, c0, input.Lengths);
        var loss = new WeightedSum();
        loss.Add(y, upstream.Values is { } values ? Layout(Format.FromSequence(values, architecture.BatchFirst)) : null);
        loss.Add(h, upstream.Hidden is { } hidden ? Layout(Format.FromMatrices(hidden)) : null);
        loss.Add(c, upstream.Cell is { } cell ? Layout(Format.FromMatrices(cell)) : null);
        IReadOnlyDictionary<Tensor, Tensor> gradients = loss.Gradients([.. leaves, .. Leaves]);

        return new RecurrentGradients(
            new RecurrentParameters(architecture.Layers, architecture.Directions, (layer, direction) =>
                CellAt(layer, direction).Read(Gradient)),
            Format.ToSequence(gradients[x], architecture.BatchFirst),
            h0 is null ? null : Format.ToState(
                gradients[h0], c0 is null ? null : gradients[c0], architecture.Layers, architecture.Directions));

        double[] Gradient(Tensor leaf) => Format.ToValues(gradients[leaf].contiguous());
    }

    /// <inheritdoc/>
    public void Load(RecurrentParameters parameters)
    {
        for (int layer = 0; layer < architecture.Layers; layer++)
        {
            for (int direction = 0; direction < architecture.Directions; direction++)
            {
                CellAt(layer, direction).Load(parameters[layer, direction]);
            }
        }
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Calls the network.</summary>
    /// <param name="x">(T, N, I), or (N, T, I) where the architecture is batch first.</param>
    /// <param name="h0">(L·D, N, H), or null.</param>
    /// <param name="c0">(L·D, N, H), or null.</param>
    /// <param name="lengths">The length of each row, or null where all rows are T long.</param>
    internal abstract (Tensor Y, Tensor H, Tensor? C) Call(Tensor x, Tensor? h0, Tensor? c0, int[]? lengths);

    /// <summary>Loads the first parameters; where they cannot be loaded, there is no network.</summary>
    protected void LoadOrDispose(RecurrentParameters parameters)
    {
        try
        {
            Load(parameters);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private ICellTensors CellAt(int layer, int direction) => cells[(layer * architecture.Directions) + direction];

    private (Tensor X, Tensor? H0, Tensor? C0) ToTensors(RecurrentInput input) => (
        Layout(Format.FromSequence(input.Values, architecture.BatchFirst)),
        input.InitialState is { } state ? Layout(Format.FromStates(state, cell => cell.Hidden)) : null,
        input.InitialState is { HasCell: true } full ? Layout(Format.FromStates(full, cell => cell.Cell!)) : null);
}
