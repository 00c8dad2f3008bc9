using RnnEquivalence.Model;

namespace RnnEquivalence.Specifications;

/// <summary>Holds gates of an LSTM open or shut, so that one of them can be seen through the outputs.</summary>
internal static class PinnedGates
{
    /// <summary>σ(64) = 1 − 1.6e-28 and tanh(64) = 1: open to the last bit of either element type. −64 is shut.</summary>
    private const double Open = 64;
    private const double Shut = -64;

    /// <summary>
    /// The case with every gate but one pinned. With i and g it is c' = i·g that shows the one gate, with f it is
    /// c' = f·c, and with o it is h' = o·tanh(c') of a large c'.
    /// </summary>
    public static RecurrentCase AllBut(Gate seen, RecurrentCase trial)
    {
        CellParameters pinned = trial.Parameters.Single.Map((gate, parameters) => gate == seen
            ? parameters with { InputBias = parameters.InputBias ?? new double[trial.HiddenSize] }
            : Pin(gate, Level(gate, seen), trial));
        CellState state = trial.InitialStateOrZero.Single;
        if (trial.Input.InitialState is null && seen == Gate.Forget)
        {
            // Without a cell state to begin with, there is nothing to forget.
            state = state with { Cell = state.Cell!.Map(_ => 1) };
        }

        return new RecurrentCase(
            trial.Architecture with { HasInputBias = true, ForgetBias = 0 },
            new RecurrentParameters(pinned),
            trial.Input with { InitialState = new RecurrentState(state) });
    }

    private static double Level(Gate gate, Gate seen) => (gate, seen) switch
    {
        (Gate.Forget, Gate.Output) => Open,
        (Gate.Forget, _) => Shut,
        (Gate.Input, Gate.Forget) => Shut,
        _ => Open,
    };

    private static GateParameters Pin(Gate gate, double level, RecurrentCase trial) => new(
        new Matrix(trial.HiddenSize, trial.InputSize),
        new Matrix(trial.HiddenSize, trial.HiddenSize),
        Enumerable.Repeat(level, trial.HiddenSize).ToArray(),
        trial.Parameters.Single[gate].RecurrentBias is null ? null : new double[trial.HiddenSize]);
}
