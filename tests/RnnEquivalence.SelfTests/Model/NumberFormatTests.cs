using System.Runtime.InteropServices;
using FluentAssertions;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Model;

/// <summary>Each row of the table of formats agrees with itself, and with the format of the machine where there is one.</summary>
public sealed class NumberFormatTests
{
    public static TheoryData<ElementType> Types { get; } = [.. ElementTypes.All];

    [Fact]
    public void EveryElementType_HasItsRow() =>
        ElementTypes.All.Should().Equal(Enum.GetValues<ElementType>()).And.OnlyContain(type => type.Format().Type == type);

    /// <summary>p, e_min and e_max say which numbers there are; Round has to keep these and no others.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void Round_KeepsTheNumbersThatTheConstantsSay(ElementType type)
    {
        NumberFormat format = type.Format();
        double[] kept =
        [
            0, 1, 1 + (2 * format.UnitRoundoff), 1 - format.UnitRoundoff, format.SmallestNormal, format.SmallestSubnormal,
            format.SmallestNormal - format.SmallestSubnormal, format.SmallestNormal + format.SmallestSubnormal, format.Largest,
        ];

        kept.Should().OnlyContain(value => format.Round(value).Equals(value) && format.Round(-value).Equals(-value));
        if (format.Precision < 53)
        {
            // Ties go to the even neighbour, and what is beyond a tie to the nearer one.
            format.Round(1 + format.UnitRoundoff).Should().Be(1);
            format.Round(1 + (3 * format.UnitRoundoff)).Should().Be(1 + (4 * format.UnitRoundoff));
            format.Round(Math.BitIncrement(1 + format.UnitRoundoff)).Should().Be(1 + (2 * format.UnitRoundoff));
            format.Round(format.SmallestSubnormal / 2).Should().Be(0);
            format.Round(Math.BitIncrement(format.SmallestSubnormal / 2)).Should().Be(format.SmallestSubnormal);
            format.Round(format.Largest * (1 + (format.UnitRoundoff / 4))).Should().Be(format.Largest);
            format.Round(format.Largest * (1 + format.UnitRoundoff)).Should().Be(double.PositiveInfinity);
        }

        format.Round(double.NaN).Should().Be(double.NaN);
        format.Round(double.NegativeInfinity).Should().Be(double.NegativeInfinity);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Numbers_SurviveTheirBytesAndTheirDigits(ElementType type)
    {
        NumberFormat format = type.Format();
        var random = new RandomSource(7);
        double[] numbers =
        [
            double.NegativeInfinity, -0.0, format.SmallestSubnormal, format.Largest,
            .. Enumerable.Range(0, 1000).Select(_ => format.Round(Math.ScaleB(random.NextUniform(-2, 2), random.NextInt(-140, 120)))),
        ];
        var bytes = new byte[numbers.Length * format.Size];
        var read = new double[numbers.Length];

        format.ToBytes(numbers, bytes);
        format.FromBytes(bytes, read);

        read.Select(BitConverter.DoubleToInt64Bits).Should().Equal(numbers.Select(BitConverter.DoubleToInt64Bits));
        numbers[1..].Should().OnlyContain(number =>
            format.Round(double.Parse(format.Print(number), System.Globalization.CultureInfo.InvariantCulture)).Equals(number));
    }

    [Fact]
    public void Bytes_AreThoseOfTheMachine()
    {
        double[] numbers = [1.5, -2.25, 1e-40];
        var singles = new byte[12];
        var doubles = new byte[24];

        ElementType.Float32.Format().ToBytes(Array.ConvertAll(numbers, number => ElementType.Float32.Round(number)), singles);
        ElementType.Float64.Format().ToBytes(numbers, doubles);

        MemoryMarshal.Cast<byte, float>(singles).ToArray().Should().Equal(1.5f, -2.25f, 1e-40f);
        MemoryMarshal.Cast<byte, double>(doubles).ToArray().Should().Equal(numbers);
    }

    [Fact]
    public void BytesOfAnotherLength_AreRefused() =>
        FluentActions.Invoking(() => ElementType.Float32.Format().ToBytes([1, 2], new byte[7]))
            .Should().Throw<ArgumentException>().WithMessage("2 numbers of Float32 take 8 bytes, but there are 7.");

    [Fact]
    public void UnknownType_IsRefused() =>
        FluentActions.Invoking(() => ((ElementType)99).Format())
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("Not a known element type.*");
}
