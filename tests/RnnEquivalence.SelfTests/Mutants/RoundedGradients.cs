using RnnEquivalence.Gradients;
using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>The values of a back-propagation without their bounds, rounded to the element type.</summary>
internal static class RoundedGradients
{
    public static RecurrentGradients Of(RecurrentCase trial, BackPropagation gradients)
    {
        ElementType type = trial.Architecture.ElementType;
        var parameters = new RecurrentParameters(trial.Parameters.Layers, trial.Parameters.Directions, (layer, direction) =>
        {
            CellGradients cell = gradients.Parameters(layer, direction);
            return trial.Parameters[layer, direction]
                .Map((gate, _) => new GateParameters(
                    Matrix(cell.Gates[gate].InputWeights),
                    Matrix(cell.Gates[gate].RecurrentWeights),
                    Vector(cell.Gates[gate].InputBias),
                    Vector(cell.Gates[gate].RecurrentBias),
                    Vector(cell.Gates[gate].Peephole)))
                .WithProjection(cell.Projection() is { } projection ? Matrix(projection) : null);
        });
        RecurrentState? state = trial.Input.InitialState is not { } given ? null : new RecurrentState(
            given.Layers,
            given.Directions,
            (layer, direction) => new CellState(
                Matrix(gradients.InitialHidden(layer, direction)),
                given[layer, direction].Cell is null ? null : Matrix(gradients.InitialCell(layer, direction)!)));
        var x = new Sequence(trial.TimeSteps, trial.BatchSize, trial.InputSize, Matrix(gradients.Input).Values.ToArray());
        return new RecurrentGradients(parameters, x, state);

        Matrix Matrix(BoundedMatrix of) => new(of.Rows, of.Columns, Array.ConvertAll(of.Values, value => type.Round(value.Value)));

        double[]? Vector(BoundedMatrix? of) => of is null ? null : Array.ConvertAll(of.Values, value => type.Round(value.Value));
    }
}
