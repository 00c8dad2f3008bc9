using System.Runtime.CompilerServices;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>
/// The affine map of one gate, z = W·x + R·h + b_x + b_h (+ the forget bias, for the forget gate) (+ p·c, with peepholes).
/// </summary>
public sealed class Preactivation
{
    private readonly Arithmetic _arithmetic;
    private readonly Matrix _inputWeights;
    private readonly Matrix _recurrentWeights;
    private readonly double[] _peephole;
    private readonly BiasSum[] _biases;
    private readonly double[]? _inputBias;
    private readonly double[]? _recurrentBias;
    private bool _isLaidOut;
    private UnitProducts? _ofInput;
    private UnitProducts? _ofState;

    /// <summary>The pre-activation of a gate of a cell.</summary>
    public Preactivation(Arithmetic arithmetic, RecurrentArchitecture architecture, CellParameters parameters, Gate gate)
    {
        ArgumentNullException.ThrowIfNull(arithmetic);
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(parameters);

        GateParameters values = parameters[gate];
        _arithmetic = arithmetic;
        _inputWeights = values.InputWeights;
        _recurrentWeights = values.RecurrentWeights;
        _peephole = values.Peephole ?? [];
        (_inputBias, _recurrentBias) = (values.InputBias, values.RecurrentBias);
        _biases = new BiasSum[architecture.HiddenSize];
        for (int unit = 0; unit < _biases.Length; unit++)
        {
            double input = values.InputBias?[unit] ?? 0;
            double recurrent = values.RecurrentBias?[unit] ?? 0;
            double forget = gate == Gate.Forget ? architecture.ForgetBias : 0;
            _biases[unit] = default(BiasSum).Plus(input).Plus(recurrent).Plus(forget);
        }
    }

    /// <summary>z of one unit.</summary>
    public Bounded Of(int unit, BoundedVector x, BoundedVector h) => Of(unit, x, h, seen: false);

    /// <summary>z of one unit that sees its own cell state, where there are peepholes.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="x">The input.</param>
    /// <param name="h">The previous hidden state.</param>
    /// <param name="c">The unit's cell state, length 1.</param>
    public Bounded Of(int unit, BoundedVector x, BoundedVector h, BoundedVector c) => Of(unit, x, h, c, seen: false);

    /// <summary>The part of z that the input makes, W·x + b_x, and another part, all of them added up in any order.</summary>
    public Bounded OfInputAnd(int unit, BoundedVector x, Bounded other) => OfInputAnd(unit, x, other, seen: false);

    /// <summary>The part of z that the previous state makes, R·h + b_h.</summary>
    public Bounded OfState(int unit, BoundedVector h) => OfState(unit, h, seen: false);

    /// <summary>
    /// Takes W·x of all units at once, and R·h, so that what is then asked of the same x and h with <c>seen</c> is there already.
    /// </summary>
    /// <param name="x">The input.</param>
    /// <param name="h">The previous hidden state.</param>
    /// <param name="units">The units that are going to be asked for.</param>
    /// <returns>Whether it was worth while: some of the units are not asked for, or there is too much of them.</returns>
    internal bool See(BoundedVector x, BoundedVector h, ReadOnlySpan<int> units)
    {
        if (units.Length < _biases.Length)
        {
            return false;
        }

        if (!_isLaidOut)
        {
            _isLaidOut = true;
            _ofInput = UnitProducts.Of(_inputWeights);
            _ofState = UnitProducts.Of(_recurrentWeights);
        }

        if (_ofInput is null || _ofState is null)
        {
            return false;
        }

        _ofInput.See(x);
        _ofState.See(h);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Bounded Of(int unit, BoundedVector x, BoundedVector h, bool seen) =>
        _arithmetic.Affine(Input(unit, x, seen), State(unit, h, seen), _biases[unit]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Bounded Of(int unit, BoundedVector x, BoundedVector h, BoundedVector c, bool seen) => _peephole.Length == 0
        ? Of(unit, x, h, seen)
        : _arithmetic.Affine(
            Input(unit, x, seen), State(unit, h, seen), _biases[unit], ProductTerm.Of(_peephole.AsSpan(unit, 1), c), null);

    internal Bounded OfInputAnd(int unit, BoundedVector x, Bounded other, bool seen) =>
        _arithmetic.Affine(Input(unit, x, seen), default, default(BiasSum).Plus(_inputBias?[unit] ?? 0), default, other);

    internal Bounded OfState(int unit, BoundedVector h, bool seen) =>
        _arithmetic.Affine(default, State(unit, h, seen), default(BiasSum).Plus(_recurrentBias?[unit] ?? 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ProductTerm Input(int unit, BoundedVector x, bool seen) =>
        seen ? _ofInput![unit] : ProductTerm.Of(_inputWeights.Row(unit), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ProductTerm State(int unit, BoundedVector h, bool seen) =>
        seen ? _ofState![unit] : ProductTerm.Of(_recurrentWeights.Row(unit), h);
}
