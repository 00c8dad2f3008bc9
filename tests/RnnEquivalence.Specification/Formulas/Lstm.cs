using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>
/// The long short-term memory with a forget gate (F. Gers, J. Schmidhuber, F. Cummins, <i>Learning to forget</i>,
/// 2000; <c>torch.nn.LSTM</c>):
/// <code>
/// i  = σ(W_i·x + R_i·h + b_i)
/// f  = σ(W_f·x + R_f·h + b_f + forget bias)
/// g  = tanh(W_g·x + R_g·h + b_g)
/// o  = σ(W_o·x + R_o·h + b_o)
/// c' = f ⊙ c + i ⊙ g
/// h' = o ⊙ tanh(c')
/// </code>
/// </summary>
public sealed class Lstm : ICellFormula
{
    private readonly Arithmetic _a;
    private readonly Preactivation _i;
    private readonly Preactivation _f;
    private readonly Preactivation _g;
    private readonly Preactivation _o;

    /// <summary>The formula with the parameters of a layer.</summary>
    public Lstm(Arithmetic arithmetic, RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        _a = arithmetic;
        _i = new Preactivation(arithmetic, architecture, parameters, Gate.Input);
        _f = new Preactivation(arithmetic, architecture, parameters, Gate.Forget);
        _g = new Preactivation(arithmetic, architecture, parameters, Gate.Candidate);
        _o = new Preactivation(arithmetic, architecture, parameters, Gate.Output);
    }

    /// <summary>One unit, one time step, with everything in between.</summary>
    public LstmUnit Unit(int unit, ReadOnlySpan<double> x, BoundedVector h, Bounded c)
    {
        Bounded i = _a.Sigmoid(_i.Of(unit, x, h));
        Bounded f = _a.Sigmoid(_f.Of(unit, x, h));
        Bounded g = _a.Tanh(_g.Of(unit, x, h));
        Bounded o = _a.Sigmoid(_o.Of(unit, x, h));

        Bounded nextC = (f * c) + (i * g);
        Bounded nextH = o * _a.Tanh(nextC);

        return new LstmUnit(i, f, g, o, nextC, nextH);
    }

    /// <inheritdoc/>
    public UnitState Step(int unit, ReadOnlySpan<double> x, BoundedVector h, Bounded c)
    {
        LstmUnit next = Unit(unit, x, h, c);
        return new UnitState(next.H, next.C);
    }
}

/// <summary>Every value that one unit of an LSTM computes in one time step.</summary>
/// <param name="I">The input gate.</param>
/// <param name="F">The forget gate.</param>
/// <param name="G">The candidate.</param>
/// <param name="O">The output gate.</param>
/// <param name="C">The new cell state.</param>
/// <param name="H">The new hidden state.</param>
public readonly record struct LstmUnit(Bounded I, Bounded F, Bounded G, Bounded O, Bounded C, Bounded H);
