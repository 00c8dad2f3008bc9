using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Gradients;

/// <summary>
/// The gradient of <see cref="GruResetBefore"/>, h′ = (1 − z) ⊙ n + z ⊙ h with n = tanh(a), a = W_n·x + R_n·s + b_n, s = r ⊙ h:
/// <code>
/// da   = dh′ ⊙ (1 − z) ⊙ tanh′(a)          (reaches W_n, R_n by way of s, b_n, x)
/// ds   = R_nᵀ·da
/// da_r = ds ⊙ h ⊙ σ′(a_r)
/// da_z = dh′ ⊙ (h − n) ⊙ σ′(a_z)
/// dh  += dh′ ⊙ z + ds ⊙ r
/// </code>
/// </summary>
/// <remarks>dh′ ⊙ (h − n) is multiplied out, see <see cref="GruGradient"/>.</remarks>
internal sealed class GruResetBeforeGradient : ICellGradient
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

    public GruResetBeforeGradient(Arithmetic arithmetic, RecurrentArchitecture architecture, CellParameters parameters)
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
        int units = nextH.Length;
        Span<BoundedSum> dh = hidden;
        Span<BoundedSum> ds = new BoundedSum[units];
        var r = new Activated[units];
        var s = new BoundedTarget(new double[units], new double[units]);
        for (int unit = 0; unit < units; unit++)
        {
            r[unit] = Through(_functions.Gates, _r.Of(unit, x, h));
            s.Set(unit, r[unit].Value * h.Get(unit, _a));
        }

        for (int unit = 0; unit < units; unit++)
        {
            Activated z = Through(_functions.Gates, _z.Of(unit, x, h));
            Activated n = Through(_functions.Candidate, _n.Of(unit, x, s.Written));

            _dn.Add(unit, nextH[unit] * z.Rest * n.Slope, x, s.Written, input, ds);
            _dz.Add(unit, ((nextH[unit] * h.Get(unit, _a)) - (nextH[unit] * n.Value)) * z.Slope, x, h, input, dh);
            dh[unit] = dh[unit].Plus(nextH[unit] * z.Value);
        }

        for (int unit = 0; unit < units; unit++)
        {
            Bounded reset = ds[unit].Total(_a);
            _dr.Add(unit, reset * h.Get(unit, _a) * r[unit].Slope, x, h, input, dh);
            dh[unit] = dh[unit].Plus(reset * r[unit].Value);
        }
    }

    private Activated Through(Activation f, Bounded z) => new(_a, f, _clip, z);
}
