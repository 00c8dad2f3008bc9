using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>Fills the tensors of one case with numbers of one regime, all representable in the element type.</summary>
internal sealed class ValueSource
{
    private readonly RandomSource _random;
    private readonly ElementType _type;
    private readonly int _doublings;
    private readonly ValueRegime _regime;
    private readonly double _weightScale;
    private readonly double _inputScale;

    /// <summary>A source for one case.</summary>
    /// <param name="random">Where the numbers come from.</param>
    /// <param name="type">The type that has to represent them.</param>
    /// <param name="regime">What kind of numbers they are.</param>
    /// <param name="terms">I + H, the number of products in one pre-activation.</param>
    public ValueSource(RandomSource random, ElementType type, ValueRegime regime, int terms)
    {
        _random = random;
        _type = type;

        // So often can nine times the smallest number be doubled and stay below the smallest normal one, which is 2^(p − 1) times it.
        _doublings = Math.Min(18, type.Format().Precision - 6);
        _regime = regime;
        _inputScale = regime == ValueRegime.LargeInputs ? random.NextMagnitude(4, 40) : random.NextMagnitude(-4, 2);
        _weightScale = regime == ValueRegime.Saturating
            ? random.NextMagnitude(3, 10) / terms
            : random.NextMagnitude(-4, 2) / Math.Sqrt(Math.Max(1, terms / 4.0));
    }

    public Matrix Weights(int rows, int columns) => Matrix(rows, columns, _weightScale);

    /// <summary>Weights of the network's input, whose size those of large inputs make up for.</summary>
    public Matrix InputWeights(int rows, int columns) =>
        Matrix(rows, columns, _regime == ValueRegime.LargeInputs ? _weightScale / _inputScale : _weightScale);

    /// <summary>
    /// Weights whose rows have absolute sums below a bound that is itself drawn, so that errors do not grow through them.
    /// </summary>
    public Matrix WeightsWithin(int rows, int columns, double least, double most)
    {
        Matrix drawn = Weights(rows, columns);
        double largest = 0;
        for (int row = 0; row < rows; row++)
        {
            double sum = 0;
            foreach (double value in drawn.Row(row))
            {
                sum += Math.Abs(value);
            }

            largest = Math.Max(largest, sum);
        }

        double wanted = _random.NextUniform(least, most);
        if (largest <= wanted)
        {
            return drawn;
        }

        double[] values = drawn.Values.ToArray();
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = values[index] * wanted / largest;
        }

        _type.Format().Round(values);
        return new Matrix(rows, columns, values);
    }

    public double[] Bias(int length) => Fill(length, _regime == ValueRegime.Saturating ? 5 : 1);

    public double[] Peephole(int length) => Fill(length, 1);

    public Sequence Input(int timeSteps, int batch, int features) =>
        new(timeSteps, batch, features, Fill(timeSteps * batch * features, _regime == ValueRegime.Saturating ? 1 : _inputScale));

    public Matrix HiddenState(int batch, int hiddenSize) => Matrix(batch, hiddenSize, 1);

    /// <summary>Cell states, which may be as large as they like.</summary>
    public Matrix CellState(int batch, int hiddenSize, double? scale = null) =>
        Matrix(batch, hiddenSize, scale ?? (_regime == ValueRegime.Saturating ? 10 : 2));

    /// <summary>Whole quarters from −2 to 2: a gradient is linear in them.</summary>
    public Sequence Upstream(int timeSteps, int batch, int features) =>
        Sequence.Create(timeSteps, batch, features, (_, _, _) => _random.NextInt(-8, 8) / 4.0);

    private Matrix Matrix(int rows, int columns, double scale) => new(rows, columns, Fill(rows * columns, scale));

    private double[] Fill(int length, double scale)
    {
        var values = new double[length];
        if (_regime is ValueRegime.Ordinary or ValueRegime.Saturating or ValueRegime.LargeInputs)
        {
            _random.Fill(values, -scale, scale);
        }
        else
        {
            for (int index = 0; index < length; index++)
            {
                values[index] = Next(scale);
            }
        }

        _type.Format().Round(values);
        return values;
    }

    private double Next(double scale) => _regime switch
    {
        ValueRegime.Tiny => _random.NextUniform(-1, 1) * Math.ScaleB(1, -_random.NextInt(10, 30)),
        ValueRegime.WholeNumbers => _random.NextInt(-3, 3),
        ValueRegime.Ties => _random.NextOf(0.0, double.NegativeZero, 1, -1, 0.5, -0.5),
        ValueRegime.Subnormal => _random.NextInt(-9, 9) * Math.ScaleB(_type.SmallestSubnormal(), _random.NextInt(0, _doublings)),
        ValueRegime.Sparse => _random.NextChance(0.75) ? 0 : _random.NextUniform(-2, 2),
        _ => throw new InvalidOperationException($"No values for the regime {_regime}."),
    };
}
