using FluentAssertions;
using RnnEquivalence.Backends.OnnxRuntime;
using RnnEquivalence.Tests.Fixtures;
using Xunit;

namespace RnnEquivalence.Tests.Golden.Onnx;

/// <summary>Tensors in the wire format of Protocol Buffers: what is read back, and what is refused.</summary>
public sealed class OnnxReaderTests
{
    private const string File = "input_0.pb";

    [Fact]
    public void Tensor_IsReadBack()
    {
        var tensor = new OnnxTestTensor(File, Tensor(type: 1, [2, 3], [0, 1, -2, 3.5f, 4, 1e-30f]));

        tensor.Size(1, axes: 2).Should().Be(3);
        tensor.Singles(2, 3).Should().Equal(0, 1, -2, 3.5, 4, 1e-30f);
    }

    /// <summary>Writers of the older syntax repeat the field, those of the newer one pack the numbers into one.</summary>
    [Fact]
    public void PackedIntegers_AreReadLikeRepeatedOnes()
    {
        byte[] packed = new ProtobufMessage().Add(1, new byte[] { 2, 172, 2 }).Add(1, 7L).ToArray();

        ProtobufFields.Of(File, packed).Integers(1).Should().Equal(2, 300, 7);
    }

    [Fact]
    public void OtherShape_IsRefused() =>
        Reading(Tensor(type: 1, [2, 3], new float[6]), tensor => tensor.Singles(3, 2))
            .Should().Throw<FixtureException>().WithMessage("input_0.pb: $.dims: expected the shape (3, 2), found (2, 3).");

    [Fact]
    public void OtherNumberOfAxes_IsRefused() =>
        Reading(Tensor(type: 1, [2, 3], new float[6]), tensor => tensor.Size(0, axes: 3))
            .Should().Throw<FixtureException>().WithMessage("input_0.pb: $.dims: expected 3 axes, found the shape (2, 3).");

    [Fact]
    public void OtherElementType_IsRefused() =>
        Reading(Tensor(type: 11, [6], new float[6]), tensor => tensor.Singles(6))
            .Should().Throw<FixtureException>().WithMessage("input_0.pb: $.data_type: expected 1 (float32), found 11.");

    [Fact]
    public void MissingNumbers_AreRefused() =>
        Reading(Tensor(type: 1, [6], new float[5]), tensor => tensor.Singles(6))
            .Should().Throw<FixtureException>().WithMessage("input_0.pb: $.raw_data: expected 6 numbers, found 20 bytes.");

    [Fact]
    public void TensorWithoutRawData_IsRefused() =>
        Reading(new ProtobufMessage().Add(1, 6L).Add(2, 1L).ToArray(), tensor => tensor.Singles(6))
            .Should().Throw<FixtureException>().WithMessage("input_0.pb: $.raw_data: expected the numbers of the tensor, found none.");

    [Fact]
    public void TruncatedFile_IsRefused() =>
        Reading(Tensor(type: 1, [6], new float[6])[..^1], tensor => tensor.Singles(6))
            .Should().Throw<FixtureException>().WithMessage("input_0.pb: $: expected a message of Protocol Buffers, found damage*");

    private static Action Reading(byte[] message, Action<OnnxTestTensor> read) => () => read(new OnnxTestTensor(File, message));

    private static byte[] Tensor(long type, long[] shape, float[] values) => shape
        .Aggregate(new ProtobufMessage(), (tensor, size) => tensor.Add(1, size))
        .Add(2, type)
        .Add(9, values.SelectMany(BitConverter.GetBytes).ToArray())
        .ToArray();
}
