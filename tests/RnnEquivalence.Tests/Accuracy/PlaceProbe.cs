using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Tests.Accuracy;

/// <summary>
/// A network of one step in which the function at one place is all that rounds: what it returns is what comes out, but for factors that
/// are powers of two.
/// </summary>
/// <remarks>
/// Unit k of row n is given one argument: W is the identity, and 1·x + 0·x' + … is exact. The other gates see zeros, or a constant by
/// way of their biases, for which their functions have a value that rounds nothing:
/// <list type="bullet">
/// <item>RNN: h' = tanh(x);</item>
/// <item>LSTM, f: c' = σ(x)·c + ½·tanh(0) with c = 1;</item>
/// <item>LSTM, i: c' = σ(x)·tanh(64), and tanh(64) = 1;</item>
/// <item>LSTM, g: c' = σ(0)·tanh(x), and σ(0) = ½;</item>
/// <item>LSTM, o: h' = σ(x)·tanh(64), with c = 128 and σ(f) = ½;</item>
/// <item>LSTM, c': h' = ½·tanh(½·2x), with c = 2x;</item>
/// <item>GRU, n: h' = (1 − ½)·tanh(x);</item>
/// <item>GRU, z: h' = (1 − σ(x))·tanh(0) + σ(x)·h with h = 1;</item>
/// <item>
/// GRU, r: h' = (1 − 0)·n(σ(x)·h) + 0·h with σ(−1000) = 0 for z, and h the power of two for which σ(x)·h is so small that tanh returns
/// it unchanged. A backend whose cells can have other functions is given the identity for n.
/// </item>
/// </list>
/// That the constants are what they are here is not taken for granted, see <see cref="RequirePins"/>. A halved result loses its last
/// bit where it is subnormal, which is less than any <see cref="ActivationAccuracy.Underflow"/>.
/// </remarks>
internal sealed class PlaceProbe : IDisposable
{
    /// <summary>Where tanh and σ are ±1, 0 and 1 in every format.</summary>
    private const double Open = 64;
    private const double Shut = -1000;

    private readonly IRecurrentBackend _backend;
    private readonly Place _place;
    private readonly int _units;
    private readonly bool _linear;
    private readonly IRecurrentModule _module;

    /// <summary>A probe of a place.</summary>
    /// <param name="backend">The backend, which declares the cell.</param>
    /// <param name="place">The place.</param>
    /// <param name="units">H: a kernel may have other code for whole vectors than for what is left over.</param>
    public PlaceProbe(IRecurrentBackend backend, Place place, int units)
    {
        (_backend, _place, _units) = (backend, place, units);
        _linear = place.Gate == Gate.Reset && backend.Traits.Of(place.Cell).Has(CellFeatures.OtherActivations);
        RecurrentCell cell = place.Cell;
        var network = new RecurrentArchitecture
        {
            Cell = cell,
            ElementType = backend.Traits.ElementType,
            InputSize = units,
            HiddenSize = units,
            HasInputBias = true,
            HasRecurrentBias = true,
            Activations = _linear
                ? CellActivations.Usual with { Candidate = new Activation(ActivationFunction.Affine, 1, 0) }
                : CellActivations.Usual,
        };
        Matrix identity = Matrix.Create(units, units, (row, column) => row == column ? 1 : 0);
        var zeros = new Matrix(units, units);
        _module = backend.Create(network, new RecurrentParameters(new CellParameters(cell.Gates(), gate => new GateParameters(
            gate == place.Gate ? identity : zeros,
            place.Gate == Gate.Reset && gate == Gate.Candidate ? identity : zeros,
            [.. Enumerable.Repeat(Pin(gate), units)],
            new double[units]))));
    }

    /// <summary>The largest argument that the place can be given: c = 2x has to be finite.</summary>
    public static double Largest(Place place, ElementType type)
    {
        double largest = type.Format().Largest;
        return place.Gate is null ? largest / 2 : largest;
    }

    /// <summary>What the backend makes of some arguments.</summary>
    /// <param name="arguments">The arguments, as many as there are in whole rows of H units.</param>
    /// <returns>The value of the function for each.</returns>
    public double[] Evaluate(double[] arguments)
    {
        int rows = arguments.Length / _units;
        double[] scales = _place.Gate == Gate.Reset ? Array.ConvertAll(arguments, Scale) : [];
        RecurrentState? state = _place switch
        {
            { Cell: RecurrentCell.Lstm, Gate: Gate.Forget } => new RecurrentState(new Matrix(rows, _units), Filled(1)),
            { Gate: Gate.Output } => new RecurrentState(new Matrix(rows, _units), Filled(2 * Open)),
            { Gate: null } => new RecurrentState(
                new Matrix(rows, _units), new Matrix(rows, _units, Array.ConvertAll(arguments, x => 2 * x))),
            { Gate: Gate.Update } => new RecurrentState(Filled(1), null),
            { Gate: Gate.Reset } => new RecurrentState(new Matrix(rows, _units, scales), null),
            _ => null,
        };
        var x = new Sequence(1, rows, _units, _place.Gate is null ? new double[arguments.Length] : arguments);
        CellState final = _module.Forward(new RecurrentInput(x, state)).FinalState.Single;
        Matrix seen = _place is { Cell: RecurrentCell.Lstm, Gate: Gate.Input or Gate.Forget or Gate.Candidate }
            ? final.Cell!
            : final.Hidden;
        double[] values = seen.Values.ToArray();
        bool isHalved = _place.Gate is null or Gate.Candidate;
        for (int index = 0; index < values.Length && (isHalved || scales.Length > 0); index++)
        {
            values[index] = isHalved ? 2 * values[index] : values[index] / scales[index];
        }

        return values;

        Matrix Filled(double value)
        {
            var filled = new double[arguments.Length];
            Array.Fill(filled, value);
            return new Matrix(rows, _units, filled);
        }
    }

    /// <summary>Checks that the constants which the place is seen through have the values that round nothing.</summary>
    /// <exception cref="InvalidOperationException">One has another value here, so that the place cannot be seen exactly.</exception>
    public void RequirePins()
    {
        (Gate Gate, double Argument, double Value)[] pins = (_place.Cell, _place.Gate) switch
        {
            (RecurrentCell.Rnn, _) => [],
            (RecurrentCell.Lstm, Gate.Forget) => [(Gate.Forget, Shut, 0)],
            (RecurrentCell.Lstm, Gate.Input or Gate.Candidate) => [(Gate.Input, 0, 0.5)],
            (RecurrentCell.Lstm, Gate.Output) => [(Gate.Output, 0, 0.5)],
            (RecurrentCell.Lstm, _) => [(Gate.Forget, 0, 0.5), (Gate.Output, 0, 0.5)],
            (_, Gate.Candidate) => [(Gate.Update, 0, 0.5)],
            _ => [(Gate.Update, Shut, 0)],
        };
        foreach ((Gate gate, double argument, double value) in pins)
        {
            Require(gate, [argument], [value]);
        }

        if (_place.Gate == Gate.Reset && !_linear)
        {
            double[] small =
            [
                .. Enumerable.Range(0, 4096).Select(index =>
                    _backend.Traits.ElementType.Round(Math.ScaleB(1 + (index / 4096.0) + (index * 1e-8), SmallExponent))),
            ];
            Require(Gate.Candidate, small, small);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _module.Dispose();

    private int SmallExponent => -(_backend.Traits.ElementType.Format().Precision + 6);

    private double Pin(Gate gate) => (_place.Gate, gate) switch
    {
        (Gate.Input, Gate.Candidate) => Open,
        (Gate.Reset, Gate.Update) => Shut,
        _ => 0,
    };

    /// <summary>The power of two that makes σ(x) as small as tanh leaves alone.</summary>
    private double Scale(double x)
    {
        // σ(x) lies between half of e^min(0, x) and that; below the smallest subnormal number it is lost anyway.
        int exponent = (int)Math.Max(Math.Min(0, x) * 1.4426950408889634, Math.Log2(_backend.Traits.ElementType.SmallestSubnormal()));
        return Math.ScaleB(1, SmallExponent - exponent);
    }

    private void Require(Gate gate, double[] arguments, double[] values)
    {
        using var probe = new PlaceProbe(_backend, new Place(_place.Cell, gate), _units);
        double[] padded = [.. arguments, .. Enumerable.Repeat(arguments[^1], (_units - (arguments.Length % _units)) % _units)];
        double[] found = probe.Evaluate(padded);
        int wrong = Enumerable.Range(0, arguments.Length).FirstOrDefault(index => found[index] != values[index], -1);
        if (wrong >= 0)
        {
            throw new InvalidOperationException(
                $"{_place} of {_backend.Name} with H = {_units} is seen through {new Place(_place.Cell, gate).Name}, "
                + $"which has to be {values[wrong]:R} at {arguments[wrong]:R}, but is {found[wrong]:R}.");
        }
    }
}
