using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.Tests.Accuracy;

/// <summary>Errors that are known are found, at the arguments where they are.</summary>
public sealed class AccuracyMeterTests
{
    private const double U = 5.9604644775390625e-8;
    private const double Normal = 1.1754943508222875e-38;

    [Fact]
    public void Errors_AreFoundWhereTheyAre()
    {
        double[] x = [.. Enumerable.Range(1, 64).Select(index => index / 16.0)];
        double[] y = [.. x.Select(Math.Tanh)];
        y[3] += 5 * U * y[3];
        y[50] -= 4 * U;
        AccuracyMeter meter = Metered(isTanh: true, new ActivationAccuracy(2, Absolute: 1), x, y);

        meter.Relative.Error.Should().BeApproximately(5, 1e-6);
        meter.Relative.At.Should().Be(x[3]);
        meter.Absolute.Error.Should().BeApproximately(4, 1e-6);
        meter.Absolute.At.Should().Be(x[50]);
        meter.NeededRelative.Error.Should().BeApproximately(3 / y[50], 1e-6);
        meter.NeededAbsolute.Error.Should().BeApproximately(4 - (2 * y[50]), 1e-6);
        meter.Outside.Should().Be(0);
        meter.OneAt.Should().Be(double.PositiveInfinity);
        meter.ZeroAt.Should().Be(0);
    }

    [Fact]
    public void LostToUnderflow_IsMeasuredInSmallestNumbers()
    {
        double[] x = [.. Enumerable.Range(0, 16).Select(index => -86.0 - (index / 8.0))];
        double[] y = [.. x.Select(z => z < -87 ? 0 : Math.Exp(z) / (1 + Math.Exp(z)))];
        AccuracyMeter meter = Metered(isTanh: false, new ActivationAccuracy(2), x, y);

        meter.NeededUnderflow.Error.Should().BeApproximately(Math.Exp(-87.125) / Normal, 1e-4);
        meter.NeededUnderflow.At.Should().Be(-87.125);
        meter.ZeroAt.Should().Be(87.125);
    }

    [Fact]
    public void BeyondTheLimits_IsCounted()
    {
        double[] x = [.. Enumerable.Range(0, 8).Select(index => index - 4.0)];
        double[] tanh = [-1.1, -0.9, 0.5, -0.7, 0, 0.7, 0.9, 1.1];
        double[] sigmoid = [-0.1, 0.1, 0.2, 0.3, 0.5, 0.6, 1, 1.1];

        Metered(isTanh: true, new ActivationAccuracy(2), x, tanh).Outside.Should().Be(3);
        Metered(isTanh: true, new ActivationAccuracy(2), x, tanh).OneAt.Should().Be(3);
        Metered(isTanh: false, new ActivationAccuracy(2), x, sigmoid).Outside.Should().Be(2);
        Metered(isTanh: false, new ActivationAccuracy(2), x, sigmoid).OneAt.Should().Be(2);
    }

    [Fact]
    public void WhatIsNoNumber_IsInfinitelyWrong()
    {
        double[] x = [1, 2, 3, 4, 5, 6, 7, 8];
        double[] y = [.. x.Select(Math.Tanh)];
        y[6] = double.NaN;

        Metered(isTanh: true, new ActivationAccuracy(2, Absolute: 1), x, y).NeededRelative
            .Should().Be(new Extreme(double.PositiveInfinity, 7));
    }

    [Fact]
    public void TwoMeters_AreAsGoodAsOne()
    {
        double[] x = [.. Enumerable.Range(1, 16).Select(index => index / 4.0)];
        double[] y = [.. x.Select(z => Math.Tanh(z) * (1 + (z * U)))];
        AccuracyMeter whole = Metered(isTanh: true, new ActivationAccuracy(2), x, y);
        AccuracyMeter first = Metered(isTanh: true, new ActivationAccuracy(2), x[..8], y[..8]);
        first.Add(Metered(isTanh: true, new ActivationAccuracy(2), x[8..], y[8..]));

        (first.Relative, first.Absolute, first.NeededRelative, first.OneAt)
            .Should().Be((whole.Relative, whole.Absolute, whole.NeededRelative, whole.OneAt));
    }

    [Fact]
    public void PartOfAVector_IsRefused() =>
        FluentActions.Invoking(() => Metered(isTanh: true, new ActivationAccuracy(2), [1, 2, 3], [1, 2, 3]))
            .Should().Throw<ArgumentException>().WithMessage("Arguments are metered*at a time*but there are 3 and 3 results.*");

    private static AccuracyMeter Metered(bool isTanh, ActivationAccuracy declared, double[] x, double[] y)
    {
        var meter = new AccuracyMeter(isTanh, ElementType.Float32, declared);
        meter.Add(x, y);
        return meter;
    }
}
