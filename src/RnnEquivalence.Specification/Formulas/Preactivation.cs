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
    private readonly BiasSum[] _inputBiases;
    private readonly BiasSum[] _recurrentBiases;

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
        _biases = new BiasSum[architecture.HiddenSize];
        _inputBiases = new BiasSum[architecture.HiddenSize];
        _recurrentBiases = new BiasSum[architecture.HiddenSize];
        for (int unit = 0; unit < _biases.Length; unit++)
        {
            double input = values.InputBias?[unit] ?? 0;
            double recurrent = values.RecurrentBias?[unit] ?? 0;
            double forget = gate == Gate.Forget ? architecture.ForgetBias : 0;
            _biases[unit] = default(BiasSum).Plus(input).Plus(recurrent).Plus(forget);
            _inputBiases[unit] = default(BiasSum).Plus(input);
            _recurrentBiases[unit] = default(BiasSum).Plus(recurrent);
        }
    }

    /// <summary>z of one unit.</summary>
    public Bounded Of(int unit, BoundedVector x, BoundedVector h) =>
        _arithmetic.Affine(_inputWeights.Row(unit), x, _recurrentWeights.Row(unit), h, _biases[unit]);

    /// <summary>z of one unit that sees its own cell state, where there are peepholes.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="x">The input.</param>
    /// <param name="h">The previous hidden state.</param>
    /// <param name="c">The unit's cell state, length 1.</param>
    public Bounded Of(int unit, BoundedVector x, BoundedVector h, BoundedVector c) => _peephole.Length == 0
        ? Of(unit, x, h)
        : _arithmetic.Affine(_inputWeights.Row(unit), x, _recurrentWeights.Row(unit), h, _biases[unit], _peephole.AsSpan(unit, 1), c);

    /// <summary>The part of z that the input makes, W·x + b_x, and another part, all of them added up in any order.</summary>
    public Bounded OfInputAnd(int unit, BoundedVector x, Bounded other) =>
        _arithmetic.Affine(_inputWeights.Row(unit), x, default, default, _inputBiases[unit], start: other);

    /// <summary>The part of z that the previous state makes, R·h + b_h.</summary>
    public Bounded OfState(int unit, BoundedVector h) =>
        _arithmetic.Affine(default, default, _recurrentWeights.Row(unit), h, _recurrentBiases[unit]);
}
