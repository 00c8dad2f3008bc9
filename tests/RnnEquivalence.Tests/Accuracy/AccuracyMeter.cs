using System.Numerics;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Tests.Accuracy;

/// <summary>What a sweep finds of one function: how far it is off, and where.</summary>
internal sealed class AccuracyMeter
{
    private static readonly Vector<double> Infinity = new(double.PositiveInfinity);

    private readonly bool _isTanh;
    private readonly bool _isShort;
    private readonly ActivationAccuracy _declared;
    private readonly double _roundoff;
    private readonly double _smallestNormal;
    private readonly Vector<double>[] _worst = [.. Enumerable.Repeat(Vector<double>.Zero, Measures)];
    private readonly Vector<double>[] _at = new Vector<double>[Measures];
    private Vector<double> _outside;
    private Vector<double> _one = Infinity;
    private Vector<double> _zero;
    private double[] _exact = [];
    private double[] _rest = [];

    private const int Measures = 5;

    /// <summary>For how many bits the reference in binary64 is good enough, and twice as many are not needed.</summary>
    private const int ReferencePrecision = 24;

    /// <summary>A meter.</summary>
    /// <param name="isTanh">Whether the function is tanh, and not σ.</param>
    /// <param name="type">The format of the results.</param>
    /// <param name="declared">What is declared of the function, and so granted.</param>
    public AccuracyMeter(bool isTanh, ElementType type, ActivationAccuracy declared)
    {
        NumberFormat format = type.Format();
        _isTanh = isTanh;
        _isShort = format.Precision <= ReferencePrecision;
        _declared = declared;
        _roundoff = format.UnitRoundoff;
        _smallestNormal = format.SmallestNormal;
        _zero = isTanh ? Vector<double>.Zero : Infinity;
    }

    /// <summary>The error relative to the result in units of u, <see cref="ActivationAccuracy.Underflow"/> granted.</summary>
    public Extreme Relative => Worst(0);

    /// <summary>The error in units of u, <see cref="ActivationAccuracy.Underflow"/> granted.</summary>
    public Extreme Absolute => Worst(1);

    /// <summary>What <see cref="ActivationAccuracy.Relative"/> has to be, the two others being as declared.</summary>
    public Extreme NeededRelative => Worst(2);

    /// <summary>What <see cref="ActivationAccuracy.Absolute"/> has to be, the two others being as declared.</summary>
    public Extreme NeededAbsolute => Worst(3);

    /// <summary>What <see cref="ActivationAccuracy.Underflow"/> has to be, the two others being as declared.</summary>
    public Extreme NeededUnderflow => Worst(4);

    /// <summary>How many results are beyond the limits of the function, −1 and 1 or 0 and 1, or have the wrong sign.</summary>
    public long Outside
    {
        get
        {
            double count = 0;
            for (int lane = 0; lane < Vector<double>.Count; lane++)
            {
                count += _outside[lane];
            }

            return (long)count;
        }
    }

    /// <summary>The smallest |x| from which on, or at which, the result is ±1 or more; infinite where there is none.</summary>
    public double OneAt => Enumerable.Range(0, Vector<double>.Count).Min(lane => _one[lane]);

    /// <summary>Of the arguments whose result is 0: the largest |x| of a tanh, the smallest of a σ.</summary>
    public double ZeroAt => _isTanh
        ? Enumerable.Range(0, Vector<double>.Count).Max(lane => _zero[lane])
        : Enumerable.Range(0, Vector<double>.Count).Min(lane => _zero[lane]);

    /// <summary>Takes in what a kernel made of some arguments.</summary>
    /// <exception cref="ArgumentException">There are not whole vectors of them.</exception>
    public void Add(double[] arguments, double[] results)
    {
        if (arguments.Length % Vector<double>.Count != 0 || results.Length != arguments.Length)
        {
            throw new ArgumentException(
                $"Arguments are metered {Vector<double>.Count} at a time, each with its result, "
                + $"but there are {arguments.Length} and {results.Length} results.",
                nameof(arguments));
        }

        SetReference(arguments);
        var underflow = new Vector<double>(_declared.Underflow * _smallestNormal);
        var absolute = new Vector<double>(_declared.Absolute * _roundoff);
        var relative = new Vector<double>(_declared.Relative * _roundoff);
        var perRoundoff = new Vector<double>(1 / _roundoff);
        var perNormal = new Vector<double>(_isShort ? 1 / _smallestNormal : 1 / (_smallestNormal * 16));
        Vector<double> lowest = _isTanh ? -Vector<double>.One : Vector<double>.Zero;
        for (int index = 0; index < arguments.Length; index += Vector<double>.Count)
        {
            var x = new Vector<double>(arguments, index);
            var y = new Vector<double>(results, index);
            var exact = new Vector<double>(_exact, index);
            Vector<double> error = Vector.Abs(y - exact - new Vector<double>(_rest, index));

            // What is no number is infinitely wrong.
            error = Vector.ConditionalSelect(Vector.Equals(error, error), error, Infinity);
            Vector<double> size = Vector.Abs(exact);
            Vector<double> excess = error - underflow;
            Vector<double> byRelative = error - (relative * size);
            Note(0, excess / size * perRoundoff, x);
            Note(1, excess * perRoundoff, x);
            Note(2, (excess - absolute) / size * perRoundoff, x);
            Note(3, (byRelative - underflow) * perRoundoff, x);
            Note(4, (byRelative - absolute) * perNormal, x);

            Vector<double> outside = Vector.ConditionalSelect(
                Vector.GreaterThan(y, Vector<double>.One) | Vector.LessThan(y, lowest)
                | (_isTanh ? Vector.LessThan(x * y, Vector<double>.Zero) : Vector<long>.Zero),
                Vector<double>.One,
                Vector<double>.Zero);
            _outside += outside;
            Vector<double> distance = Vector.Abs(x);
            Vector<long> isOne = Vector.GreaterThanOrEqual(Vector.Abs(y), Vector<double>.One);
            _one = Vector.Min(_one, Vector.ConditionalSelect(isOne, distance, Infinity));
            Vector<long> isZero = Vector.Equals(y, Vector<double>.Zero);
            _zero = _isTanh
                ? Vector.Max(_zero, Vector.ConditionalSelect(isZero, distance, Vector<double>.Zero))
                : Vector.Min(_zero, Vector.ConditionalSelect(isZero, distance, Infinity));
        }
    }

    /// <summary>Takes in what another meter of the same function found.</summary>
    public void Add(AccuracyMeter other)
    {
        for (int measure = 0; measure < Measures; measure++)
        {
            Note(measure, other._worst[measure], other._at[measure]);
        }

        _outside += other._outside;
        _one = Vector.Min(_one, other._one);
        _zero = _isTanh ? Vector.Max(_zero, other._zero) : Vector.Min(_zero, other._zero);
    }

    private void Note(int measure, Vector<double> error, Vector<double> at)
    {
        if (Vector.GreaterThanAny(error, _worst[measure]))
        {
            Vector<long> larger = Vector.GreaterThan(error, _worst[measure]);
            _worst[measure] = Vector.ConditionalSelect(larger, error, _worst[measure]);
            _at[measure] = Vector.ConditionalSelect(larger, at, _at[measure]);
        }
    }

    private Extreme Worst(int measure)
    {
        int lane = Enumerable.Range(0, Vector<double>.Count).MaxBy(lane => _worst[measure][lane]);
        double unit = measure == 4 && !_isShort ? 16 : 1;
        return new Extreme(unit * _worst[measure][lane], _at[measure][lane]);
    }

    /// <summary>
    /// The exact values: to 2^-44 of themselves for up to 24 bits, and as the sum of two doubles beyond.
    /// </summary>
    private void SetReference(double[] arguments)
    {
        if (_exact.Length != arguments.Length)
        {
            _exact = new double[arguments.Length];
            _rest = new double[arguments.Length];
        }

        if (!_isShort)
        {
            for (int index = 0; index < arguments.Length; index++)
            {
                (_exact[index], _rest[index]) = _isTanh ? DoubleDouble.Tanh(arguments[index]) : DoubleDouble.Sigmoid(arguments[index]);
            }

            return;
        }

        for (int index = 0; index < arguments.Length; index += Vector<double>.Count)
        {
            var x = new Vector<double>(arguments, index);
            (_isTanh ? Reference.Tanh(x) : Reference.Sigmoid(x)).CopyTo(_exact, index);
        }
    }
}

/// <summary>The largest error, and the argument at which it was found.</summary>
internal readonly record struct Extreme(double Error, double At);
