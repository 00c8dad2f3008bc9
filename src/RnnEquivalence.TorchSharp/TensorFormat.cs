using RnnEquivalence.Model;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>How the numbers of the model become tensors of one element type and back. No conversion into a tensor rounds.</summary>
internal sealed class TensorFormat(ElementType type)
{
    /// <summary>libtorch's name of the element type.</summary>
    public ScalarType ScalarType { get; } = type switch
    {
        ElementType.Float32 => ScalarType.Float32,
        ElementType.Float64 => ScalarType.Float64,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "libtorch has no such element type."),
    };

    /// <summary>A tensor of the given values, row by row.</summary>
    /// <remarks>
    /// The memory is libtorch's own. A <c>torch.tensor(array)</c> would lie in a managed copy of the array, which may begin anywhere, and
    /// the last bits of a matrix product depend on that: the same call twice would not return the same bits.
    /// </remarks>
    public Tensor FromValues(ReadOnlySpan<double> values, params long[] shape)
    {
        Tensor tensor = empty(shape, ScalarType);
        if (values.Length > 0)
        {
            Write(tensor, values);
        }

        return tensor;
    }

    /// <summary>(T, N, features), or (N, T, features).</summary>
    public Tensor FromSequence(Sequence x, bool batchFirst)
    {
        return batchFirst
            ? FromValues(x.ToArray(batchFirst), x.BatchSize, x.TimeSteps, x.Features)
            : FromValues(x.Values, x.TimeSteps, x.BatchSize, x.Features);
    }

    /// <summary>One matrix per cell, stacked to (L·D, N, features).</summary>
    public Tensor FromMatrices(IReadOnlyList<Matrix> matrices)
    {
        Matrix first = matrices[0];
        var values = new double[matrices.Count * first.Values.Length];
        for (int index = 0; index < matrices.Count; index++)
        {
            matrices[index].Values.CopyTo(values.AsSpan(index * first.Values.Length));
        }

        return FromValues(values, matrices.Count, first.Rows, first.Columns);
    }

    /// <summary>One part of the state of every cell, stacked to (L·D, N, features).</summary>
    public Tensor FromStates(RecurrentState state, Func<CellState, Matrix> part)
    {
        var matrices = new Matrix[state.Layers * state.Directions];
        for (int cell = 0; cell < matrices.Length; cell++)
        {
            matrices[cell] = part(state[cell / state.Directions, cell % state.Directions]);
        }

        return FromMatrices(matrices);
    }

    /// <summary>The sequence that a tensor (T, N, features) or (N, T, features) holds.</summary>
    public Sequence ToSequence(Tensor y, bool batchFirst)
    {
        using Tensor timeFirst = batchFirst ? y.transpose(0, 1).contiguous() : y.contiguous();
        return new Sequence((int)timeFirst.shape[0], (int)timeFirst.shape[1], (int)timeFirst.shape[2], ToValues(timeFirst));
    }

    /// <summary>The state that the tensors (L·D, N, features) hold.</summary>
    public RecurrentState ToState(Tensor h, Tensor? c, int layers, int directions)
    {
        using Tensor hidden = h.contiguous();
        using Tensor? cell = c?.contiguous();
        double[] hiddenValues = ToValues(hidden);
        double[]? cellValues = cell is null ? null : ToValues(cell);
        return new RecurrentState(layers, directions, (layer, direction) => new CellState(
            Slice(hidden, hiddenValues, (layer * directions) + direction),
            cell is null ? null : Slice(cell, cellValues!, (layer * directions) + direction)));
    }

    /// <summary>Overwrites the values of a contiguous tensor.</summary>
    /// <exception cref="ArgumentException">There are more or fewer values than the tensor holds.</exception>
    public void Write(Tensor target, ReadOnlySpan<double> values)
    {
        if (target.numel() != values.Length)
        {
            throw new ArgumentException(
                $"The tensor holds {target.numel()} numbers, but {values.Length} are to be written.", nameof(values));
        }

        type.Format().ToBytes(values, target.bytes);
    }

    /// <summary>The values of a contiguous tensor.</summary>
    public double[] ToValues(Tensor contiguous)
    {
        Span<byte> bytes = contiguous.numel() == 0 ? [] : contiguous.bytes;
        var values = new double[contiguous.numel()];
        type.Format().FromBytes(bytes, values);
        return values;
    }

    private static Matrix Slice(Tensor states, double[] values, int cell)
    {
        (int rows, int columns) = ((int)states.shape[1], (int)states.shape[2]);
        return new Matrix(rows, columns, values.AsSpan(cell * rows * columns, rows * columns).ToArray());
    }
}
