using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Verdicts;

/// <summary>
/// What one case says about one law: every element compared with its own bound, the worst of them, and whether
/// any bound was too wide to mean anything.
/// </summary>
/// <remarks>
/// A bound above <see cref="ConclusiveShare"/> of the largest expected magnitude of its tensor proves nothing. Such
/// an element makes the case inconclusive: it is counted as such and never as a pass. It still refutes the law if
/// it is off by more than even that bound.
/// </remarks>
public sealed partial class Verdict
{
    /// <summary>The widest bound, as a share of the tensor's own scale, that still counts as a comparison.</summary>
    public const double ConclusiveShare = 0.01;

    /// <summary>A bound is itself computed in binary64; over a hundred steps that costs less than 2^-40 of it.</summary>
    internal const double BoundRounding = 1 + (1.0 / (1L << 40));

    /// <summary>
    /// Up to what bound a tensor counts as negligible at most, whatever absolute error is declared: that share of a tensor whose scale is a
    /// tenth of what σ and tanh reach. What is larger has a scale to be measured by.
    /// </summary>
    private const double MostNegligible = ConclusiveShare / 10;

    private readonly double _negligible;
    private readonly IReadOnlyList<IWitness> _witnesses;

    /// <summary>An empty verdict on a case of a cell that is computed so precisely.</summary>
    public Verdict(Precision precision)
        : this(precision, witnesses: [])
    {
    }

    /// <summary>The same, with some who look on.</summary>
    internal Verdict(Precision precision, IReadOnlyList<IWitness> witnesses)
    {
        ArgumentNullException.ThrowIfNull(precision);

        _witnesses = witnesses;

        // What vanishes beside everything that is computed with has no scale of its own to be measured by: neither below
        // the root of the smallest normal number, nor near the absolute error that the backend declares of its activations.
        double declared = Math.Max(precision.Tanh.Absolute, precision.Sigmoid.Absolute) * precision.ElementType.UnitRoundoff();
        _negligible = Math.Max(
            Math.Sqrt(precision.ElementType.SmallestNormal()), Math.Min(declared / ConclusiveShare, MostNegligible));
    }

    /// <summary>The conclusive element nearest to or farthest beyond its bound, if anything was compared.</summary>
    public Element? Worst { get; private set; }

    /// <summary>The element that refutes the law worst, or null if the law holds.</summary>
    public Element? Refutation { get; private set; }

    /// <summary>Whether any element had a bound too wide to mean anything.</summary>
    public bool IsInconclusive { get; private set; }

    /// <summary>How many numbers of one run were compared with those of another.</summary>
    public long ComparedNumbers { get; private set; }

    /// <summary>How many of <see cref="ComparedNumbers"/> had the same bits.</summary>
    public long IdenticalNumbers { get; private set; }

    /// <summary>
    /// The largest difference between a number of one run and that of another; infinite where only one of them is a number.
    /// </summary>
    public double LargestDifference { get; private set; }

    private void Judge(Element element, double scale)
    {
        for (int index = 0; index < _witnesses.Count; index++)
        {
            _witnesses[index].Sees(element);
        }

        // Written so that a bound that is not a number is inconclusive, and a result of either run that is not a number refutes.
        bool conclusive = element.Bound <= _negligible || element.Bound <= ConclusiveShare * scale;
        bool refuted = double.IsInfinity(element.Error) || element.Error > element.Bound * BoundRounding;

        IsInconclusive |= !conclusive;
        if (refuted && (Refutation is null || element.Ratio > Refutation.Value.Ratio))
        {
            Refutation = element;
        }

        if ((conclusive || refuted) && (Worst is null || element.Ratio > Worst.Value.Ratio))
        {
            Worst = element;
        }
    }
}
