using System.Text;
using System.Text.Json.Nodes;
using FluentAssertions;
using Xunit;

namespace RnnEquivalence.Tests.Fixtures;

/// <summary>A damaged fixture is refused with file, path, what was expected and what was found; it is never half read.</summary>
public sealed class FixtureReaderTests
{
    private const string File = "tensorflow-basic-lstm.json";

    [Fact]
    public void TruncatedFile_IsRefused() =>
        Reading(bytes => bytes[..^20])
            .Should().Throw<FixtureException>().WithMessage("damaged.json: $: expected valid JSON, found damage*");

    [Fact]
    public void OtherSchemaVersion_IsRefused() =>
        Edited(root => root["schema"] = "rnn-equivalence/tensorflow-basic-lstm/2")
            .Should().Throw<FixtureException>()
            .WithMessage("damaged.json: $.schema: "
                + "expected \"rnn-equivalence/tensorflow-basic-lstm/1\", found \"rnn-equivalence/tensorflow-basic-lstm/2\".");

    [Fact]
    public void MissingProperty_IsRefused() =>
        Edited(root => root.Remove("forgetBias"))
            .Should().Throw<FixtureException>().WithMessage("damaged.json: $: expected a property \"forgetBias\", found none.");

    [Fact]
    public void UnknownProperty_IsRefused() =>
        Edited(root => root["steps"]![1]!["k"] = 1)
            .Should().Throw<FixtureException>()
            .WithMessage("damaged.json: $.steps[1]: expected only the properties c, f, h, i, j, o, found also k.");

    [Fact]
    public void ShortRow_IsRefused() =>
        Edited(root => ((JsonArray)root["kernel"]![3]!).RemoveAt(0))
            .Should().Throw<FixtureException>().WithMessage("damaged.json: $.kernel[3]: expected an array of 12, found one of 11.");

    [Fact]
    public void MissingTimeStep_IsRefused() =>
        Edited(root => ((JsonArray)root["steps"]!).RemoveAt(2))
            .Should().Throw<FixtureException>().WithMessage("damaged.json: $.steps: expected an array of 3, found one of 2.");

    [Fact]
    public void TextForNumber_IsRefused() =>
        Edited(root => root["inputs"]![0]![1]![0] = "0.5")
            .Should().Throw<FixtureException>().WithMessage("damaged.json: $.inputs[0][1][0]: expected a number, found \"0.5\".");

    [Fact]
    public void NumberBeyondRange_IsRefused() =>
        Reading(bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\"forgetBias\": 1.0", "\"forgetBias\": 1e999")))
            .Should().Throw<FixtureException>().WithMessage("damaged.json: $.forgetBias: expected a finite number, found 1e999.");

    [Fact]
    public void FractionalSize_IsRefused() =>
        Edited(root => root["batchSize"] = 2.5)
            .Should().Throw<FixtureException>().WithMessage("damaged.json: $.batchSize: expected a positive whole number, found 2.5.");

    [Fact]
    public void WholeFile_IsRead() =>
        Reading(bytes => bytes).Should().NotThrow();

    private static Action Edited(Action<JsonObject> edit) => DamagedFixture.Edited(File, Load, edit);

    private static Action Reading(Func<byte[], byte[]> edit) => DamagedFixture.Reading(File, Load, edit);

    private static void Load(string file, ReadOnlyMemory<byte> json) => BasicLstmFixture.Load(file, json);
}
