using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Tests.Golden;

/// <summary>What a library returned; that of ONNX' tests is a part of what a kernel returns.</summary>
/// <param name="Values">y, shape (T, N, D·H), or null where it was not returned.</param>
/// <param name="FinalState">h_n and, where it was returned, c_n.</param>
internal sealed record GoldenOutput(Sequence? Values, RecurrentState FinalState)
{
    /// <summary>Everything that a kernel returns, or null where a part of it is missing.</summary>
    public RecurrentOutput? Whole(RecurrentArchitecture network) =>
        Values is not null && (FinalState.HasCell || !network.Cell.HasCellState()) ? new RecurrentOutput(Values, FinalState) : null;

    /// <summary>y at each time step and h_n of each cell, where a part is missing: c_n is missing first.</summary>
    public IEnumerable<GoldenMatrix> Matrices()
    {
        for (int time = 0; time < (Values?.TimeSteps ?? 0); time++)
        {
            int t = time;
            yield return new GoldenMatrix(
                $"y of t={t}", Values!.Step(t), whole => whole.Values.Step(t), (formula, row, feature) => formula.Output(t, row, feature));
        }

        for (int index = 0; index < FinalState.Layers * FinalState.Directions; index++)
        {
            (int layer, int direction) = (index / FinalState.Directions, index % FinalState.Directions);
            yield return new GoldenMatrix(
                "h_n",
                FinalState[layer, direction].Hidden,
                whole => whole.FinalState[layer, direction].Hidden,
                (formula, row, feature) => formula.FinalHidden(layer, direction, row, feature));
        }
    }
}

/// <summary>One matrix (N, features) of an output, and where it stands in a whole output and in a trajectory.</summary>
/// <param name="Quantity">What it is.</param>
/// <param name="Values">The numbers.</param>
/// <param name="In">The same in what a kernel returned.</param>
/// <param name="Formula">What the formulas say of a row and a feature.</param>
internal sealed record GoldenMatrix(
    string Quantity, Matrix Values, Func<RecurrentOutput, Matrix> In, Func<Trajectory, int, int, Bounded> Formula);
