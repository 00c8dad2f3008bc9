using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Formulas;

/// <summary>The affine map of one gate, z = W·x + R·h + b_x + b_h (+ the forget bias, for the forget gate).</summary>
public sealed class Preactivation
{
    private readonly Arithmetic _arithmetic;
    private readonly Matrix _inputWeights;
    private readonly Matrix _recurrentWeights;
    private readonly BiasSum[] _biases;

    /// <summary>The pre-activation of a gate of a layer.</summary>
    public Preactivation(Arithmetic arithmetic, RecurrentArchitecture architecture, RecurrentParameters parameters, Gate gate)
    {
        ArgumentNullException.ThrowIfNull(arithmetic);
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(parameters);

        GateParameters values = parameters[gate];
        _arithmetic = arithmetic;
        _inputWeights = values.InputWeights;
        _recurrentWeights = values.RecurrentWeights;
        _biases = new BiasSum[architecture.HiddenSize];
        for (int unit = 0; unit < _biases.Length; unit++)
        {
            BiasSum sum = default;
            sum = values.InputBias is null ? sum : sum.Plus(values.InputBias[unit]);
            sum = values.RecurrentBias is null ? sum : sum.Plus(values.RecurrentBias[unit]);
            sum = gate == Gate.Forget && architecture.ForgetBias != 0 ? sum.Plus(architecture.ForgetBias) : sum;
            _biases[unit] = sum;
        }
    }

    /// <summary>z of one unit.</summary>
    public Bounded Of(int unit, ReadOnlySpan<double> x, BoundedVector h) =>
        _arithmetic.Affine(_inputWeights.Row(unit), x, _recurrentWeights.Row(unit), h, _biases[unit]);
}
