using FluentAssertions;
using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>Pre-activations with a bias are cut off by <c>std::min(b, x)</c>, which is b where x is no number.</summary>
public sealed class NotANumberTests : OnnxRuntimeFinding
{
    [Theory]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void NotANumber_WithABias_BecomesANumber(string operation)
    {
        var call = new OnnxCall(operation) { X = float.NaN, W = operation == "GRU" ? [1, 1, 1] : [1, 1, 1, 1], HasZeroBias = true };
        var rnn = new OnnxCall("RNN") { X = float.NaN, W = [1], HasZeroBias = true };

        rnn.Run().Y.Should().Equal([float.NaN], "the RNN is not affected");
        Remains(() => float.IsFinite(call.Run().Y[0]), "With a bias, `LSTM` and `GRU` make a number of NaN");
    }
}
