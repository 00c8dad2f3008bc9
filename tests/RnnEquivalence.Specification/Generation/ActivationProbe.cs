using FsCheck;
using FsCheck.Fluent;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>
/// Cases in which the pre-activation of the one unit is the input itself, exactly: what comes out is the kernel's own
/// activation, many arguments at a time as the rows of a batch.
/// </summary>
public static class ActivationProbe
{
    private const int Rows = 67;

    /// <summary>An RNN whose output is tanh(x).</summary>
    public static Arbitrary<RecurrentCase> Tanh(ElementType type) => Arbitrary(type, RecurrentCell.Rnn, _ => Pass);

    /// <summary>An LSTM whose final cell state is σ(x)·tanh(64), and tanh(64) = 1.</summary>
    public static Arbitrary<RecurrentCase> Sigmoid(ElementType type) => Arbitrary(type, RecurrentCell.Lstm, gate => gate switch
    {
        Gate.Input => Pass,
        Gate.Forget => Constant(-64),
        _ => Constant(64),
    });

    private static GateParameters Pass => new(new Matrix(1, 1, [1]), new Matrix(1, 1), [0], null);

    private static GateParameters Constant(double z) => new(new Matrix(1, 1), new Matrix(1, 1), [z], null);

    private static Arbitrary<RecurrentCase> Arbitrary(ElementType type, RecurrentCell cell, Func<Gate, GateParameters> gates)
    {
        var architecture = new RecurrentArchitecture
        {
            Cell = cell,
            ElementType = type,
            InputSize = 1,
            HiddenSize = 1,
            HasInputBias = true,
        };
        var parameters = new RecurrentParameters(new CellParameters(cell.Gates(), gates));
        RecurrentCase Case(double[] arguments) =>
            new(architecture, parameters, new RecurrentInput(new Sequence(1, arguments.Length, 1, arguments), null));

        Gen<RecurrentCase> generator =
            from seed in Gen.Choose(int.MinValue, int.MaxValue)
            select Case(Arguments(new RandomSource((ulong)seed), type));
        return Arb.From(generator, trial => trial.BatchSize == 1 ? [] : trial.Input.Values.Values.ToArray().Select(x => Case([x])));
    }

    /// <summary>Arguments of every order of magnitude that matters, and evenly over the range in which nothing is saturated.</summary>
    private static double[] Arguments(RandomSource random, ElementType type)
    {
        var arguments = new double[Rows];
        for (int index = 0; index < Rows; index++)
        {
            arguments[index] = type.Round(random.NextUnit() switch
            {
                < 0.4 => random.NextUniform(-10, 10),
                < 0.7 => random.NextMagnitude(-26, 4) * (random.NextChance(0.5) ? 1 : -1),
                _ => random.NextUniform(-100, 100),
            });
        }

        return arguments;
    }
}
