using FluentAssertions;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using Xunit;

namespace RnnEquivalence.SelfTests.Formulas;

/// <summary>
/// The functions other than tanh and σ against their definitions, and their bounds against what arguments and roundings can do.
/// </summary>
public sealed class ActivationFormulaTests
{
    private const double U = 5.9604644775390625e-8;

    private static readonly Arithmetic Float32 = new(Declared.Accurately(ElementType.Float32));

    public static TheoryData<ActivationFunction> Functions { get; } = [.. Enum.GetValues<ActivationFunction>()];

    /// <summary>Values that anyone can check: α = 1/2, β = 2, tanh(ln 2) = 3/5, σ(ln 3) = 3/4, e^−ln 2 = 1/2.</summary>
    [Theory]
    [InlineData(ActivationFunction.Tanh, 0.6931471805599453, 0.6)]
    [InlineData(ActivationFunction.Sigmoid, 1.0986122886681098, 0.75)]
    [InlineData(ActivationFunction.Relu, 3, 3)]
    [InlineData(ActivationFunction.Relu, -3, 0)]
    [InlineData(ActivationFunction.HardSigmoid, -3, 0.5)]
    [InlineData(ActivationFunction.HardSigmoid, -5, 0)]
    [InlineData(ActivationFunction.HardSigmoid, 0, 1)]
    [InlineData(ActivationFunction.LeakyRelu, 3, 3)]
    [InlineData(ActivationFunction.LeakyRelu, -3, -1.5)]
    [InlineData(ActivationFunction.ThresholdedRelu, 0.5, 0.5)]
    [InlineData(ActivationFunction.ThresholdedRelu, 0.4999, 0)]
    [InlineData(ActivationFunction.ThresholdedRelu, -3, 0)]
    [InlineData(ActivationFunction.ScaledTanh, 0.34657359027997264, 0.3)]
    [InlineData(ActivationFunction.Affine, -6, -1)]
    [InlineData(ActivationFunction.Elu, 3, 3)]
    [InlineData(ActivationFunction.Elu, -0.6931471805599453, -0.25)]
    [InlineData(ActivationFunction.Softsign, 3, 0.75)]
    [InlineData(ActivationFunction.Softsign, -1, -0.5)]
    [InlineData(ActivationFunction.Softplus, 0, 0.6931471805599453)]
    [InlineData(ActivationFunction.Softplus, 1.0986122886681098, 1.3862943611198906)]
    [InlineData(ActivationFunction.Softplus, 1000, 1000)]
    [InlineData(ActivationFunction.Softplus, -1000, 0)]
    public void Value_AtAPointOfKnownValue_IsWhatTheHandSays(ActivationFunction function, double z, double expected)
    {
        Bounded activated = Float32.Apply(new Activation(function, 0.5, 2), Float32.Exact(z));

        activated.Value.Should().BeApproximately(expected, 1e-15);
        activated.Radius.Should().BeLessThan(20 * U * (1 + Math.Abs(expected)));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Value_IsThatOfTheDefinition(ActivationFunction function) => ForRandomArguments(function, (f, z) =>
        Float32.Apply(f, z).Value.Should().BeApproximately(Definition(f, z.Value), 1e-14));

    /// <summary>
    /// Wherever the argument may be, the function is within the bound; and the bound is not much wider than that and a few roundings.
    /// </summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void Bound_CoversEveryArgumentAndIsNotMuchWider(ActivationFunction function) => ForRandomArguments(function, (f, z) =>
    {
        Bounded activated = Float32.Apply(f, z);
        double worst = Around(z).Max(x => Math.Abs(Definition(f, x) - activated.Value));

        activated.Radius.Should().BeGreaterThanOrEqualTo(worst - 1e-14)
            .And.BeLessThan(
                (1.3 * worst) + (10 * U * (1 + Math.Abs(activated.Value))) + (MayJump(f, z) ? Math.Abs(z.Value) + z.Radius : 0));
    });

    /// <summary>A kernel that computes the textbook formula in binary32 stays within the bound that claims no error of its own.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void Bound_CoversTheDefinitionInBinary32(ActivationFunction function)
    {
        var random = new RandomSource(2);
        for (int number = 0; number < 2000; number++)
        {
            Activation f = Draw(function, random);
            float z = (float)random.NextUniform(-8, 8);
            Bounded activated = Float32.Apply(f, Float32.Exact(z));

            Math.Abs(InBinary32(f, z) - activated.Value).Should().BeLessThanOrEqualTo(activated.Radius, $"{f} of {z:R}");
        }
    }

    [Theory]
    [InlineData(0.5, 0, 0.5, 0)]
    [InlineData(0.6, 0.01, 0.6, 0.01)]
    [InlineData(0.4, 0.01, 0, 0)]
    [InlineData(0.505, 0.01, 0.505, 0.515)]
    [InlineData(0.495, 0.01, 0, 0.505)]
    public void ThresholdedRelu_NearItsThreshold_MayBeEither(double z, double error, double value, double radius)
    {
        Bounded activated = Float32.ThresholdedRelu(0.5, new Bounded(z, error, Float32));

        activated.Value.Should().Be(value);
        activated.Radius.Should().BeApproximately(radius, 1e-15);
    }

    [Theory]
    [InlineData(0.4, 0.01, 0.4, 0.01)]
    [InlineData(0.505, 0.01, 0.5, 0.01)]
    [InlineData(-0.495, 0.01, -0.495, 0.01)]
    [InlineData(0.6, 0.01, 0.5, 0)]
    [InlineData(-7, 1, -0.5, 0)]
    public void Clip_IsExactWhereTheArgumentIsBeyondTheBound(double z, double error, double value, double radius)
    {
        Bounded clipped = Float32.Clip(new Bounded(z, error, Float32), 0.5);

        clipped.Value.Should().Be(value);
        clipped.Radius.Should().Be(radius);
    }

    private static void ForRandomArguments(ActivationFunction function, Action<Activation, Bounded> check)
    {
        var random = new RandomSource(1);
        for (int number = 0; number < 2000; number++)
        {
            Activation f = Draw(function, random);
            check(f, new Bounded(random.NextUniform(-8, 8), random.NextMagnitude(-23, -7), Float32));
        }
    }

    private static Activation Draw(ActivationFunction function, RandomSource random) =>
        new(function, (float)random.NextUniform(0.1, 1.2), (float)random.NextUniform(-1, 1));

    private static IEnumerable<double> Around(Bounded z) =>
        Enumerable.Range(-8, 17).Select(step => z.Value + (z.Radius * step / 8));

    private static bool MayJump(Activation f, Bounded z) =>
        f.Function == ActivationFunction.ThresholdedRelu && Math.Abs(z.Value - f.Alpha) <= z.Radius;

    private static double Definition(Activation f, double z) => f.Function switch
    {
        ActivationFunction.Tanh => Math.Tanh(z),
        ActivationFunction.Sigmoid => 1 / (1 + Math.Exp(-z)),
        ActivationFunction.Relu => Math.Max(0, z),
        ActivationFunction.HardSigmoid => Math.Max(0, Math.Min(1, (f.Alpha * z) + f.Beta)),
        ActivationFunction.LeakyRelu => z >= 0 ? z : f.Alpha * z,
        ActivationFunction.ThresholdedRelu => z >= f.Alpha ? z : 0,
        ActivationFunction.ScaledTanh => f.Alpha * Math.Tanh(f.Beta * z),
        ActivationFunction.Affine => (f.Alpha * z) + f.Beta,
        ActivationFunction.Elu => z >= 0 ? z : f.Alpha * (Math.Exp(z) - 1),
        ActivationFunction.Softsign => z / (1 + Math.Abs(z)),
        ActivationFunction.Softplus => Math.Log(1 + Math.Exp(z)),
        _ => throw new ArgumentOutOfRangeException(nameof(f), f.Function, "Not a function."),
    };

    /// <summary>
    /// The same operation by operation in binary32, with every function of the library rounded correctly but for the last bit.
    /// </summary>
    private static double InBinary32(Activation f, float z)
    {
        float alpha = (float)f.Alpha;
        float beta = (float)f.Beta;
        return f.Function switch
        {
            ActivationFunction.Tanh => (float)Math.Tanh(z),
            ActivationFunction.Sigmoid => (float)(1 / (1 + Math.Exp(-(double)z))),
            ActivationFunction.Relu => Math.Max(0, z),
            ActivationFunction.HardSigmoid => Math.Max(0, Math.Min(1, (alpha * z) + beta)),
            ActivationFunction.LeakyRelu => z >= 0 ? z : alpha * z,
            ActivationFunction.ThresholdedRelu => z >= alpha ? z : 0,
            ActivationFunction.ScaledTanh => alpha * (float)Math.Tanh(beta * z),
            ActivationFunction.Affine => (alpha * z) + beta,
            ActivationFunction.Elu => z >= 0 ? z : alpha * ((float)Math.Exp(z) - 1),
            ActivationFunction.Softsign => z / (1 + Math.Abs(z)),
            ActivationFunction.Softplus => (float)Math.Log(1 + (float)Math.Exp(z)),
            _ => throw new ArgumentOutOfRangeException(nameof(f), f.Function, "Not a function."),
        };
    }
}
