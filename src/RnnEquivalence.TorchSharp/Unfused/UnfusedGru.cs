using RnnEquivalence.Model;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp.Unfused;

/// <summary>
/// h' = (1 − z) ⊙ n + z ⊙ h, with n = g(W·x + b_x + r ⊙ (R·h + b_h)), or n = g(W·x + b_x + R·(r ⊙ h) + b_h) where the reset
/// gate is applied before the product.
/// </summary>
internal sealed class UnfusedGru(RecurrentArchitecture architecture) : UnfusedCell(architecture)
{
    /// <inheritdoc/>
    public override (Tensor H, Tensor? C) Step(Tensor x, Tensor h, Tensor? c)
    {
        (UnfusedGate reset, UnfusedGate update, UnfusedGate candidate) = (Of(Gate.Reset), Of(Gate.Update), Of(Gate.Candidate));
        CellActivations f = Architecture.Activations;
        Tensor r = Activate(f.Gates, reset.OfInput(x).Plus(reset.OfState(h)));
        Tensor z = Activate(f.Gates, update.OfInput(x).Plus(update.OfState(h)));
        Tensor recalled = Architecture.Cell == RecurrentCell.GruResetBefore ? candidate.OfState(r.mul(h)) : r.mul(candidate.OfState(h));
        Tensor n = Activate(f.Candidate, candidate.OfInput(x).Plus(recalled));
        return (Constants[1].sub(z).mul(n).Plus(z.mul(h)), null);
    }
}
