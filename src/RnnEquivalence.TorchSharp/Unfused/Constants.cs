using RnnEquivalence.Model;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp.Unfused;

/// <summary>The numbers of a cell that are not learnt, as tensors of one element that live as long as the cell.</summary>
internal sealed class Constants(ElementType type) : IDisposable
{
    private readonly TensorFormat _format = new(type);
    private readonly Dictionary<double, Tensor> _tensors = [];

    /// <summary>The tensor that holds a number.</summary>
    public Tensor this[double value]
    {
        get
        {
            // Two threads may run the cell at once.
            lock (_tensors)
            {
                if (_tensors.TryGetValue(value, out Tensor? known))
                {
                    return known;
                }

                Tensor constant = _format.FromValues([value], 1).DetachFromDisposeScope();
                _tensors.Add(value, constant);
                return constant;
            }
        }
    }

    /// <summary>z cut off at ±k; z itself where there is no k.</summary>
    public Tensor Clip(Tensor z, double? k) => k is { } limit ? z.clamp(this[-limit], this[limit]) : z;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor constant in _tensors.Values)
        {
            constant.Dispose();
        }
    }
}
