using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Gradients;

/// <summary>
/// The gradient of <see cref="Gru"/>, h′ = (1 − z) ⊙ n + z ⊙ h with n = tanh(a), a = W_n·x + b_xn + r ⊙ q, q = R_n·h + b_hn:
/// <code>
/// da   = dh′ ⊙ (1 − z) ⊙ tanh′(a)          (reaches W_n, b_xn, x)
/// dq   = da ⊙ r                            (reaches R_n, b_hn, h)
/// da_r = da ⊙ q ⊙ σ′(a_r)
/// da_z = dh′ ⊙ (h − n) ⊙ σ′(a_z)
/// dh  += dh′ ⊙ z
/// </code>
/// </summary>
/// <remarks>
/// dh′ ⊙ (h − n) is multiplied out, since a kernel that differentiates (1 − z) ⊙ n + z ⊙ h term by term rounds both products.
/// </remarks>
internal sealed class GruGradient : ICellGradient
{
    private readonly Arithmetic _a;
    private readonly CellActivations _functions;
    private readonly double? _clip;
    private readonly Preactivation _r;
    private readonly Preactivation _z;
    private readonly Preactivation _n;
    private readonly GateGradient _dr;
    private readonly GateGradient _dz;
    private readonly GateGradient _dn;

    public GruGradient(Arithmetic arithmetic, RecurrentArchitecture architecture, CellParameters parameters)
    {
        _a = arithmetic;
        _functions = architecture.Activations;
        _clip = architecture.ActivationClip;
        _r = new Preactivation(arithmetic, architecture, parameters, Gate.Reset);
        _z = new Preactivation(arithmetic, architecture, parameters, Gate.Update);
        _n = new Preactivation(arithmetic, architecture, parameters, Gate.Candidate);
        _dr = new GateGradient(arithmetic, parameters[Gate.Reset]);
        _dz = new GateGradient(arithmetic, parameters[Gate.Update]);
        _dn = new GateGradient(arithmetic, parameters[Gate.Candidate]);
        Parameters = new CellGradients(
            new Dictionary<Gate, GateGradient> { [Gate.Reset] = _dr, [Gate.Update] = _dz, [Gate.Candidate] = _dn }, () => null);
    }

    public CellGradients Parameters { get; }

    public void Step(BoundedVector x, BoundedVector h, BoundedVector c, BoundedSum[] hidden, BoundedSum[] cell, Span<BoundedSum> input)
    {
        Bounded[] nextH = BoundedSum.TakeAll(hidden, _a);
        Span<BoundedSum> dh = hidden;
        for (int unit = 0; unit < nextH.Length; unit++)
        {
            Bounded own = h.Get(unit, _a);
            Activated r = Through(_functions.Gates, _r.Of(unit, x, h));
            Activated z = Through(_functions.Gates, _z.Of(unit, x, h));
            Bounded q = _n.OfState(unit, h);
            Activated n = Through(_functions.Candidate, _n.OfInputAnd(unit, x, r.Value * q));

            Bounded da = nextH[unit] * z.Rest * n.Slope;

            _dn.AddInput(unit, da, x, input);
            _dn.AddState(unit, da * r.Value, h, dh);
            _dr.Add(unit, da * q * r.Slope, x, h, input, dh);
            _dz.Add(unit, ((nextH[unit] * own) - (nextH[unit] * n.Value)) * z.Slope, x, h, input, dh);
            dh[unit] = dh[unit].Plus(nextH[unit] * z.Value);
        }
    }

    private Activated Through(Activation f, Bounded z) => new(_a, f, _clip, z);
}
