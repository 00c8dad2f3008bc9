using FluentAssertions;
using RnnEquivalence.Conventions;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Conventions;

public sealed class TensorFlowKernelTests
{
    [Fact]
    public void RnnParameters_ToTheStackedKernelAndBack_AreTheSame() => ForManyCases(CellVariant.Rnn, trial =>
        ShouldBeSame(TensorFlowBasicRnnKernel.FromParameters(trial.Parameters.Single).ToParameters(), trial.Parameters.Single));

    [Fact]
    public void LstmParameters_ToTheStackedKernelAndBack_AreTheSame() => ForManyCases(CellVariant.Lstm, trial =>
        ShouldBeSame(
            TensorFlowBasicLstmKernel.FromParameters(trial.Parameters.Single, trial.Architecture.ForgetBias).ToParameters(),
            trial.Parameters.Single));

    [Fact]
    public void LstmKernel_ToParametersAndBack_IsTheSame() => ForManyCases(CellVariant.Lstm, trial =>
    {
        var kernel = TensorFlowBasicLstmKernel.FromParameters(trial.Parameters.Single, trial.Architecture.ForgetBias);
        var back = TensorFlowBasicLstmKernel.FromParameters(kernel.ToParameters(), kernel.ForgetBias);

        back.Kernel.Values.ToArray().Should().Equal(kernel.Kernel.Values.ToArray());
        back.Bias.Should().Equal(kernel.Bias);
        back.ForgetBias.Should().Be(kernel.ForgetBias);
    });

    /// <summary>I = 1, H = 1: the row of the input is 1 2 3 4, that of the previous output 5 6 7 8.</summary>
    [Fact]
    public void LstmKernel_HasTheColumnBlocksIJFO()
    {
        CellParameters named =
            new TensorFlowBasicLstmKernel(new Matrix(2, 4, [1, 2, 3, 4, 5, 6, 7, 8]), [9, 10, 11, 12], forgetBias: 1).ToParameters();

        named[Gate.Input].InputWeights[0, 0].Should().Be(1);
        named[Gate.Candidate].InputWeights[0, 0].Should().Be(2);
        named[Gate.Forget].InputWeights[0, 0].Should().Be(3);
        named[Gate.Output].InputWeights[0, 0].Should().Be(4);
        named[Gate.Forget].RecurrentWeights[0, 0].Should().Be(7);
        named[Gate.Output].InputBias.Should().Equal(12);
    }

    /// <summary>Rows 0 … I − 1 multiply the input, the rows below the previous output; W is the transpose of Wx.</summary>
    [Fact]
    public void RnnKernel_IsWxOnTopOfWy()
    {
        var kernel = TensorFlowBasicRnnKernel.Stack(new Matrix(1, 2, [1, 2]), new Matrix(2, 2, [3, 4, 5, 6]), [7, 8]);
        GateParameters named = kernel.ToParameters()[Gate.State];

        kernel.Kernel.Values.ToArray().Should().Equal(1, 2, 3, 4, 5, 6);
        named.InputWeights.Values.ToArray().Should().Equal(1, 2);
        named.RecurrentWeights.Values.ToArray().Should().Equal(3, 5, 4, 6);
        named.InputBias.Should().Equal(7, 8);
    }

    [Fact]
    public void TwoBiasesWithoutAnExactSum_AreRefused()
    {
        var parameters = new CellParameters([Gate.State], _ => new GateParameters(new Matrix(1, 1), new Matrix(1, 1), [1], [1e-30]));

        Action merge = () => TensorFlowBasicRnnKernel.FromParameters(parameters);

        merge.Should().Throw<ArgumentException>().WithMessage("The biases 1 and 1E-30 of unit 0 have no exact sum*");
    }

    [Fact]
    public void WyOfTheInputsShape_IsRefusedWithBothShapes()
    {
        Action stack = () => TensorFlowBasicRnnKernel.Stack(new Matrix(3, 5), new Matrix(3, 5), new double[5]);

        stack.Should().Throw<ShapeException>().WithMessage("Wy has the shape (3, 5), but (5, 5) is required*");
    }

    [Theory]
    [InlineData(41, 50, 50, "The LSTM kernel has the shape (41, 50), but (41, 48) is required*")]
    [InlineData(13, 52, 52, "The kernel has the shape (13, 52), but (14, 52) is required*")]
    [InlineData(41, 52, 13, "The bias has the shape (13,), but (52,) is required*")]
    public void LstmKernelOfAnotherShape_IsRefusedWithBothShapes(int rows, int columns, int bias, string message)
    {
        Action create = () => _ = new TensorFlowBasicLstmKernel(new Matrix(rows, columns), new double[bias], 1);

        create.Should().Throw<ShapeException>().WithMessage(message);
    }

    private static void ForManyCases(CellVariant variant, Action<RecurrentCase> check)
    {
        var recipe = new CaseRecipe { Variants = [variant], Traits = Declared.Everything(ElementType.Float32), TensorFlow = true };
        for (ulong seed = 0; seed < 300; seed++)
        {
            check(CaseGenerator.Draw(recipe, new RandomSource(seed), 1 + (int)(seed % 100)));
        }
    }

    private static void ShouldBeSame(CellParameters actual, CellParameters expected)
    {
        actual.Gates.Should().Equal(expected.Gates);
        foreach (Gate gate in expected.Gates)
        {
            actual[gate].InputWeights.Values.ToArray().Should().Equal(expected[gate].InputWeights.Values.ToArray());
            actual[gate].RecurrentWeights.Values.ToArray().Should().Equal(expected[gate].RecurrentWeights.Values.ToArray());
            actual[gate].InputBias.Should().Equal(expected[gate].InputBias);
            actual[gate].RecurrentBias.Should().BeNull();
        }
    }
}
