using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Verdicts;
using Xunit;

namespace RnnEquivalence.Tests.Golden.Onnx;

/// <summary>
/// ONNX' own tests of RNN, GRU and LSTM, whose expected outputs its reference implementation made. They are read where Debian's
/// package has them, and skipped by name where it is not installed.
/// </summary>
public sealed class OnnxNodeTests(ITestOutputHelper output)
{
    public static TheoryData<string, int> Tests => new()
    {
        // As many backends as declare what the test asks for: peepholes come with a list of lengths.
        { "test_simple_rnn_defaults", 10 },
        { "test_simple_rnn_with_initial_bias", 10 },
        { "test_simple_rnn_batchwise", 10 },
        { "test_rnn_seq_length", 10 },
        { "test_gru_defaults", 4 },
        { "test_gru_with_initial_bias", 4 },
        { "test_gru_seq_length", 4 },
        { "test_gru_batchwise", 4 },
        { "test_lstm_defaults", 10 },
        { "test_lstm_with_initial_bias", 10 },
        { "test_lstm_with_peepholes", 4 },
        { "test_lstm_batchwise", 10 },
    };

    [Theory]
    [MemberData(nameof(Tests))]
    public void FormulaAndEveryBackendThatDeclaresIt_EqualOnnx(string test, int backends)
    {
        Assert.SkipWhen(OnnxTestData.Missing(test) is not null, OnnxTestData.Missing(test) ?? "");
        GoldenVector vector = OnnxNodeTest.Read(test);

        GoldenVerdict.FormulaReturnsTheOutput(vector, "GoldenVectors_OfTheLibrary_EqualExpandedFormula");
        IRecurrentBackend[] running = [.. BuiltInBackends.All.Where(backend => vector.NotRunBy(backend) is null)];
        string[] refuted = [.. running.Select(backend => RefutationOf(vector, backend)).OfType<string>()];

        output.WriteLine($"{vector.Name}: {running.Length} backends ran it");
        refuted.Should().BeEmpty();
        running.Should().HaveCountGreaterThanOrEqualTo(backends);
    }

    private static string? RefutationOf(GoldenVector vector, IRecurrentBackend backend)
    {
        try
        {
            GoldenVerdict.BackendReturnsTheOutput(vector, backend, "GoldenVectors_EqualLibrary");
            return null;
        }
        catch (LawRefutedException refutation)
        {
            return $"{backend.Name}: {refutation.Message}";
        }
    }
}
