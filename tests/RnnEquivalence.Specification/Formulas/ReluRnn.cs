using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>
/// The Elman network with the rectifier (<c>torch.nn.RNN</c> with <c>nonlinearity='relu'</c>):
/// <code>h' = max(0, W·x + R·h + b_x + b_h)</code>
/// </summary>
public sealed class ReluRnn : ICellFormula
{
    private readonly Arithmetic _a;
    private readonly Preactivation _z;

    /// <summary>The formula with the parameters of a layer.</summary>
    public ReluRnn(Arithmetic arithmetic, RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        _a = arithmetic;
        _z = new Preactivation(arithmetic, architecture, parameters, Gate.State);
    }

    /// <inheritdoc/>
    public UnitState Step(int unit, ReadOnlySpan<double> x, BoundedVector h, Bounded c)
    {
        Bounded next = _a.Relu(_z.Of(unit, x, h));

        return new UnitState(next, _a.Exact(0));
    }
}
