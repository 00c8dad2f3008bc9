using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>
/// Which rows have which time steps. Everything is chosen and nothing multiplied, so that not even a NaN in the padding reaches
/// an output or a gradient.
/// </summary>
internal sealed class RowMask
{
    private readonly Tensor _steps;
    private readonly Tensor[] _ofStep;
    private readonly Tensor _zero;

    /// <summary>The mask of rows with the given lengths.</summary>
    public RowMask(int[] lengths, int timeSteps, TensorFormat format)
    {
        var has = new bool[timeSteps * lengths.Length];
        for (int index = 0; index < has.Length; index++)
        {
            (int time, int row) = Math.DivRem(index, lengths.Length);
            has[index] = time < lengths[row];
        }

        _steps = tensor(has, [timeSteps, lengths.Length, 1]);
        _ofStep = timeSteps == 0 ? [] : _steps.unbind(0);
        _zero = format.FromValues([0], 1);
    }

    /// <summary>A sequence (T, N, features) with zeros in the padding.</summary>
    public Tensor Clear(Tensor sequence) => where(_steps, sequence, _zero);

    /// <summary>The next state (N, features) of the rows that have the time step, and the present one of the others.</summary>
    public Tensor Choose(int time, Tensor next, Tensor present) => where(_ofStep[time], next, present);
}
