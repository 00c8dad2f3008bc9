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

    /// <summary>
    /// Whether a cell can be seen through: constants can be told to it, by a bias or by a second input that is always 1, and the rule of
    /// its domain, if it has one, allows a network as small as that.
    /// </summary>
    public static bool IsPossible(BackendTraits traits, RecurrentCell cell)
    {
        ArgumentNullException.ThrowIfNull(traits);
        CellDomain domain = traits.Of(cell).Domain;
        return (domain.Biases != BiasForms.None || domain.InputSize.AtLeast(2) >= 2)
            && new Probe(traits, cell, _ => Pass, Hidden: null).MostRows > 0;
    }

    private static GateShape Pass => new(1, 0);

    private static GateShape Constant(double z) => new(0, z);

    /// <param name="traits">What the backend declares.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="gates">What each gate makes of its argument.</param>
    /// <param name="hidden">The initial h of every row; null for none, or zeros where there has to be one.</param>
    /// <param name="least">Arguments below change their sign.</param>
    private static Arbitrary<RecurrentCase> Arbitrary(
        BackendTraits traits,
        RecurrentCell cell,
        Func<Gate, GateShape> gates,
        double? hidden = null,
        double least = double.NegativeInfinity)
    {
        var probe = new Probe(traits, cell, gates, hidden);
        int fewest = traits.Of(cell).Domain.BatchSize.Least;
        Gen<RecurrentCase> generator =
            from seed in Gen.Choose(int.MinValue, int.MaxValue)
            let arguments = Arguments(new RandomSource((ulong)seed), traits.ElementType, probe.MostRows)
            select probe.Of(Array.ConvertAll(arguments, x => x < least ? -x : x));
        return Arb.From(generator, trial => trial.BatchSize == fewest
            ? []
            : ArgumentsOf(trial).Select(x => probe.Of([.. Enumerable.Repeat(x, fewest)])));
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

    /// <summary>The network through which one of a cell's functions is seen.</summary>
    /// <param name="Traits">What the backend declares.</param>
    /// <param name="Cell">The cell.</param>
    /// <param name="Gates">What each gate makes of its argument.</param>
    /// <param name="Hidden">The initial h of every row; null for none, or zeros where there has to be one.</param>
    private sealed record Probe(BackendTraits Traits, RecurrentCell Cell, Func<Gate, GateShape> Gates, double? Hidden)
    {
        private readonly RecurrentArchitecture _network = SmallestOf(Traits, Cell);

        private CellDomain Domain => Traits.Of(Cell).Domain;

        /// <summary>
        /// How many arguments can be given at once, up to as many as there are usually; 0 if the rule of the domain allows none.
        /// </summary>
        public int MostRows
        {
            get
            {
                int rows = Domain.BatchSize.AtMost(Rows);
                while (!Domain.Contains(Of(new double[rows])))
                {
                    if (rows == Domain.BatchSize.Least)
                    {
                        return 0;
                    }

                    rows = Domain.BatchSize.AtMost(rows / 2);
                }

                return rows;
            }
        }

        /// <summary>The case that gives each row one of the arguments.</summary>
        public RecurrentCase Of(double[] arguments)
        {
            double? hidden = Hidden ?? (Domain.States == StateForms.Given ? 0 : null);
            return new RecurrentCase(
                _network,
                new RecurrentParameters(new CellParameters(Cell.Gates(), gate => Gates(gate).In(_network))),
                new RecurrentInput(
                    Sequence.Create(
                        Domain.TimeSteps.Least,
                        arguments.Length,
                        _network.InputSize,
                        (_, row, feature) => feature == 0 ? arguments[row] : 1),
                    hidden is { } h ? State(h, arguments.Length) : null));
        }

        private RecurrentState State(double h, int rows) => RecurrentState.Zero(_network, rows)
            .Map(zero => zero with { Hidden = zero.Hidden.Map(_ => h) });

        private static RecurrentArchitecture SmallestOf(BackendTraits traits, RecurrentCell cell)
        {
            CellDomain domain = traits.Of(cell).Domain;
            BiasForms[] simplest = [BiasForms.Input, BiasForms.Recurrent, BiasForms.Both, BiasForms.None];
            BiasForms biases = simplest.First(form => domain.Biases.HasFlag(form));
            return new RecurrentArchitecture
            {
                Cell = cell,
                ElementType = traits.ElementType,
                InputSize = biases == BiasForms.None ? domain.InputSize.AtLeast(2) : domain.InputSize.Least,
                HiddenSize = domain.HiddenSize.Least,
                HasInputBias = biases is BiasForms.Input or BiasForms.Both,
                HasRecurrentBias = biases is BiasForms.Recurrent or BiasForms.Both,
                BatchFirst = domain.Layouts == Layouts.BatchFirst,
            };
        }
    }

    /// <summary>A gate whose pre-activation is slope·x + constant in every unit.</summary>
    private readonly record struct GateShape(double Slope, double Constant)
    {
        public GateParameters In(RecurrentArchitecture network)
        {
            (double slope, double constant, bool biased) = (Slope, Constant, network.HasInputBias || network.HasRecurrentBias);
            double[] bias = [.. Enumerable.Repeat(constant, network.HiddenSize)];
            return new GateParameters(
                Matrix.Create(
                    network.HiddenSize,
                    network.InputSize,
                    (_, feature) => feature == 0 ? slope : feature == 1 && !biased ? constant : 0),
                new Matrix(network.HiddenSize, network.StateSize),
                network.HasInputBias ? bias : null,
                network.HasRecurrentBias ? network.HasInputBias ? new double[network.HiddenSize] : bias : null);
        }
    }
}
