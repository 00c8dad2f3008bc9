using RnnEquivalence.Model;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp.Unfused;

/// <summary>
/// c' = f ⊙ c + i ⊙ g and h' = o ⊙ act(c'), projected where there is a projection. With peepholes, i and f see c and o sees c';
/// with coupled gates f = 1 − i.
/// </summary>
internal sealed class UnfusedLstm(RecurrentArchitecture architecture) : UnfusedCell(architecture)
{
    /// <inheritdoc/>
    public override (Tensor H, Tensor? C) Step(Tensor x, Tensor h, Tensor? c)
    {
        CellActivations functions = Architecture.Activations;
        Tensor i = Activate(functions.Gates, Argument(Gate.Input, x, h, c!));
        Tensor f = Architecture.CouplesGates ? Constants[1].sub(i) : Activate(functions.Gates, ForgetArgument(x, h, c!));
        Tensor g = Activate(functions.Candidate, Argument(Gate.Candidate, x, h, c!));

        // The clipped state is the cell's state from here on; a clip of the activations' arguments leaves it alone.
        Tensor next = Constants.Clip(f.mul(c!).Plus(i.mul(g)), Architecture.CellClip);
        Tensor o = Activate(functions.Gates, Argument(Gate.Output, x, h, next));
        Tensor hidden = o.mul(Activate(functions.State, next));
        return (Projection is null ? hidden : nn.functional.linear(hidden, Projection), next);
    }

    private Tensor Argument(Gate gate, Tensor x, Tensor h, Tensor c)
    {
        UnfusedGate own = Of(gate);
        return own.Peep(own.OfInput(x).Plus(own.OfState(h)), c);
    }

    private Tensor ForgetArgument(Tensor x, Tensor h, Tensor c)
    {
        Tensor z = Argument(Gate.Forget, x, h, c);
        return Architecture.ForgetBias == 0 ? z : z.Plus(Constants[Architecture.ForgetBias]);
    }
}
