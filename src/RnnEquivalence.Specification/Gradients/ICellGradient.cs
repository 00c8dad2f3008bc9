using RnnEquivalence.Rounding;

namespace RnnEquivalence.Gradients;

/// <summary>The hand-derived gradient of one time step of a cell, for one row of a batch.</summary>
/// <remarks>An instance collects the gradients of the parameters over all steps and rows, so it belongs to one run.</remarks>
internal interface ICellGradient
{
    /// <summary>The gradients of the parameters so far.</summary>
    CellGradients Parameters { get; }

    /// <summary>Takes the gradients of what a step computed to those of what it read, and adds to those of the parameters.</summary>
    /// <param name="x">The input of the step, length I.</param>
    /// <param name="h">The hidden state before the step, length H (P behind a projection).</param>
    /// <param name="c">The cell state before the step, length H; empty for a cell without one.</param>
    /// <param name="hidden">dh′ on entry, dh on return: sums, since terms may be added in any order.</param>
    /// <param name="cell">dc′ on entry, dc on return; empty for a cell without a cell state.</param>
    /// <param name="input">To which dx is added, length I.</param>
    void Step(BoundedVector x, BoundedVector h, BoundedVector c, BoundedSum[] hidden, BoundedSum[] cell, Span<BoundedSum> input);
}
