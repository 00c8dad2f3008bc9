using RnnEquivalence.Conventions;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>
/// TensorFlow 1's <c>BasicLSTMCell</c> as its own source has it, on the stacked kernel of four column blocks
/// (tensorflow 1.x, <c>python/ops/rnn_cell_impl.py</c>):
/// <code>
/// i, j, f, o = split([x, h]·kernel + bias)
/// c' = c·σ(f + forget_bias) + σ(i)·tanh(j)
/// h' = tanh(c')·σ(o)
/// </code>
/// </summary>
public sealed class TensorFlowBasicLstm : ICellFormula
{
    private readonly Arithmetic _a;
    private readonly ConcatenatedProduct _product;
    private readonly TensorFlowBasicLstmKernel _cell;

    /// <summary>The formula with the variables of a cell.</summary>
    public TensorFlowBasicLstm(Arithmetic arithmetic, TensorFlowBasicLstmKernel cell)
    {
        ArgumentNullException.ThrowIfNull(cell);

        _a = arithmetic;
        _cell = cell;
        _product = new ConcatenatedProduct(arithmetic, cell.Kernel, cell.Bias);
    }

    /// <inheritdoc/>
    public void Step(
        BoundedVector x, BoundedVector h, BoundedVector c, BoundedTarget nextH, BoundedTarget nextC, ReadOnlySpan<int> units)
    {
        foreach (int unit in units)
        {
            Bounded i = _product.Column(ColumnOf(Gate.Input, unit), x, h);
            Bounded j = _product.Column(ColumnOf(Gate.Candidate, unit), x, h);
            Bounded f = _product.Column(ColumnOf(Gate.Forget, unit), x, h, plus: _cell.ForgetBias);
            Bounded o = _product.Column(ColumnOf(Gate.Output, unit), x, h);

            Bounded next = (c.Get(unit, _a) * _a.Sigmoid(f)) + (_a.Sigmoid(i) * _a.Tanh(j));

            nextC.Set(unit, next);
            nextH.Set(unit, _a.Tanh(next) * _a.Sigmoid(o));
        }
    }

    private int ColumnOf(Gate gate, int unit) => TensorFlowBasicLstmKernel.FirstColumn(gate, _cell.HiddenSize) + unit;
}
