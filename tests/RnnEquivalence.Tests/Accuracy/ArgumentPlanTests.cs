using FluentAssertions;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.Tests.Accuracy;

/// <summary>Sweeps take the arguments that they say they take.</summary>
public sealed class ArgumentPlanTests
{
    private const double U = 5.9604644775390625e-8;

    private static readonly Place Tanh = new(RecurrentCell.Rnn, Gate.State);
    private static readonly Place Sigmoid = new(RecurrentCell.Lstm, Gate.Forget);

    private static readonly bool[] Functions = [true, false];

    public static TheoryData<bool, ElementType, string> Plans =>
    [
        .. from isTanh in Functions
           from type in Enum.GetValues<ElementType>()
           from density in Enum.GetValues<Density>()
           select (isTanh, type, $"{density}"),
    ];

    /// <summary>All finite numbers are those whose exponent is not all ones.</summary>
    [Fact]
    public void All_IsEveryFiniteNumber()
    {
        var plan = new ArgumentPlan(Sigmoid, ElementType.Float32, Density.All, 0, 1);

        plan.Count.Should().Be((1L << 32) - (1L << 24));
        Arguments(plan, 0, 2).Should().Equal(0, float.Epsilon);
        Arguments(plan, (plan.Count / 2) - 1, 2).Should().Equal(float.MaxValue, -0.0);
        Arguments(plan, plan.Count - 2, 4)
            .Should().Equal(-MathF.BitDecrement(float.MaxValue), -float.MaxValue, -float.MaxValue, -float.MaxValue);
        Arguments(plan, 0x3F800000 - 1, 3).Should().Equal(MathF.BitDecrement(1f), 1, MathF.BitIncrement(1f));
    }

    /// <summary>The tanh(c) of an LSTM is given c = 2x, which has to be finite.</summary>
    [Fact]
    public void OfACellState_ArgumentsCanBeDoubled()
    {
        var plan = new ArgumentPlan(new Place(RecurrentCell.Lstm, null), ElementType.Float32, Density.Sample, 0, 1);

        (2 * Arguments(plan, 0, (int)plan.Count).Max()).Should().BeLessThanOrEqualTo(float.MaxValue).And.BeGreaterThan(float.MaxValue / 2);
    }

    /// <summary>
    /// Whatever the plan, arguments are in order and distinct, numbers of the format, and the same in whatever batches they are asked for.
    /// </summary>
    [Theory]
    [MemberData(nameof(Plans))]
    public void Arguments_AreDistinctNumbersOfTheFormat(bool isTanh, ElementType type, string density)
    {
        var plan = new ArgumentPlan(isTanh ? Tanh : Sigmoid, type, Enum.Parse<Density>(density), 0, 1);
        for (long start = 0; start < plan.Count / 2; start += Math.Max(1, plan.Count / 50))
        {
            double[] some = Arguments(plan, start, 1000);

            some.Should().OnlyContain(x => double.IsFinite(x) && type.Represents(x)).And.OnlyHaveUniqueItems();
            some.Select(Math.Abs).Where((x, index) => index > 0 && x <= Math.Abs(some[index - 1]) && !(x < 1e-30)).Should().BeEmpty();
            Arguments(plan, start + 400, 600).Should().Equal(some[400..]);
        }
    }

    /// <summary>
    /// From one argument to the next but one the exact result moves by at most twice u/4, or both are as near to a constant or x,
    /// or they are neighbours.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Telling_LeavesOutOnlyWhatHasNothingToTell(bool isTanh)
    {
        var plan = new ArgumentPlan(isTanh ? Tanh : Sigmoid, ElementType.Float32, Density.Telling, 0, 1);
        var random = new Random(1);
        for (int trial = 0; trial < 20_000; trial++)
        {
            double[] pair = Arguments(plan, random.NextInt64(plan.Count - 1), 2);
            if (Math.Sign(pair[0]) != Math.Sign(pair[1])
                || (float)pair[1] == MathF.BitIncrement((float)pair[0])
                || (float)pair[1] == MathF.BitDecrement((float)pair[0]))
            {
                continue;
            }

            double[] exact = [.. pair.Select(x => (isTanh ? DoubleDouble.Tanh(x) : DoubleDouble.Sigmoid(x)).High)];
            bool moves = Math.Abs(exact[1] - exact[0]) > 2.001 * U / 4 * Math.Abs(exact[0]);
            bool isTrivial = isTanh
                ? pair.All(x => Math.Abs(DoubleDouble.Tanh(x).High / x - 1) <= U / 4) || exact.All(y => 1 - Math.Abs(y) <= U / 4)
                : exact.All(y => Math.Abs(y - 0.5) <= U / 4 || 1 - y <= U / 4 || y < float.Epsilon / 4);
            (moves && !isTrivial).Should().BeFalse("between {0:R} and {1:R} numbers were left out", pair[0], pair[1]);
        }
    }

    [Fact]
    public void Seeds_GiveOtherArguments()
    {
        ArgumentPlan Sample(ulong seed) => new(Tanh, ElementType.Float32, Density.Sample, 0, seed);

        Arguments(Sample(1), 10_000, 1000)
            .Should().Equal(Arguments(Sample(1), 10_000, 1000)).And.NotEqual(Arguments(Sample(2), 10_000, 1000));
    }

    private static double[] Arguments(ArgumentPlan plan, long start, int count)
    {
        var arguments = new double[count];
        plan.Fill(start, arguments);
        return arguments;
    }
}
