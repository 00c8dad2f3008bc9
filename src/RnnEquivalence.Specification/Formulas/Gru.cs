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
/// with σ and tanh replaced where the architecture says so.
/// </summary>
/// <remarks>The two biases of n cannot be added up: only b_hn is behind the reset gate.</remarks>
public sealed class Gru : ICellFormula
{
    private readonly Arithmetic _a;
    private readonly CellActivations _f;
    private readonly double? _clip;
    private readonly Preactivation _r;
    private readonly Preactivation _z;
    private readonly Preactivation _n;

    /// <summary>The formula with the parameters of a cell.</summary>
    public Gru(Arithmetic arithmetic, RecurrentArchitecture architecture, CellParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(architecture);

        _a = arithmetic;
        _f = architecture.Activations;
        _clip = architecture.ActivationClip;
        _r = new Preactivation(arithmetic, architecture, parameters, Gate.Reset);
        _z = new Preactivation(arithmetic, architecture, parameters, Gate.Update);
        _n = new Preactivation(arithmetic, architecture, parameters, Gate.Candidate);
    }

    /// <inheritdoc/>
    public void Step(
        BoundedVector x, BoundedVector h, BoundedVector c, BoundedTarget nextH, BoundedTarget nextC, ReadOnlySpan<int> units)
    {
        bool seen = _r.See(x, h, units) && _z.See(x, h, units) && _n.See(x, h, units);
        foreach (int unit in units)
        {
            Bounded r = Through(_f.Gates, _r.Of(unit, x, h, seen));
            Bounded z = _a.Clip(_z.Of(unit, x, h, seen), _clip);
            Bounded n = Through(_f.Candidate, _n.OfInputAnd(unit, x, r * _n.OfState(unit, h, seen), seen));

            nextH.Set(unit, _a.Interpolate(_f.Gates, z, n, h.Get(unit, _a)));
        }
    }

    private Bounded Through(Activation f, Bounded z) => _a.Apply(f, _a.Clip(z, _clip));
}
