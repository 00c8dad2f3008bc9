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
    public static Arbitrary<RecurrentCase> RnnTanh(ElementType type) => Arbitrary(type, RecurrentCell.Rnn, _ => Pass);

    /// <summary>An LSTM whose final cell state is σ(x)·tanh(64), and tanh(64) = 1.</summary>
    public static Arbitrary<RecurrentCase> LstmSigmoid(ElementType type) => Arbitrary(type, RecurrentCell.Lstm, gate => gate switch
    {
        Gate.Input => Pass,
        Gate.Forget => Constant(-64),
        _ => Constant(64),
    });

    /// <summary>An LSTM whose final cell state is σ(64)·tanh(x), and σ(64) = 1.</summary>
    public static Arbitrary<RecurrentCase> LstmTanh(ElementType type) => Arbitrary(type, RecurrentCell.Lstm, gate => gate switch
    {
        Gate.Candidate => Pass,
        Gate.Forget => Constant(-64),
        _ => Constant(64),
    });

    /// <summary>A GRU of either kind whose output is (1 − σ(−64))·tanh(x), and σ(−64) vanishes beside 1.</summary>
    public static Arbitrary<RecurrentCase> GruTanh(ElementType type, RecurrentCell cell) =>
        Arbitrary(type, cell, gate => gate == Gate.Candidate ? Pass : Constant(-64));

    /// <summary>A GRU of either kind whose output is (1 − σ(x))·tanh(0) + σ(x)·h with h = 1, and x ≥ −8.</summary>
    public static Arbitrary<RecurrentCase> GruSigmoid(ElementType type, RecurrentCell cell) =>
        Arbitrary(type, cell, gate => gate == Gate.Update ? Pass : Constant(0), hidden: 1, least: -8);

    private static GateParameters Pass => new(new Matrix(1, 1, [1]), new Matrix(1, 1), [0], null);

    private static GateParameters Constant(double z) => new(new Matrix(1, 1), new Matrix(1, 1), [z], null);

    /// <param name="type">The format.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="gates">Its parameters.</param>
    /// <param name="hidden">The initial h of every row, or null for none.</param>
    /// <param name="least">Arguments below change their sign.</param>
    private static Arbitrary<RecurrentCase> Arbitrary(
        ElementType type, RecurrentCell cell, Func<Gate, GateParameters> gates, double? hidden = null, double least = double.NegativeInfinity)
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
        RecurrentState? State(int rows) => hidden is { } h ? new RecurrentState(Matrix.Create(rows, 1, (_, _) => h), null) : null;
        RecurrentCase Case(double[] arguments) =>
            new(architecture, parameters, new RecurrentInput(new Sequence(1, arguments.Length, 1, arguments), State(arguments.Length)));

        Gen<RecurrentCase> generator =
            from seed in Gen.Choose(int.MinValue, int.MaxValue)
            select Case(Array.ConvertAll(Arguments(new RandomSource((ulong)seed), type), x => x < least ? -x : x));
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
