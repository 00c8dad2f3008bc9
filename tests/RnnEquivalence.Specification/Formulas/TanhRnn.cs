using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>
/// The Elman network with tanh (J. L. Elman, <i>Finding structure in time</i>, 1990; <c>torch.nn.RNN</c>):
/// <code>h' = tanh(W·x + R·h + b_x + b_h)</code>
/// With W = Wxᵀ, R = Wyᵀ, x = X1 and h = Y0 this is Y1 = tanh(Y0·Wy + X1·Wx + b).
/// </summary>
public sealed class TanhRnn : ICellFormula
{
    private readonly Arithmetic _a;
    private readonly Preactivation _z;

    /// <summary>The formula with the parameters of a layer.</summary>
    public TanhRnn(Arithmetic arithmetic, RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        _a = arithmetic;
        _z = new Preactivation(arithmetic, architecture, parameters, Gate.State);
    }

    /// <inheritdoc/>
    public UnitState Step(int unit, ReadOnlySpan<double> x, BoundedVector h, Bounded c)
    {
        Bounded next = _a.Tanh(_z.Of(unit, x, h));

        return new UnitState(next, _a.Exact(0));
    }
}
