using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Gradients;

/// <summary>A function applied to a pre-activation that may be clipped before: its value there and its slope.</summary>
internal readonly struct Activated
{
    public Activated(Arithmetic arithmetic, Activation function, double? clip, Bounded z)
    {
        Bounded argument = arithmetic.Clip(z, clip);
        Value = arithmetic.Apply(function, argument);
        Bounded slope = arithmetic.Slope(function, argument, Value);
        Slope = clip is null ? slope : slope * arithmetic.ClipSlope(z, clip);
        Argument = argument;
        Rest = arithmetic.OneMinus(function, argument, Value);
    }

    /// <summary>z, cut off where it is.</summary>
    public Bounded Argument { get; }

    /// <summary>f(z).</summary>
    public Bounded Value { get; }

    /// <summary>1 − f(z).</summary>
    public Bounded Rest { get; }

    /// <summary>f′(z).</summary>
    public Bounded Slope { get; }
}
