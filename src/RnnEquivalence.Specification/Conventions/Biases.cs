using RnnEquivalence.Model;

namespace RnnEquivalence.Conventions;

/// <summary>The same cell with its biases elsewhere, for libraries that have fewer places for them.</summary>
public static class Biases
{
    /// <summary>
    /// The cell with one bias b_x, the sum of both, rounded once to the nearest number of the element type: within what the formulas'
    /// bounds allow in any order of summation, but the two summands cannot be had back. Unchanged where there is no b_h.
    /// </summary>
    /// <exception cref="ArgumentException">The cell is a GRU that has a b_h, or a sum is not finite.</exception>
    public static (RecurrentArchitecture Architecture, CellParameters Cell) Sum(RecurrentArchitecture architecture, CellParameters cell)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(cell);

        if (!architecture.HasRecurrentBias)
        {
            return (architecture, cell);
        }

        if (architecture.Cell == RecurrentCell.Gru)
        {
            throw new ArgumentException(
                "A GRU's two biases cannot be summed: the reset gate multiplies b_h of its candidate, but not b_x.");
        }

        return (
            architecture with { HasInputBias = true, HasRecurrentBias = false },
            cell.Map((gate, parameters) => parameters with
            {
                InputBias = [.. Enumerable.Range(0, architecture.HiddenSize).Select(unit => Rounded(
                    architecture.ElementType,
                    parameters.InputBias?[unit] ?? 0,
                    parameters.RecurrentBias![unit],
                    gate.Symbol(architecture.Cell)))],
                RecurrentBias = null,
            }));
    }

    /// <summary>
    /// The cell without a forget bias, which is added to the forget gate's b_h; the other gates' b_h are zero where there was none.
    /// Unchanged where there is no forget bias.
    /// </summary>
    /// <exception cref="ArgumentException">The sum of b_h and the forget bias is not a number of the element type.</exception>
    public static (RecurrentArchitecture Architecture, CellParameters Cell) AbsorbForgetBias(
        RecurrentArchitecture architecture, CellParameters cell)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(cell);

        return architecture.ForgetBias == 0 ? (architecture, cell) : (
            architecture with { HasRecurrentBias = true, ForgetBias = 0 },
            cell.Map((gate, parameters) =>
            {
                double[] bias = parameters.RecurrentBias ?? new double[architecture.HiddenSize];
                return parameters with
                {
                    RecurrentBias = gate == Gate.Forget ? Array.ConvertAll(bias, value => AddExactly(value, architecture)) : bias,
                };
            }));
    }

    private static double Rounded(ElementType type, double input, double recurrent, string gate)
    {
        double sum = type.Round(input + recurrent);
        return double.IsFinite(sum) || !double.IsFinite(input) || !double.IsFinite(recurrent)
            ? sum
            : throw new ArgumentException($"The biases {input:R} and {recurrent:R} of gate {gate} have no finite sum of type {type}.");
    }

    private static double AddExactly(double bias, RecurrentArchitecture architecture)
    {
        double sum = bias + architecture.ForgetBias;
        return sum - bias == architecture.ForgetBias && sum - architecture.ForgetBias == bias && architecture.ElementType.Represents(sum)
            ? sum
            : throw new ArgumentException(
                $"The forget bias {architecture.ForgetBias:R} and b_h = {bias:R} have no exact sum of type {architecture.ElementType}.");
    }
}
