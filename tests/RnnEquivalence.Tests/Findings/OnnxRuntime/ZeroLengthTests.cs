using FluentAssertions;
using Xunit;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>A row of length 0 ends in zeros, whatever state it has begun with.</summary>
public sealed class ZeroLengthTests : OnnxRuntimeFinding
{
    private const string Entry = "A row of length 0 ends in zeros instead of its initial state";

    public static TheoryData<string, string> Operators { get; } =
        new MatrixTheoryData<string, string>(["RNN", "GRU", "LSTM"], ["forward", "reverse"]);

    [Theory]
    [MemberData(nameof(Operators))]
    public void RowOfLengthZero_BesideAnother_EndsInZeros(string operation, string direction)
    {
        var call = new OnnxCall(operation)
        {
            TimeSteps = 2,
            BatchSize = 2,
            X = 1,
            Lengths = [2, 0],
            InitialHidden = 0.25f,
            InitialCell = 0.5f,
            R = operation switch { "RNN" => [1], "GRU" => [1, 1, 1], _ => [1, 1, 1, 1] },
            Direction = direction,
        };

        call.Run().Hidden[0].Should().NotBe(0, "the other row has two time steps");
        Remains(() => call.Run() is { Hidden: [_, 0], Cell: [] or [_, 0] }, Entry);
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void RowsOfLengthZeroAlone_EndInZeros(string operation, string direction)
    {
        var call = new OnnxCall(operation)
        {
            TimeSteps = 2,
            BatchSize = 2,
            Lengths = [0, 0],
            InitialHidden = 0.25f,
            InitialCell = 0.5f,
            Direction = direction,
        };

        Remains(() => call.Run() is { Hidden: [0, 0], Cell: [] or [0, 0] }, Entry);
    }
}
