using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>A way to compute tanh or σ, every result rounded to the element type.</summary>
/// <param name="Of">The function.</param>
/// <param name="Accuracy">
/// What it may be off by. The C runtime's exp and log are taken to be within one unit in the last place, which is 2 u.
/// </param>
internal sealed record ActivationForm(Func<ElementType, double, double> Of, ActivationAccuracy Accuracy);

/// <summary>Forms of tanh.</summary>
internal static class TanhForm
{
    /// <summary>The C runtime's. Runtimes promise no more than two units in the last place of tanhf, which is 4 u.</summary>
    public static readonly ActivationForm Library = new(
        (type, z) => OfRuntime(type, z, MathF.Tanh, Math.Tanh), new(4));

    /// <summary>In float64, rounded once to float32: as accurate as can be.</summary>
    public static readonly ActivationForm InFloat64 = new((type, z) => type.Round(Math.Tanh(z)), new(1));

    /// <summary>(1 − e)/(1 + e) with e = e^−2|z|. Near zero, 1 − e keeps what e has rounded.</summary>
    public static readonly ActivationForm OfExp = new(
        (type, z) =>
        {
            double e = type.Round(Math.Exp(type.Round(-2 * Math.Abs(z))));
            return Math.CopySign(type.Round(type.Round(1 - e) / type.Round(1 + e)), z);
        },
        new(2, Absolute: 8));

    /// <summary>
    /// m/(m + 2) with m = e^2|z| − 1 by W. Kahan's quotient: with v = fl(e^y), m = (v − 1)·y/log v, since (v − 1)/log v depends little
    /// on what v has rounded. 2 u of v, 2 u of log, and one of each of five operations.
    /// </summary>
    public static readonly ActivationForm OfExpMinusOne = new(
        (type, z) =>
        {
            double y = 2 * Math.Abs(z);
            if (y >= 40)
            {
                return Math.Sign(z);
            }

            double v = Exp(type, y);
            double m = v == 1 ? y : type.Round(type.Round(type.Round(v - 1) * y) / Log(type, v));
            return Math.CopySign(type.Round(m / type.Round(m + 2)), z);
        },
        new(9));

    /// <summary>
    /// ±(1 − q) with q = 2/(e^2|z| + 1) ≤ 1: 2 u of e^2|z|, u of the sum and u of the quotient, all relative to q, so 4 u·(1 − |tanh|),
    /// and u·|tanh| of the difference.
    /// </summary>
    public static readonly ActivationForm OfComplement = new(
        (type, z) => Math.CopySign(type.Round(1 - type.Round(2 / type.Round(Exp(type, 2 * Math.Abs(z)) + 1))), z), new(1, Absolute: 4));

    /// <summary>2·σ(2z) − 1, with σ = 1/(1 + e^−2z) off by 2 u·(1 − σ) + 2 u, so that twice σ is off by no more than 4 u.</summary>
    public static readonly ActivationForm OfSigmoid = new(
        (type, z) => type.Round((2 * SigmoidForm.OfExp.Of(type, 2 * z)) - 1), new(1, Absolute: 4));

    public static double Exp(ElementType type, double z) => OfRuntime(type, z, MathF.Exp, Math.Exp);

    private static double Log(ElementType type, double z) => OfRuntime(type, z, MathF.Log, Math.Log);

    /// <summary>A function of the C runtime, in single precision where that is enough for the type.</summary>
    private static double OfRuntime(ElementType type, double z, Func<float, float> inSingle, Func<double, double> inDouble) =>
        type.Round(type.Format().Precision <= ElementType.Float32.Format().Precision ? inSingle((float)z) : inDouble(z));
}

/// <summary>Forms of σ.</summary>
internal static class SigmoidForm
{
    /// <summary>1/(1 + e^−z).</summary>
    public static readonly ActivationForm OfExp = new(
        (type, z) => type.Round(1 / type.Round(1 + TanhForm.Exp(type, -z))), new(5));

    /// <summary>In float64, rounded once to float32.</summary>
    public static readonly ActivationForm InFloat64 = new((type, z) => type.Round(1 / (1 + Math.Exp(-z))), new(1));

    /// <summary>
    /// e/(1 + e) with e = e^z for z below zero, where it overflows otherwise, and 1/(1 + e^−z) from zero on: 2 u of e and two roundings.
    /// </summary>
    public static readonly ActivationForm OfNegativeExp = new(
        (type, z) =>
        {
            double e = TanhForm.Exp(type, -Math.Abs(z));
            return type.Round((z < 0 ? e : 1) / type.Round(1 + e));
        },
        new(4));

    /// <summary>½·tanh(½z) + ½, whose error is that of tanh relative to 1, halved, and a rounding.</summary>
    public static readonly ActivationForm OfTanh = OfTanhBy(TanhForm.Library);

    /// <summary>The same with some form of tanh.</summary>
    public static ActivationForm OfTanhBy(ActivationForm tanh) => new(
        (type, z) => type.Round((0.5 * tanh.Of(type, type.Round(0.5 * z))) + 0.5),
        new(1, Absolute: (tanh.Accuracy.Relative + tanh.Accuracy.Absolute) / 2));
}
