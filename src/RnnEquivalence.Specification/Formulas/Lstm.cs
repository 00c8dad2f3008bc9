using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>
/// The long short-term memory (S. Hochreiter, J. Schmidhuber, 1997, with the forget gate of F. A. Gers et al., 2000;
/// <c>torch.nn.LSTM</c>, Keras <c>LSTM</c>, ONNX <c>LSTM</c>):
/// <code>
/// i  = σ(W_i·x + R_i·h + b_i)
/// f  = σ(W_f·x + R_f·h + b_f + forget bias)
/// g  = tanh(W_g·x + R_g·h + b_g)
/// o  = σ(W_o·x + R_o·h + b_o)
/// c' = f ⊙ c + i ⊙ g
/// h' = o ⊙ tanh(c')
/// </code>
/// The architecture may add
/// <list type="bullet">
/// <item>peepholes (F. A. Gers, N. Schraudolph, 2002; TensorFlow 1 <c>LSTMCell</c>, ONNX): i and f see p ⊙ c, o sees p ⊙ c';</item>
/// <item>coupled gates (K. Greff et al., 2017; ONNX <c>input_forget</c>): f = 1 − i;</item>
/// <item>a clipped cell state (TensorFlow 1 <c>cell_clip</c>, cuDNN): c' is cut off at ±k before anything else sees it;</item>
/// <item>clipped activations (ONNX <c>clip</c>): every argument of σ and tanh is cut off at ±k, that of tanh(c') among them;</item>
/// <item>a projection (H. Sak et al., 2014; PyTorch <c>proj_size</c>): h' = W_hr·(o ⊙ tanh(c')), of P features;</item>
/// <item>other functions than σ and tanh (ONNX <c>activations</c>).</item>
/// </list>
/// </summary>
public sealed class Lstm : ICellFormula
{
    private readonly Arithmetic _a;
    private readonly CellActivations _functions;
    private readonly double? _activationClip;
    private readonly double? _cellClip;
    private readonly Preactivation _i;
    private readonly Preactivation? _f;
    private readonly Preactivation _g;
    private readonly Preactivation _o;
    private readonly Matrix? _projection;
    private readonly double[] _unprojected;
    private readonly double[] _unprojectedRadii;

    /// <summary>The formula with the parameters of a cell.</summary>
    public Lstm(Arithmetic arithmetic, RecurrentArchitecture architecture, CellParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(parameters);

        _a = arithmetic;
        _functions = architecture.Activations;
        _activationClip = architecture.ActivationClip;
        _cellClip = architecture.CellClip;
        _i = new Preactivation(arithmetic, architecture, parameters, Gate.Input);
        _f = architecture.CouplesGates ? null : new Preactivation(arithmetic, architecture, parameters, Gate.Forget);
        _g = new Preactivation(arithmetic, architecture, parameters, Gate.Candidate);
        _o = new Preactivation(arithmetic, architecture, parameters, Gate.Output);
        _projection = parameters.Projection;
        _unprojected = new double[architecture.HiddenSize];
        _unprojectedRadii = new double[architecture.HiddenSize];
    }

    /// <summary>One unit, one time step, with everything in between.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="x">The input, length I.</param>
    /// <param name="h">The previous hidden state, length H (P behind a projection).</param>
    /// <param name="c">The previous cell state, length H.</param>
    public LstmUnit Unit(int unit, BoundedVector x, BoundedVector h, BoundedVector c) => Unit(unit, x, h, c, seen: false);

    private LstmUnit Unit(int unit, BoundedVector x, BoundedVector h, BoundedVector c, bool seen)
    {
        Bounded zi = _a.Clip(_i.Of(unit, x, h, c.Only(unit), seen), _activationClip);
        Bounded i = _a.Apply(_functions.Gates, zi);
        Bounded f = _f is null ? _a.OneMinus(_functions.Gates, zi, i) : Through(_functions.Gates, _f.Of(unit, x, h, c.Only(unit), seen));
        Bounded g = Through(_functions.Candidate, _g.Of(unit, x, h, seen));

        Bounded previous = c.Get(unit, _a);
        Bounded uncut = _f is null ? _a.Interpolate(_functions.Gates, zi, previous, g) : (f * previous) + (i * g);
        Bounded nextC = _a.Clip(uncut, _cellClip);
        Bounded o = Through(_functions.Gates, _o.Of(unit, x, h, new BoundedVector([nextC.Value], [nextC.Radius]), seen));
        Bounded nextH = o * Through(_functions.State, nextC);

        return new LstmUnit(i, f, g, o, nextC, nextH);
    }

    /// <inheritdoc/>
    public void Step(
        BoundedVector x, BoundedVector h, BoundedVector c, BoundedTarget nextH, BoundedTarget nextC, ReadOnlySpan<int> units)
    {
        if (_projection is null)
        {
            bool seen = _i.See(x, h, units) && (_f?.See(x, h, units) ?? true) && _g.See(x, h, units) && _o.See(x, h, units);
            foreach (int unit in units)
            {
                LstmUnit next = Unit(unit, x, h, c, seen);
                nextC.Set(unit, next.C);
                nextH.Set(unit, next.H);
            }

            return;
        }

        // Every feature of a projection sees all units.
        var unprojected = new BoundedTarget(_unprojected, _unprojectedRadii);
        for (int unit = 0; unit < _unprojected.Length; unit++)
        {
            LstmUnit next = Unit(unit, x, h, c);
            nextC.Set(unit, next.C);
            unprojected.Set(unit, next.H);
        }

        foreach (int feature in units)
        {
            nextH.Set(feature, _a.Affine(default, default, _projection.Row(feature), unprojected.Written, default));
        }
    }

    private Bounded Through(Activation f, Bounded z) => _a.Apply(f, _a.Clip(z, _activationClip));
}

/// <summary>Every value that one unit of an LSTM computes in one time step.</summary>
/// <param name="I">The input gate.</param>
/// <param name="F">The forget gate.</param>
/// <param name="G">The candidate.</param>
/// <param name="O">The output gate.</param>
/// <param name="C">The new cell state.</param>
/// <param name="H">The new hidden state, before a projection.</param>
public readonly record struct LstmUnit(Bounded I, Bounded F, Bounded G, Bounded O, Bounded C, Bounded H);
