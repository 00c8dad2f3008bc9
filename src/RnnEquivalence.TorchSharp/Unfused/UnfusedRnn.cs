using RnnEquivalence.Model;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp.Unfused;

/// <summary>h' = f(W·x + b_x + R·h + b_h).</summary>
internal sealed class UnfusedRnn(RecurrentArchitecture architecture) : UnfusedCell(architecture)
{
    /// <inheritdoc/>
    public override (Tensor H, Tensor? C) Step(Tensor x, Tensor h, Tensor? c)
    {
        UnfusedGate state = Of(Gate.State);
        return (Activate(Architecture.Activations.State, state.OfInput(x).Plus(state.OfState(h))), null);
    }
}
