using RnnEquivalence.Gradients;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Verdicts;

/// <content>Gradients against back-propagation.</content>
public sealed partial class Verdict
{
    /// <summary>
    /// Holds every gradient against back-propagation. Tensors of a kind share their scale: dW of all gates of a cell, for one.
    /// </summary>
    /// <param name="expected">What back-propagation says.</param>
    /// <param name="trial">The case.</param>
    /// <param name="actual">What the kernel returned.</param>
    /// <param name="which">Which tensors are compared; all of them if null.</param>
    /// <param name="respect">Distinguishes this comparison in a report, where a law makes several.</param>
    /// <exception cref="ShapeException">A gradient has another shape than what it is the gradient of.</exception>
    internal void CompareGradients(
        BackPropagation expected,
        RecurrentCase trial,
        RecurrentGradients actual,
        Func<GradientTensor, bool>? which = null,
        string respect = "")
    {
        GradientTensor[] tensors = [.. GradientTensor.Of(trial, actual).Where(which ?? (_ => true))];
        BoundedMatrix[] formulas = [.. tensors.Select(tensor => tensor.Expected(expected))];
        Dictionary<string, double> scales = Scales(tensors, formulas);
        for (int index = 0; index < tensors.Length; index++)
        {
            (GradientTensor tensor, BoundedMatrix formula) = (tensors[index], formulas[index]);
            for (int place = 0; place < formula.Values.Length; place++)
            {
                (int row, int column) = (place / formula.Columns, place % formula.Columns);
                Bounded value = formula.Values[place];
                Element element = At(tensor, trial, row, column, value.Value, tensor.Values[row, column], value.Radius);
                Judge(element with { Quantity = element.Quantity + respect }, scales[tensor.Kind]);
            }
        }
    }

    /// <summary>Holds the gradients of one backend against those of another, each with what back-propagation allows it.</summary>
    /// <param name="trial">The case.</param>
    /// <param name="expectedFormula">What back-propagation says in the arithmetic of the first.</param>
    /// <param name="expected">The gradients of the first.</param>
    /// <param name="actualFormula">What it says in the arithmetic of the second.</param>
    /// <param name="actual">The gradients of the second.</param>
    internal void CompareGradients(
        RecurrentCase trial,
        BackPropagation expectedFormula,
        RecurrentGradients expected,
        BackPropagation actualFormula,
        RecurrentGradients actual)
    {
        GradientTensor[] first = [.. GradientTensor.Of(trial, expected)];
        GradientTensor[] second = [.. GradientTensor.Of(trial, actual)];
        BoundedMatrix[] formulas = [.. first.Select(tensor => tensor.Expected(expectedFormula))];
        BoundedMatrix[] others = [.. second.Select(tensor => tensor.Expected(actualFormula))];
        Dictionary<string, double> scales = Scales(first, formulas);
        Scales(second, others);
        for (int index = 0; index < first.Length; index++)
        {
            for (int place = 0; place < formulas[index].Values.Length; place++)
            {
                (int row, int column) = (place / formulas[index].Columns, place % formulas[index].Columns);
                double bound = formulas[index].Values[place].Radius + others[index].Values[place].Radius;
                (double one, double other) = (first[index].Values[row, column], second[index].Values[row, column]);
                Element element = At(first[index], trial, row, column, one, other, bound);
                JudgeRun(element, correction: 0, scales[first[index].Kind]);
            }
        }
    }

    /// <summary>The scale of each kind of tensor.</summary>
    /// <exception cref="ShapeException">A gradient has another shape than what it is the gradient of.</exception>
    private static Dictionary<string, double> Scales(GradientTensor[] tensors, BoundedMatrix[] formulas)
    {
        var scales = new Dictionary<string, double>();
        for (int index = 0; index < tensors.Length; index++)
        {
            ShapeException.Require(tensors[index].Name, [formulas[index].Rows, formulas[index].Columns], tensors[index].Values.Shape);
            double scale = formulas[index].Values.Length == 0 ? 0 : formulas[index].Values.Max(value => Math.Abs(value.Value));
            scales[tensors[index].Kind] = Math.Max(scales.GetValueOrDefault(tensors[index].Kind), scale);
        }

        return scales;
    }

    /// <summary>One number of a tensor: by time step and row in dx, by row in dh0 and dc0, by its place in a matrix elsewhere.</summary>
    private static Element At(GradientTensor tensor, RecurrentCase trial, int row, int column, double expected, double actual, double bound)
    {
        (int? time, int batchRow) = tensor.IsOfSteps ? (row / trial.BatchSize, row % trial.BatchSize) : ((int?)null, row);
        return new Element(tensor.Name, time, batchRow, column, expected, actual, bound) { IsOfMatrix = !tensor.IsOfRows };
    }
}
