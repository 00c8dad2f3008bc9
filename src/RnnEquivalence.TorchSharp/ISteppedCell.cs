using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>A cell that computes one time step at a time.</summary>
internal interface ISteppedCell : IDisposable
{
    /// <summary>Its parameters.</summary>
    ICellTensors Parameters { get; }

    /// <summary>One time step.</summary>
    /// <param name="x">(N, I).</param>
    /// <param name="h">(N, H), or (N, P) behind a projection.</param>
    /// <param name="c">(N, H), or null where the cell has no cell state.</param>
    (Tensor H, Tensor? C) Step(Tensor x, Tensor h, Tensor? c);
}
