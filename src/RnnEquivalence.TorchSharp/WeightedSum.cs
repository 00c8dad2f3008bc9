using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>The loss Σ g·output over some tensors, which is never computed: only its gradients are.</summary>
/// <remarks>
/// Whatever is wrong with the arguments of <c>torch.autograd.grad</c> ends the process in TorchSharp 0.107.0, because no native
/// exception is caught there. So everything that libtorch would object to is looked at here.
/// </remarks>
internal sealed class WeightedSum
{
    private readonly List<Tensor> _outputs = [];
    private readonly List<Tensor> _weights = [];

    /// <summary>Adds a term.</summary>
    /// <param name="output">What a network returned.</param>
    /// <param name="weights">g, the gradient of the loss with respect to it, or null where it takes no part.</param>
    /// <exception cref="ArgumentException">There is no such output, or it has another shape.</exception>
    public void Add(Tensor? output, Tensor? weights)
    {
        if (weights is null)
        {
            return;
        }

        if (output is null || !output.shape.SequenceEqual(weights.shape))
        {
            throw new ArgumentException(
                $"A gradient has the shape ({string.Join(", ", weights.shape)}), but the output "
                + $"{(output is null ? "does not exist" : $"has ({string.Join(", ", output.shape)})")}.",
                nameof(weights));
        }

        // An output that depends on no leaf, such as that of a sequence without time steps, has no gradients.
        if (output.requires_grad)
        {
            _outputs.Add(output);
            _weights.Add(weights);
        }
    }

    /// <summary>The gradient with respect to each leaf; zeros for one that the loss does not reach.</summary>
    public IReadOnlyDictionary<Tensor, Tensor> Gradients(IReadOnlyList<Tensor> leaves)
    {
        IList<Tensor>? gradients = _outputs.Count == 0 ? null : autograd.grad(_outputs, [.. leaves], _weights, allow_unused: true);

        // Tensors compare equal by value.
        var byLeaf = new Dictionary<Tensor, Tensor>(ReferenceEqualityComparer.Instance);
        for (int index = 0; index < leaves.Count; index++)
        {
            byLeaf[leaves[index]] = gradients is null || gradients[index].IsInvalid ? zeros_like(leaves[index]) : gradients[index];
        }

        return byLeaf;
    }
}
