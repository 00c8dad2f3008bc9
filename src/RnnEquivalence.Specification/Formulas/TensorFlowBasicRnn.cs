using RnnEquivalence.Conventions;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>
/// TensorFlow 1's <c>BasicRNNCell</c> as its own source has it, on the stacked kernel (tensorflow 1.x,
/// <c>python/ops/rnn_cell_impl.py</c>):
/// <code>Y1 = tanh([X1, Y0]·kernel + bias)</code>
/// </summary>
public sealed class TensorFlowBasicRnn : ICellFormula
{
    private readonly Arithmetic _a;
    private readonly ConcatenatedProduct _product;

    /// <summary>The formula with the variables of a cell.</summary>
    public TensorFlowBasicRnn(Arithmetic arithmetic, TensorFlowBasicRnnKernel cell)
    {
        ArgumentNullException.ThrowIfNull(cell);

        _a = arithmetic;
        _product = new ConcatenatedProduct(arithmetic, cell.Kernel, cell.Bias);
    }

    /// <inheritdoc/>
    public void Step(
        BoundedVector x, BoundedVector h, BoundedVector c, BoundedTarget nextH, BoundedTarget nextC, ReadOnlySpan<int> units)
    {
        foreach (int unit in units)
        {
            nextH.Set(unit, _a.Tanh(_product.Column(unit, x, h)));
        }
    }
}
