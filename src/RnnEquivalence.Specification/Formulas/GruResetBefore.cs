using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>
/// The gated recurrent unit whose reset gate is applied to the state before the recurrent product (K. Cho et al., <i>Learning phrase
/// representations using RNN encoder–decoder</i>, 2014; ONNX with <c>linear_before_reset = 0</c>; Keras with <c>reset_after=False</c>):
/// <code>
/// r  = σ(W_r·x + R_r·h + b_xr + b_hr)
/// z  = σ(W_z·x + R_z·h + b_xz + b_hz)
/// n  = tanh(W_n·x + R_n·(r ⊙ h) + b_xn + b_hn)
/// h' = (1 − z) ⊙ n + z ⊙ h
/// </code>
/// with σ and tanh replaced where the architecture says so.
/// </summary>
public sealed class GruResetBefore : ICellFormula
{
    private readonly Arithmetic _a;
    private readonly CellActivations _f;
    private readonly double? _clip;
    private readonly Preactivation _r;
    private readonly Preactivation _z;
    private readonly Preactivation _n;
    private readonly double[] _resetState;
    private readonly double[] _resetStateRadii;

    /// <summary>The formula with the parameters of a cell.</summary>
    public GruResetBefore(Arithmetic arithmetic, RecurrentArchitecture architecture, CellParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(architecture);

        _a = arithmetic;
        _f = architecture.Activations;
        _clip = architecture.ActivationClip;
        _r = new Preactivation(arithmetic, architecture, parameters, Gate.Reset);
        _z = new Preactivation(arithmetic, architecture, parameters, Gate.Update);
        _n = new Preactivation(arithmetic, architecture, parameters, Gate.Candidate);
        _resetState = new double[architecture.HiddenSize];
        _resetStateRadii = new double[architecture.HiddenSize];
    }

    /// <inheritdoc/>
    public void Step(
        BoundedVector x, BoundedVector h, BoundedVector c, BoundedTarget nextH, BoundedTarget nextC, ReadOnlySpan<int> units)
    {
        var resetState = new BoundedTarget(_resetState, _resetStateRadii);
        for (int unit = 0; unit < _resetState.Length; unit++)
        {
            Bounded r = Through(_f.Gates, _r.Of(unit, x, h));
            resetState.Set(unit, r * h.Get(unit, _a));
        }

        foreach (int unit in units)
        {
            Bounded z = _a.Clip(_z.Of(unit, x, h), _clip);
            Bounded n = Through(_f.Candidate, _n.Of(unit, x, resetState.Written));

            nextH.Set(unit, _a.Interpolate(_f.Gates, z, n, h.Get(unit, _a)));
        }
    }

    private Bounded Through(Activation f, Bounded z) => _a.Apply(f, _a.Clip(z, _clip));
}
