using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>
/// The Elman network (J. L. Elman, <i>Finding structure in time</i>, 1990; <c>torch.nn.RNN</c>, ONNX <c>RNN</c>):
/// <code>h' = f(W·x + R·h + b_x + b_h)</code>
/// with f = tanh unless the architecture says otherwise. With W = Wxᵀ, R = Wyᵀ, x = X1 and h = Y0 this is
/// Y1 = tanh(Y0·Wy + X1·Wx + b).
/// </summary>
public sealed class Rnn : ICellFormula
{
    private readonly Arithmetic _a;
    private readonly Activation _f;
    private readonly double? _clip;
    private readonly Preactivation _z;

    /// <summary>The formula with the parameters of a cell.</summary>
    public Rnn(Arithmetic arithmetic, RecurrentArchitecture architecture, CellParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(architecture);

        _a = arithmetic;
        _f = architecture.Activations.State;
        _clip = architecture.ActivationClip;
        _z = new Preactivation(arithmetic, architecture, parameters, Gate.State);
    }

    /// <inheritdoc/>
    public void Step(
        BoundedVector x, BoundedVector h, BoundedVector c, BoundedTarget nextH, BoundedTarget nextC, ReadOnlySpan<int> units)
    {
        bool seen = _z.See(x, h, units);
        foreach (int unit in units)
        {
            nextH.Set(unit, _a.Apply(_f, _a.Clip(_z.Of(unit, x, h, seen), _clip)));
        }
    }
}
