using System.Collections.Immutable;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>A correct way to round: order of summation, fused multiply-add, form of the activations.</summary>
internal sealed record KernelStyle
{
    /// <summary>Left to right, products first, one rounding per operation.</summary>
    public static readonly KernelStyle Plain = new();

    public string Name { get; init; } = "plain";

    public SummationOrder Order { get; init; } = SummationOrder.LeftToRight;

    public bool FusedMultiplyAdd { get; init; }

    public bool MergesBiases { get; init; }

    public bool InterpolatesFromOneEnd { get; init; }

    public bool SigmoidByTanh { get; init; }

    public bool TanhByExp { get; init; }

    /// <summary>C runtimes promise no more than two units in the last place of tanhf, which is 4 u.</summary>
    public ActivationAccuracy TanhAccuracy => TanhByExp ? new(2, Absolute: 8) : new(4);

    public ActivationAccuracy SigmoidAccuracy => SigmoidByTanh ? new(2, Absolute: 3) : new(5);

    /// <summary>What e^z and log are off by, beyond the roundings of the formulas that they stand in.</summary>
    public ImmutableDictionary<ActivationFunction, ActivationAccuracy> OtherAccuracies { get; } = Enum.GetValues<ActivationFunction>()
        .Where(function => function is not (ActivationFunction.Tanh or ActivationFunction.Sigmoid))
        .ToImmutableDictionary(function => function, function => function is ActivationFunction.Elu or ActivationFunction.Softplus
            ? new ActivationAccuracy(4, Absolute: 4) : new ActivationAccuracy(0));

    public override string ToString() => Name;

    public double Tanh(ElementType type, double z)
    {
        if (!TanhByExp)
        {
            return type.Round(type == ElementType.Float32 ? MathF.Tanh((float)z) : Math.Tanh(z));
        }

        double e = type.Round(Math.Exp(type.Round(-2 * Math.Abs(z))));
        double magnitude = type.Round(type.Round(1 - e) / type.Round(1 + e));
        return z < 0 ? -magnitude : magnitude;
    }

    public double Sigmoid(ElementType type, double z)
    {
        if (SigmoidByTanh)
        {
            return type.Round((0.5 * Tanh(type, type.Round(0.5 * z))) + 0.5);
        }

        double e = type.Round(type == ElementType.Float32 ? MathF.Exp((float)-z) : Math.Exp(-z));
        return type.Round(1 / type.Round(1 + e));
    }

    public static double Fma(ElementType type, double a, double b, double c) => type == ElementType.Float32
        ? MathF.FusedMultiplyAdd((float)a, (float)b, (float)c)
        : Math.FusedMultiplyAdd(a, b, c);

    /// <summary>Σ w·x + Σ r·h + Σ b, rounded after every operation.</summary>
    public double Sum(
        ElementType type,
        ReadOnlySpan<double> w,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> r,
        ReadOnlySpan<double> h,
        IReadOnlyList<double> biases)
    {
        double bias = 0;
        foreach (double one in biases)
        {
            bias = type.Round(bias + one);
        }

        if (FusedMultiplyAdd)
        {
            double sum = bias;
            for (int index = 0; index < w.Length; index++)
            {
                sum = Fma(type, w[index], x[index], sum);
            }

            for (int index = 0; index < r.Length; index++)
            {
                sum = Fma(type, r[index], h[index], sum);
            }

            return sum;
        }

        double[] terms = new double[w.Length + r.Length + (MergesBiases ? 1 : biases.Count)];
        int next = 0;
        for (int index = 0; index < w.Length; index++)
        {
            terms[next++] = type.Round(w[index] * x[index]);
        }

        for (int index = 0; index < r.Length; index++)
        {
            terms[next++] = type.Round(r[index] * h[index]);
        }

        foreach (double one in MergesBiases ? [bias] : biases)
        {
            terms[next++] = one;
        }

        return Add(type, terms);
    }

    private double Add(ElementType type, Span<double> terms)
    {
        switch (Order)
        {
            case SummationOrder.RightToLeft:
                terms.Reverse();
                goto default;
            case SummationOrder.Pairwise when terms.Length > 1:
                double left = Add(type, terms[..(terms.Length / 2)]);
                double right = Add(type, terms[(terms.Length / 2)..]);
                return type.Round(left + right);
            case SummationOrder.FourLanes when terms.Length > 4:
                Span<double> lanes = [0, 0, 0, 0];
                for (int index = 0; index < terms.Length; index++)
                {
                    lanes[index % 4] = type.Round(lanes[index % 4] + terms[index]);
                }

                return type.Round(type.Round(lanes[0] + lanes[1]) + type.Round(lanes[2] + lanes[3]));
            default:
                double sum = 0;
                foreach (double term in terms)
                {
                    sum = type.Round(sum + term);
                }

                return sum;
        }
    }
}

internal enum SummationOrder
{
    LeftToRight,
    RightToLeft,
    Pairwise,
    FourLanes,
}
