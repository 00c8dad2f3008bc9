using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>
/// The gated recurrent unit whose reset gate is applied after the recurrent product (<c>torch.nn.GRU</c>, cuDNN,
/// Keras with <c>reset_after</c>, ONNX with <c>linear_before_reset = 1</c>):
/// <code>
/// r  = σ(W_r·x + R_r·h + b_xr + b_hr)
/// z  = σ(W_z·x + R_z·h + b_xz + b_hz)
/// n  = tanh(W_n·x + b_xn + r ⊙ (R_n·h + b_hn))
/// h' = (1 − z) ⊙ n + z ⊙ h
/// </code>
/// </summary>
/// <remarks>The two biases of n cannot be added up: only b_hn is behind the reset gate.</remarks>
public sealed class Gru : ICellFormula
{
    private readonly Arithmetic _a;
    private readonly Preactivation _r;
    private readonly Preactivation _z;
    private readonly Preactivation _n;

    /// <summary>The formula with the parameters of a layer.</summary>
    public Gru(Arithmetic arithmetic, RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        _a = arithmetic;
        _r = new Preactivation(arithmetic, architecture, parameters, Gate.Reset);
        _z = new Preactivation(arithmetic, architecture, parameters, Gate.Update);
        _n = new Preactivation(arithmetic, architecture, parameters, Gate.Candidate);
    }

    /// <inheritdoc/>
    public UnitState Step(int unit, ReadOnlySpan<double> x, BoundedVector h, Bounded c)
    {
        Bounded r = _a.Sigmoid(_r.Of(unit, x, h));
        Bounded z = _a.Sigmoid(_z.Of(unit, x, h));
        Bounded n = _a.Tanh(_n.OfInput(unit, x) + (r * _n.OfState(unit, h)));
        Bounded next = _a.Interpolate(z, n, h.Get(unit, _a));

        return new UnitState(next, _a.Exact(0));
    }
}
