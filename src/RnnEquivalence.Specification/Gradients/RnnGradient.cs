using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Gradients;

/// <summary>
/// The gradient of <see cref="Rnn"/>, h′ = f(z):
/// <code>dz = dh′ ⊙ f′(z)</code>
/// </summary>
internal sealed class RnnGradient : ICellGradient
{
    private readonly Arithmetic _a;
    private readonly Activation _f;
    private readonly double? _clip;
    private readonly Preactivation _z;
    private readonly GateGradient _state;

    public RnnGradient(Arithmetic arithmetic, RecurrentArchitecture architecture, CellParameters parameters)
    {
        _a = arithmetic;
        _f = architecture.Activations.State;
        _clip = architecture.ActivationClip;
        _z = new Preactivation(arithmetic, architecture, parameters, Gate.State);
        _state = new GateGradient(arithmetic, parameters[Gate.State]);
        Parameters = new CellGradients(new Dictionary<Gate, GateGradient> { [Gate.State] = _state }, () => null);
    }

    public CellGradients Parameters { get; }

    public void Step(BoundedVector x, BoundedVector h, BoundedVector c, BoundedSum[] hidden, BoundedSum[] cell, Span<BoundedSum> input)
    {
        Bounded[] nextH = BoundedSum.TakeAll(hidden, _a);
        Span<BoundedSum> dh = hidden;
        for (int unit = 0; unit < nextH.Length; unit++)
        {
            var f = new Activated(_a, _f, _clip, _z.Of(unit, x, h));

            _state.Add(unit, nextH[unit] * f.Slope, x, h, input, dh);
        }
    }
}
