using RnnEquivalence.Model;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp.Unfused;

/// <summary>The functions of a cell in plain operators.</summary>
/// <param name="constants">Where α and β come from.</param>
/// <param name="clip">The bound of every argument, or null.</param>
internal sealed class UnfusedActivation(Constants constants, double? clip)
{
    /// <summary>f(z), its argument clipped before.</summary>
    public Tensor Apply(Activation f, Tensor z)
    {
        z = constants.Clip(z, clip);
        return f.Function switch
        {
            ActivationFunction.Tanh => z.tanh(),
            ActivationFunction.Sigmoid => z.sigmoid(),
            ActivationFunction.Relu => z.relu(),
            ActivationFunction.HardSigmoid => Affine(f, z).clamp(constants[0], constants[1]),
            ActivationFunction.LeakyRelu => where(z.ge(constants[0]), z, z.mul(constants[f.Alpha])),
            ActivationFunction.ThresholdedRelu => where(z.ge(constants[f.Alpha]), z, constants[0]),
            ActivationFunction.ScaledTanh => z.mul(constants[f.Beta]).tanh().mul(constants[f.Alpha]),
            ActivationFunction.Affine => Affine(f, z),
            ActivationFunction.Elu => Elu(f, z),
            ActivationFunction.Softsign => z.div(z.abs().Plus(constants[1])),

            // log(e^z + e^0) without overflow.
            ActivationFunction.Softplus => z.logaddexp(constants[0]),
            _ => throw new ArgumentOutOfRangeException(nameof(f), f.Function, "Not a known activation."),
        };
    }

    private Tensor Affine(Activation f, Tensor z) => z.mul(constants[f.Alpha]).Plus(constants[f.Beta]);

    /// <summary>
    /// The exponential sees no positive argument: where it overflows, its gradient would be 0·∞ although it is not chosen.
    /// </summary>
    private Tensor Elu(Activation f, Tensor z) =>
        where(z.ge(constants[0]), z, z.minimum(constants[0]).expm1().mul(constants[f.Alpha]));
}
