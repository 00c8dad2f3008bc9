using FsCheck;
using FsCheck.Fluent;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>
/// Cases in which the pre-activation of every unit is the input itself, exactly: what comes out is the kernel's own
/// activation, many arguments at a time as the rows of a batch. They are within the domain of the cell, and as small as it allows.
/// </summary>
public static class ActivationProbe
{
    private const int Rows = 67;

    /// <summary>An RNN whose output is tanh(x).</summary>
    public static Arbitrary<RecurrentCase> RnnTanh(BackendTraits traits) => Arbitrary(traits, RecurrentCell.Rnn, _ => Pass);

    /// <summary>An LSTM whose final cell state is σ(x)·tanh(64), and tanh(64) = 1.</summary>
    public static Arbitrary<RecurrentCase> LstmSigmoid(BackendTraits traits) => Arbitrary(traits, RecurrentCell.Lstm, gate => gate switch
    {
        Gate.Input => Pass,
        Gate.Forget => Constant(-64),
        _ => Constant(64),
    });

    /// <summary>An LSTM whose final cell state is σ(64)·tanh(x), and σ(64) = 1.</summary>
    public static Arbitrary<RecurrentCase> LstmTanh(BackendTraits traits) => Arbitrary(traits, RecurrentCell.Lstm, gate => gate switch
    {
        Gate.Candidate => Pass,
        Gate.Forget => Constant(-64),
        _ => Constant(64),
    });

    /// <summary>A GRU of either kind whose first output is (1 − σ(−64))·tanh(x), and σ(−64) vanishes beside 1.</summary>
    public static Arbitrary<RecurrentCase> GruTanh(BackendTraits traits, RecurrentCell cell) =>
        Arbitrary(traits, cell, gate => gate == Gate.Candidate ? Pass : Constant(-64));

    /// <summary>A GRU of either kind whose first output is (1 − σ(x))·tanh(0) + σ(x)·h with h = 1, and x ≥ −8.</summary>
    public static Arbitrary<RecurrentCase> GruSigmoid(BackendTraits traits, RecurrentCell cell) =>
        Arbitrary(traits, cell, gate => gate == Gate.Update ? Pass : Constant(0), hidden: 1, least: -8);

    /// <summary>Whether constants can be told to a cell: by a bias, or by a second input that is always 1.</summary>
    public static bool IsPossible(CellDomain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return domain.Biases != BiasForms.None || domain.InputSize.AtLeast(2) >= 2;
    }

    private static GateShape Pass => new(1, 0);

    private static GateShape Constant(double z) => new(0, z);

    /// <param name="traits">What the backend declares.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="gates">What each gate makes of its argument.</param>
    /// <param name="hidden">The initial h of every row; null for none, or zeros where there has to be one.</param>
    /// <param name="least">Arguments below change their sign.</param>
    private static Arbitrary<RecurrentCase> Arbitrary(
        BackendTraits traits, RecurrentCell cell, Func<Gate, GateShape> gates, double? hidden = null, double least = double.NegativeInfinity)
    {
        CellDomain domain = traits.Of(cell).Domain;
        BiasForms[] simplest = [BiasForms.Input, BiasForms.Recurrent, BiasForms.Both, BiasForms.None];
        BiasForms biases = simplest.First(form => domain.Biases.HasFlag(form));
        var architecture = new RecurrentArchitecture
        {
            Cell = cell,
            ElementType = traits.ElementType,
            InputSize = biases == BiasForms.None ? domain.InputSize.AtLeast(2) : domain.InputSize.Least,
            HiddenSize = domain.HiddenSize.Least,
            HasInputBias = biases is BiasForms.Input or BiasForms.Both,
            HasRecurrentBias = biases is BiasForms.Recurrent or BiasForms.Both,
            BatchFirst = domain.Layouts == Layouts.BatchFirst,
        };
        var parameters = new RecurrentParameters(new CellParameters(cell.Gates(), gate => gates(gate).In(architecture)));
        double? state = hidden ?? (domain.States == StateForms.Given ? 0 : null);
        int fewest = domain.BatchSize.Least;
        Gen<RecurrentCase> generator =
            from seed in Gen.Choose(int.MinValue, int.MaxValue)
            select Case(Array.ConvertAll(
                Arguments(new RandomSource((ulong)seed), traits.ElementType, domain.BatchSize.AtMost(Rows)), x => x < least ? -x : x));
        return Arb.From(generator, trial => trial.BatchSize == fewest ? [] : ArgumentsOf(trial).Select(x => Case([.. Enumerable.Repeat(x, fewest)])));

        RecurrentCase Case(double[] arguments) => new(
            architecture,
            parameters,
            new RecurrentInput(
                Sequence.Create(
                    domain.TimeSteps.Least,
                    arguments.Length,
                    architecture.InputSize,
                    (_, row, feature) => feature == 0 ? arguments[row] : 1),
                state is { } h ? State(h, arguments.Length) : null));

        RecurrentState State(double h, int rows) => RecurrentState.Zero(architecture, rows)
            .Map(zero => zero with { Hidden = zero.Hidden.Map(_ => h) });
    }

    private static IEnumerable<double> ArgumentsOf(RecurrentCase trial) =>
        Enumerable.Range(0, trial.BatchSize).Select(row => trial.Input.Values[0, row, 0]).Distinct();

    /// <summary>Arguments of every order of magnitude that matters, and evenly over the range in which nothing is saturated.</summary>
    private static double[] Arguments(RandomSource random, ElementType type, int count)
    {
        var arguments = new double[count];
        for (int index = 0; index < arguments.Length; index++)
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

    /// <summary>A gate whose pre-activation is slope·x + constant in every unit.</summary>
    private readonly record struct GateShape(double Slope, double Constant)
    {
        public GateParameters In(RecurrentArchitecture network)
        {
            (double slope, double constant, bool biased) = (Slope, Constant, network.HasInputBias || network.HasRecurrentBias);
            double[] bias = [.. Enumerable.Repeat(constant, network.HiddenSize)];
            return new GateParameters(
                Matrix.Create(network.HiddenSize, network.InputSize, (_, feature) => feature == 0 ? slope : feature == 1 && !biased ? constant : 0),
                new Matrix(network.HiddenSize, network.StateSize),
                network.HasInputBias ? bias : null,
                network.HasRecurrentBias ? network.HasInputBias ? new double[network.HiddenSize] : bias : null);
        }
    }
}
