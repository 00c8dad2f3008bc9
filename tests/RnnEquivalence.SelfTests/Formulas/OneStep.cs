using System.Collections.Immutable;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.SelfTests.Formulas;

/// <summary>One step of a cell in binary64, for tests of its values.</summary>
internal static class OneStep
{
    public static readonly Arithmetic Arithmetic = new(Declared.Accurately(ElementType.Float64) with
    {
        Activations = Enum.GetValues<ActivationFunction>().ToImmutableDictionary(function => function, _ => new ActivationAccuracy(1)),
    });

    public static (double[] H, double[] C) Of(RecurrentArchitecture cell, CellParameters parameters, double[] x, double[] h, double[] c)
    {
        var nextH = new double[cell.StateSize];
        var nextC = new double[c.Length];
        CellFormulas.Of(Arithmetic, cell, parameters).Step(
            new BoundedVector(x),
            new BoundedVector(h),
            new BoundedVector(c),
            new BoundedTarget(nextH, new double[nextH.Length]),
            new BoundedTarget(nextC, new double[nextC.Length]),
            [.. Enumerable.Range(0, nextH.Length)]);
        return (nextH, nextC);
    }
}
