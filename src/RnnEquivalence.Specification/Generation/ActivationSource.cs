using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>Draws functions other than the usual ones for a cell, such that its state does not grow without bounds.</summary>
internal static class ActivationSource
{
    private static readonly ActivationFunction[] FromZeroToOne = [ActivationFunction.Sigmoid, ActivationFunction.HardSigmoid];

    private static readonly ActivationFunction[] Bounded =
        [ActivationFunction.Sigmoid, ActivationFunction.HardSigmoid, ActivationFunction.Tanh, ActivationFunction.Softsign];

    /// <summary>The functions of one cell, which are not the usual ones.</summary>
    public static CellActivations Draw(BackendTraits traits, RandomSource random, RecurrentCell cell)
    {
        ActivationFunction[] others = [.. traits.Of(cell).Activations.Keys.Order()];
        if (!cell.HasGateFunctions())
        {
            return CellActivations.Usual with { State = DrawOne(traits.ElementType, random, [ActivationFunction.Sigmoid, .. others]) };
        }

        // A gate that interpolates stays between 0 and 1; another one has to be bounded.
        ActivationFunction[] gates = cell.Interpolates() ? FromZeroToOne : Bounded;
        ActivationFunction[] all = [ActivationFunction.Tanh, ActivationFunction.Sigmoid, .. others];
        CellActivations drawn;
        do
        {
            drawn = new CellActivations(
                DrawOne(traits.ElementType, random, [.. gates.Where(all.Contains)]),
                DrawOne(traits.ElementType, random, all),
                cell.HasStateFunction() ? DrawOne(traits.ElementType, random, all) : Activation.Tanh);
        }
        while (drawn == CellActivations.Usual);

        return drawn;
    }

    private static Activation DrawOne(ElementType type, RandomSource random, ActivationFunction[] choices)
    {
        ActivationFunction function = random.NextOf<ActivationFunction>(choices);
        (double alpha, double beta) = function switch
        {
            ActivationFunction.HardSigmoid => (random.NextUniform(0.1, 0.4), random.NextUniform(0.3, 0.6)),
            ActivationFunction.LeakyRelu => (random.NextUniform(0.01, 0.5), 0),
            ActivationFunction.ThresholdedRelu => (random.NextUniform(0.05, 0.95), 0),
            ActivationFunction.ScaledTanh => (random.NextUniform(0.5, 1.2), random.NextUniform(0.3, 0.8)),
            ActivationFunction.Affine => (random.NextUniform(-0.9, 0.9), random.NextUniform(-1, 1)),
            ActivationFunction.Elu => (random.NextUniform(0.3, 1), 0),
            _ => (0.0, 0.0),
        };
        return new Activation(function, type.Round(alpha), type.Round(beta));
    }
}
