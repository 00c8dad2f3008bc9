using FluentAssertions;
using RnnEquivalence.Conventions;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Conventions;

public sealed class BiasesTests
{
    /// <summary>
    /// 1 + 2⁻²⁴ lies halfway between two singles, and 1 + 3·2⁻²⁴ as well: each goes to the one with the even significand.
    /// </summary>
    [Fact]
    public void Sum_OfSingles_IsRoundedOnceToEven()
    {
        (RecurrentArchitecture network, CellParameters cell) =
            Biases.Sum(Network(RecurrentCell.Rnn), Cell([1, 1, 0.25], [Math.ScaleB(1, -24), Math.ScaleB(3, -24), 2]));

        (network.HasInputBias, network.HasRecurrentBias).Should().Be((true, false));
        cell[Gate.State].InputBias.Should().Equal(1, 1 + Math.ScaleB(1, -22), 2.25);
        cell[Gate.State].RecurrentBias.Should().BeNull();
    }

    [Fact]
    public void Sum_OfARecurrentBiasAlone_IsThatBias()
    {
        (RecurrentArchitecture network, CellParameters cell) =
            Biases.Sum(Network(RecurrentCell.Rnn) with { HasInputBias = false }, Cell(null, [1, 2, 3]));

        network.HasInputBias.Should().BeTrue();
        cell[Gate.State].InputBias.Should().Equal(1, 2, 3);
    }

    [Fact]
    public void Sum_WithoutARecurrentBias_ChangesNothing()
    {
        RecurrentArchitecture network = Network(RecurrentCell.Gru) with { HasRecurrentBias = false };
        CellParameters cell = Cell([1, 2, 3], null);

        Biases.Sum(network, cell).Should().Be((network, cell));
    }

    [Fact]
    public void Sum_OfAGru_IsRefused()
    {
        Action sum = () => Biases.Sum(Network(RecurrentCell.Gru), Cell([1, 2, 3], [1, 2, 3]));

        sum.Should().Throw<ArgumentException>().WithMessage("A GRU's two biases cannot be summed*");
    }

    [Fact]
    public void Sum_BeyondTheLargestSingle_IsRefused()
    {
        Action sum = () => Biases.Sum(Network(RecurrentCell.Rnn), Cell([float.MaxValue, 0, 0], [float.MaxValue, 0, 0]));

        sum.Should().Throw<ArgumentException>()
            .WithMessage("The biases 3.4028234663852886E+38 and 3.4028234663852886E+38 of gate h have no finite sum of type Float32.");
    }

    [Fact]
    public void ForgetBias_IsAddedToTheRecurrentBiasOfTheForgetGateAlone()
    {
        RecurrentArchitecture network = Network(RecurrentCell.Lstm) with { HasRecurrentBias = false, ForgetBias = 1 };
        var lstm = new CellParameters(network.Gates, _ => new GateParameters(new Matrix(3, 1), new Matrix(3, 3), [4, 5, 6], null));

        (RecurrentArchitecture without, CellParameters cell) = Biases.AbsorbForgetBias(network, lstm);

        (without.ForgetBias, without.HasInputBias, without.HasRecurrentBias).Should().Be((0, true, true));
        cell[Gate.Forget].RecurrentBias.Should().Equal(1, 1, 1);
        cell[Gate.Input].RecurrentBias.Should().Equal(0, 0, 0);
        cell[Gate.Candidate].RecurrentBias.Should().Equal(0, 0, 0);
        cell[Gate.Output].RecurrentBias.Should().Equal(0, 0, 0);
        cell[Gate.Forget].InputBias.Should().Equal(4, 5, 6);
    }

    [Fact]
    public void ForgetBias_WithoutAnExactSum_IsRefused()
    {
        RecurrentArchitecture network = Network(RecurrentCell.Lstm) with { ForgetBias = 1 };
        var lstm = new CellParameters(network.Gates, _ =>
            new GateParameters(new Matrix(3, 1), new Matrix(3, 3), [0, 0, 0], [Math.ScaleB(1, -30), 0, 0]));

        Action absorb = () => Biases.AbsorbForgetBias(network, lstm);

        absorb.Should().Throw<ArgumentException>()
            .WithMessage("The forget bias 1 and b_h = 9.313225746154785E-10 have no exact sum of type Float32.");
    }

    private static RecurrentArchitecture Network(RecurrentCell cell) => new()
    {
        Cell = cell, ElementType = ElementType.Float32, InputSize = 1, HiddenSize = 3, HasInputBias = true, HasRecurrentBias = true,
    };

    private static CellParameters Cell(double[]? input, double[]? recurrent) =>
        new([Gate.State], _ => new GateParameters(new Matrix(3, 1), new Matrix(3, 3), input, recurrent));
}
