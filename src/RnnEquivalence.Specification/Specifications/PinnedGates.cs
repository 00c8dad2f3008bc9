using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Specifications;

/// <summary>Holds gates of an LSTM open or shut, so that one of them can be seen through the outputs.</summary>
internal static class PinnedGates
{
    /// <summary>σ(64) = 1 − 1.6e-28 and tanh(64) = 1: open to the last bit of either element type. −64 is shut.</summary>
    private const double Open = 64;
    private const double Shut = -64;

    /// <summary>Whether gates can be pinned: by a bias, and with an initial state.</summary>
    public static bool ArePossible(CellTraits cell) =>
        cell.Domain.Biases != BiasForms.None && cell.Domain.States.HasFlag(StateForms.Given);

    /// <summary>
    /// The case with every gate but one pinned. With i and g it is c' = i·g that shows the one gate, with f it is
    /// c' = f·c, and with o it is h' = o·tanh(c') of a large c'.
    /// </summary>
    public static RecurrentCase AllBut(Gate seen, RecurrentCase trial, CellDomain domain)
    {
        RecurrentArchitecture network = Biased(trial.Architecture, domain) with { ForgetBias = 0 };
        CellParameters pinned = trial.Parameters.Single.Map((gate, parameters) => gate == seen
            ? parameters with
            {
                InputBias = network.HasInputBias ? parameters.InputBias ?? new double[trial.HiddenSize] : null,
                RecurrentBias = network.HasRecurrentBias ? parameters.RecurrentBias ?? new double[trial.HiddenSize] : null,
            }
            : Pin(Level(gate, seen), network));
        CellState state = trial.InitialStateOrZero.Single;
        if (trial.Input.InitialState is null && seen == Gate.Forget)
        {
            // Without a cell state to begin with, there is nothing to forget.
            state = state with { Cell = state.Cell!.Map(_ => 1) };
        }

        return new RecurrentCase(
            network, new RecurrentParameters(pinned), trial.Input with { InitialState = new RecurrentState(state) });
    }

    /// <summary>The network with a bias by which gates can be pinned: b_x if it may have one.</summary>
    public static RecurrentArchitecture Biased(RecurrentArchitecture network, CellDomain domain)
    {
        RecurrentArchitecture[] candidates =
        [
            network with { HasInputBias = true },
            network with { HasRecurrentBias = true },
            network with { HasInputBias = true, HasRecurrentBias = true },
            network with { HasInputBias = true, HasRecurrentBias = false },
            network with { HasInputBias = false, HasRecurrentBias = true },
        ];
        return Array.Find(candidates, candidate => domain.Biases.HasFlag(CellDomain.FormOf(candidate)))
            ?? throw new ArgumentException($"There may be no bias in the domain ({domain}), so no gate can be pinned.", nameof(domain));
    }

    private static double Level(Gate gate, Gate seen) => (gate, seen) switch
    {
        (Gate.Forget, Gate.Output) => Open,
        (Gate.Forget, _) => Shut,
        (Gate.Input, Gate.Forget) => Shut,
        _ => Open,
    };

    private static GateParameters Pin(double level, RecurrentArchitecture network)
    {
        double[] levels = [.. Enumerable.Repeat(level, network.HiddenSize)];
        var zeros = new double[network.HiddenSize];
        return new GateParameters(
            new Matrix(network.HiddenSize, network.InputSize),
            new Matrix(network.HiddenSize, network.HiddenSize),
            network.HasInputBias ? levels : null,
            !network.HasRecurrentBias ? null : network.HasInputBias ? zeros : levels);
    }
}
