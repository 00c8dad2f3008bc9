using System.Text.Json.Nodes;
using FluentAssertions;
using RnnEquivalence.Tests.Fixtures;
using Xunit;

namespace RnnEquivalence.Tests.Golden;

/// <summary>A damaged file of vectors is refused with file, field, what was expected and what was found; it is never half read.</summary>
public sealed class GoldenReaderTests
{
    [Fact]
    public void TruncatedFile_IsRefused() =>
        Reading(bytes => bytes[..^1000])
            .Should().Throw<FixtureException>().WithMessage("damaged.json: $: expected valid JSON, found damage*");

    [Fact]
    public void FileOfAnotherLibrary_IsRefused() =>
        Edited(root => root["header"]!["library"] = "Keras")
            .Should().Throw<FixtureException>().WithMessage("damaged.json: $.header.library: expected \"PyTorch\", found \"Keras\".");

    [Fact]
    public void HeaderWithoutCommand_IsRefused() =>
        Edited(root => ((JsonObject)root["header"]!).Remove("command"))
            .Should().Throw<FixtureException>().WithMessage("damaged.json: $.header: expected a property \"command\", found none.");

    [Fact]
    public void NoCases_AreRefused() =>
        Edited(root => root["cases"] = new JsonArray())
            .Should().Throw<FixtureException>().WithMessage("damaged.json: $.cases: expected an array of objects, found an array of 0.");

    [Fact]
    public void UnknownModule_IsRefused() =>
        EditedCase(found => found["module"] = "Mamba")
            .Should().Throw<FixtureException>()
            .WithMessage("damaged.json: $.cases[0].module: expected \"RNN\" or \"LSTM\" or \"GRU\", found \"Mamba\".");

    [Fact]
    public void MissingParameter_IsRefused() =>
        EditedCase(found => ((JsonObject)found["state_dict"]!).Remove("weight_hh_l0"))
            .Should().Throw<FixtureException>()
            .WithMessage("damaged.json: $.cases[0].state_dict: expected a property \"weight_hh_l0\", found none.");

    [Fact]
    public void UnknownParameter_IsRefused() =>
        EditedCase(found => found["state_dict"]!["weight_hr_l0"] = 1)
            .Should().Throw<FixtureException>()
            .WithMessage("damaged.json: $.cases[0].state_dict: expected only the properties *, found also weight_hr_l0.");

    [Fact]
    public void MissingGate_IsRefused() =>
        EditedCase(found => ((JsonArray)found["gradients"]!["parameters"]!["bias_hh_l0"]!).RemoveAt(0))
            .Should().Throw<FixtureException>()
            .WithMessage("damaged.json: $.cases[0].gradients.parameters.bias_hh_l0: expected an array of 4, found one of 3.");

    [Fact]
    public void NumberThatTheElementTypeHasNot_IsRefused() =>
        EditedCase(found => found["output"]![1]![0]![2] = 0.1)
            .Should().Throw<FixtureException>()
            .WithMessage("damaged.json: $.cases[0].output[1][0][2]: expected a number of the type Float32, found 0.1.");

    [Fact]
    public void CellStateOfACellThatHasNone_IsRefused() =>
        EditedCase(found => found["c_n"] = new JsonArray())
            .Should().Throw<FixtureException>().WithMessage("damaged.json: $.cases[0].c_n: expected null, found an array of 0.");

    [Fact]
    public void NumberForFlag_IsRefused() =>
        EditedCase(found => found["bias"] = 1)
            .Should().Throw<FixtureException>().WithMessage("damaged.json: $.cases[0].bias: expected true or false, found 1.");

    [Fact]
    public void NegativeSize_IsRefused() =>
        EditedCase(found => found["proj_size"] = -1)
            .Should().Throw<FixtureException>()
            .WithMessage("damaged.json: $.cases[0].proj_size: expected a whole number that is not negative, found -1.");

    [Fact]
    public void LengthBeyondTheLastTimeStep_IsRefused() =>
        EditedCase(found => found["lengths"] = new JsonArray(4, 5, 4))
            .Should().Throw<FixtureException>()
            .WithMessage("damaged.json: $.cases[0]: expected parts that fit together, "
                + "found a misfit (Row 1 has the length 5, but must have one of 0 to T = 4.).");

    [Fact]
    public void ProjectionOfACellThatHasNone_IsRefused() =>
        EditedCase(found => found["proj_size"] = 4)
            .Should().Throw<FixtureException>()
            .WithMessage("damaged.json: $.cases[0].state_dict: expected a property \"weight_hr_l0\", found none.");

    [Fact]
    public void ActivationOfOneDirectionTooMany_IsRefused() =>
        DamagedFixture.Edited(OnnxExportGolden.File, LoadOnnxExport, root => ((JsonArray)root["cases"]![0]!["activations"]!).Add("Tanh"))
            .Should().Throw<FixtureException>()
            .WithMessage("damaged.json: $.cases[0].activations: expected an array of 1, found one of 2.");

    [Fact]
    public void WeightsOfOneDirectionTooFew_AreRefused() =>
        DamagedFixture.Edited(
            OnnxExportGolden.File, LoadOnnxExport, root => ((JsonArray)root["cases"]![1]!["parameters"]![0]!["W"]!).RemoveAt(1))
            .Should().Throw<FixtureException>()
            .WithMessage("damaged.json: $.cases[1].parameters[0].W: expected an array of 2, found one of 1.");

    [Fact]
    public void UnknownActivation_IsRefused() =>
        EditedLayer(found => found["activation"] = "swish")
            .Should().Throw<FixtureException>()
            .WithMessage("damaged.json: $.layers[0].activation: expected \"tanh\" or *, found \"swish\".");

    [Fact]
    public void RecurrentActivationOfALayerThatHasNone_IsRefused() =>
        EditedLayer(found => found["recurrentActivation"] = "sigmoid")
            .Should().Throw<FixtureException>()
            .WithMessage("damaged.json: $.layers[0].recurrentActivation: expected null, found \"sigmoid\".");

    [Fact]
    public void WholeFiles_AreRead()
    {
        Reading(bytes => bytes).Should().NotThrow();
        EditedLayer(_ => { }).Should().NotThrow();
    }

    private static Action Reading(Func<byte[], byte[]> edit) => DamagedFixture.Reading(PyTorchGolden.File, LoadPyTorch, edit);

    private static Action Edited(Action<JsonObject> edit) => DamagedFixture.Edited(PyTorchGolden.File, LoadPyTorch, edit);

    private static Action EditedCase(Action<JsonObject> edit) => Edited(root => edit((JsonObject)root["cases"]![0]!));

    private static Action EditedLayer(Action<JsonObject> edit) =>
        DamagedFixture.Edited(TensorFlowJsGolden.File, LoadTensorFlowJs, root => edit((JsonObject)root["layers"]![0]!));

    private static void LoadPyTorch(string file, ReadOnlyMemory<byte> json) => PyTorchGolden.Load(file, json);

    private static void LoadOnnxExport(string file, ReadOnlyMemory<byte> json) => OnnxExportGolden.Load(file, json);

    private static void LoadTensorFlowJs(string file, ReadOnlyMemory<byte> json) => TensorFlowJsGolden.Load(file, json);
}
