using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Gradients;

/// <summary>
/// The gradient of <see cref="Lstm"/>, c′ = f ⊙ c + i ⊙ g, h′ = o ⊙ tanh(c′). With dh′ and dc′ known, dc′ being what reaches c′
/// from later steps,
/// <code>
/// do  = dh′ ⊙ tanh(c′)                     dz_o = do ⊙ σ′(z_o)
/// dc′ += dh′ ⊙ o ⊙ tanh′(c′)  (+ p_o ⊙ dz_o)
/// df  = dc′ ⊙ c                            dz_f = df ⊙ σ′(z_f)
/// di  = dc′ ⊙ g                            dz_i = di ⊙ σ′(z_i)
/// dg  = dc′ ⊙ i                            dz_g = dg ⊙ tanh′(z_g)
/// dc  = dc′ ⊙ f               (+ p_i ⊙ dz_i + p_f ⊙ dz_f)
/// </code>
/// A projection h′ = W_hr·m comes first: dm = W_hrᵀ·dh′ takes the place of dh′, and dW_hr += dh′·mᵀ. Where c′ is cut off, nothing
/// goes through. Coupled gates, f = 1 − i, make di = dc′ ⊙ g − dc′ ⊙ c.
/// </summary>
internal sealed class LstmGradient : ICellGradient
{
    private readonly Arithmetic _a;
    private readonly CellActivations _functions;
    private readonly double? _activationClip;
    private readonly double? _cellClip;
    private readonly Preactivation _i;
    private readonly Preactivation? _f;
    private readonly Preactivation _g;
    private readonly Preactivation _o;
    private readonly GateGradient _di;
    private readonly GateGradient? _df;
    private readonly GateGradient _dg;
    private readonly GateGradient _do;
    private readonly Matrix? _projection;
    private readonly BoundedSum[] _dProjection;
    private readonly int _units;

    public LstmGradient(Arithmetic arithmetic, RecurrentArchitecture architecture, CellParameters parameters)
    {
        _a = arithmetic;
        _functions = architecture.Activations;
        _activationClip = architecture.ActivationClip;
        _cellClip = architecture.CellClip;
        _units = architecture.HiddenSize;
        _i = new Preactivation(arithmetic, architecture, parameters, Gate.Input);
        _f = architecture.CouplesGates ? null : new Preactivation(arithmetic, architecture, parameters, Gate.Forget);
        _g = new Preactivation(arithmetic, architecture, parameters, Gate.Candidate);
        _o = new Preactivation(arithmetic, architecture, parameters, Gate.Output);
        _di = new GateGradient(arithmetic, parameters[Gate.Input]);
        _df = architecture.CouplesGates ? null : new GateGradient(arithmetic, parameters[Gate.Forget]);
        _dg = new GateGradient(arithmetic, parameters[Gate.Candidate]);
        _do = new GateGradient(arithmetic, parameters[Gate.Output]);
        _projection = parameters.Projection;
        _dProjection = new BoundedSum[_projection?.Values.Length ?? 0];
        var gates = new Dictionary<Gate, GateGradient> { [Gate.Input] = _di, [Gate.Candidate] = _dg, [Gate.Output] = _do };
        if (_df is not null)
        {
            gates[Gate.Forget] = _df;
        }

        Parameters = new CellGradients(gates, () => _projection is null ? null
            : BoundedMatrix.Of(_projection.Rows, _projection.Columns, _dProjection, _a));
    }

    public CellGradients Parameters { get; }

    public void Step(BoundedVector x, BoundedVector h, BoundedVector c, BoundedSum[] hidden, BoundedSum[] cell, Span<BoundedSum> input)
    {
        Bounded[] nextH = BoundedSum.TakeAll(hidden, _a);
        Span<BoundedSum> dh = hidden;
        Bounded[] dm = _projection is null ? nextH : Unproject(nextH, _projection);
        for (int unit = 0; unit < _units; unit++)
        {
            Bounded previous = c.Get(unit, _a);
            Activated i = Through(_functions.Gates, _i.Of(unit, x, h, c.Only(unit)));
            Activated f = _f is null ? default : Through(_functions.Gates, _f.Of(unit, x, h, c.Only(unit)));
            Activated g = Through(_functions.Candidate, _g.Of(unit, x, h));
            Bounded kept = _f is null ? i.Rest : f.Value;
            Bounded uncut = _f is null
                ? _a.Interpolate(_functions.Gates, i.Argument, previous, g.Value)
                : (kept * previous) + (i.Value * g.Value);
            Bounded next = _a.Clip(uncut, _cellClip);
            Activated o = Through(_functions.Gates, _o.Of(unit, x, h, new BoundedVector([next.Value], [next.Radius])));
            Activated tanh = Through(_functions.State, next);

            if (_projection is not null)
            {
                AddToProjection(unit, nextH, o.Value * tanh.Value);
            }

            Bounded dzo = dm[unit] * tanh.Value * o.Slope;
            Bounded dc = cell[unit].Plus(dm[unit] * o.Value * tanh.Slope).Plus(_do.AddPeephole(unit, dzo, next)).Total(_a);
            dc = _cellClip is null ? dc : dc * _a.ClipSlope(uncut, _cellClip);
            Bounded di = _f is null ? (dc * g.Value) - (dc * previous) : dc * g.Value;
            Bounded dzi = di * i.Slope;
            Bounded dzg = dc * i.Value * g.Slope;

            cell[unit] = default(BoundedSum).Plus(dc * kept).Plus(_di.AddPeephole(unit, dzi, previous));
            _di.Add(unit, dzi, x, h, input, dh);
            _dg.Add(unit, dzg, x, h, input, dh);
            _do.Add(unit, dzo, x, h, input, dh);
            if (_df is not null)
            {
                Bounded dzf = dc * previous * f.Slope;
                cell[unit] = cell[unit].Plus(_df.AddPeephole(unit, dzf, previous));
                _df.Add(unit, dzf, x, h, input, dh);
            }
        }
    }

    private Activated Through(Activation f, Bounded z) => new(_a, f, _activationClip, z);

    /// <summary>dm = W_hrᵀ·dh′.</summary>
    private Bounded[] Unproject(Bounded[] nextH, Matrix projection)
    {
        var dm = new Bounded[_units];
        for (int unit = 0; unit < _units; unit++)
        {
            BoundedSum sum = default;
            for (int feature = 0; feature < nextH.Length; feature++)
            {
                sum = sum.Plus(nextH[feature] * _a.Exact(projection[feature, unit]));
            }

            dm[unit] = sum.Total(_a);
        }

        return dm;
    }

    /// <summary>dW_hr += dh′·mᵀ.</summary>
    private void AddToProjection(int unit, Bounded[] nextH, Bounded m)
    {
        for (int feature = 0; feature < nextH.Length; feature++)
        {
            int index = (feature * _units) + unit;
            _dProjection[index] = _dProjection[index].Plus(nextH[feature] * m);
        }
    }
}
