using System.Runtime.InteropServices;
using RnnEquivalence.Model;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>What the modules of TorchSharp have in common: how numbers get in and out.</summary>
internal abstract class TorchSharpModule<TModule> : IRecurrentModule
    where TModule : nn.Module
{
    protected TorchSharpModule(RecurrentArchitecture architecture, RecurrentParameters parameters, Func<RecurrentArchitecture, bool, TModule> build)
    {
        Architecture = architecture;
        Module = build(architecture, HasBias(architecture));
        try
        {
            Load(parameters);
        }
        catch
        {
            Module.Dispose();
            throw;
        }
    }

    protected RecurrentArchitecture Architecture { get; }

    protected TModule Module { get; }

    /// <inheritdoc/>
    public RecurrentOutput Forward(RecurrentInput input)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable inference = no_grad();
        return Forward(ToTensor(input.Values), input);
    }

    /// <inheritdoc/>
    public void Load(RecurrentParameters parameters)
    {
        using DisposeScope scope = NewDisposeScope();
        Set("weight_ih_l0", PyTorchPacking.InputWeights(parameters));
        Set("weight_hh_l0", PyTorchPacking.RecurrentWeights(parameters));
        if (HasBias(Architecture))
        {
            Set("bias_ih_l0", PyTorchPacking.InputBiases(parameters));
            Set("bias_hh_l0", PyTorchPacking.RecurrentBiases(Architecture, parameters));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Module.Dispose();

    protected abstract RecurrentOutput Forward(Tensor x, RecurrentInput input);

    protected static ScalarType ScalarTypeOf(ElementType type) => type switch
    {
        ElementType.Float32 => ScalarType.Float32,
        ElementType.Float64 => ScalarType.Float64,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "libtorch has no such element type."),
    };

    /// <summary>A state, shape (layers × directions, N, H).</summary>
    protected Tensor ToTensor(Matrix state) => ToTensor(state.Values, [1, state.Rows, state.Columns]);

    protected Sequence ToSequence(Tensor y)
    {
        using Tensor timeFirst = Architecture.BatchFirst ? y.transpose(0, 1).contiguous() : y.contiguous();
        return new Sequence((int)timeFirst.shape[0], (int)timeFirst.shape[1], (int)timeFirst.shape[2], ToDoubles(timeFirst));
    }

    protected Matrix ToMatrix(Tensor state)
    {
        using Tensor contiguous = state.contiguous();
        return new Matrix((int)state.shape[1], (int)state.shape[2], ToDoubles(contiguous));
    }

    /// <summary>libtorch has both biases or none; one that the architecture lacks is then zero.</summary>
    private static bool HasBias(RecurrentArchitecture architecture) =>
        architecture.HasInputBias || architecture.HasRecurrentBias || architecture.ForgetBias != 0;

    private Tensor ToTensor(Sequence x)
    {
        if (!Architecture.BatchFirst)
        {
            return ToTensor(x.Values, [x.TimeSteps, x.BatchSize, x.Features]);
        }

        var batchFirst = new double[x.Values.Length];
        int next = 0;
        for (int row = 0; row < x.BatchSize; row++)
        {
            for (int time = 0; time < x.TimeSteps; time++)
            {
                x.At(time, row).CopyTo(batchFirst.AsSpan(next));
                next += x.Features;
            }
        }

        return ToTensor(batchFirst, [x.BatchSize, x.TimeSteps, x.Features]);
    }

    private Tensor ToTensor(ReadOnlySpan<double> values, long[] shape) => Architecture.ElementType == ElementType.Float32
        ? tensor(ToSingles(values), shape)
        : tensor(values.ToArray(), shape);

    private void Set(string name, double[] values)
    {
        Parameter parameter = Module.get_parameter(name)
            ?? throw new InvalidOperationException($"TorchSharp's {Module.GetName()} has no parameter {name}.");
        if (parameter.numel() != values.Length)
        {
            throw new InvalidOperationException($"TorchSharp's {name} holds {parameter.numel()} numbers, but {values.Length} are to be loaded.");
        }

        if (Architecture.ElementType == ElementType.Float32)
        {
            parameter.bytes = MemoryMarshal.AsBytes(ToSingles(values).AsSpan());
        }
        else
        {
            parameter.bytes = MemoryMarshal.AsBytes(values.AsSpan());
        }
    }

    private static float[] ToSingles(ReadOnlySpan<double> values)
    {
        var singles = new float[values.Length];
        for (int index = 0; index < values.Length; index++)
        {
            singles[index] = (float)values[index];
        }

        return singles;
    }

    private double[] ToDoubles(Tensor tensor)
    {
        Span<byte> bytes = tensor.bytes;
        if (Architecture.ElementType == ElementType.Float64)
        {
            return MemoryMarshal.Cast<byte, double>(bytes).ToArray();
        }

        ReadOnlySpan<float> singles = MemoryMarshal.Cast<byte, float>(bytes);
        var doubles = new double[singles.Length];
        for (int index = 0; index < doubles.Length; index++)
        {
            doubles[index] = singles[index];
        }

        return doubles;
    }
}
