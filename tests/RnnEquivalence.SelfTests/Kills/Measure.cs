using RnnEquivalence.Verdicts;

namespace RnnEquivalence.SelfTests.Kills;

/// <summary>What counts as too far apart, for one case after another.</summary>
internal abstract class Measure(string name)
{
    /// <summary>2⁻²³, the distance from 1 to the next float32.</summary>
    private const double Epsilon = 1.0 / (1 << 23);

    /// <summary>A new set of the measures that mutants are judged by.</summary>
    /// <remarks>
    /// The tolerances of others: PyTorch's test of its CPU against cuDNN (atol 5·10⁻⁵), its <c>assert_close</c> in float32 (rtol 1.3·10⁻⁶,
    /// atol 10⁻⁵), ONNX's node tests (rtol 10⁻³, atol 10⁻⁷), and MIOpen's norm over a whole tensor (80 eps).
    /// </remarks>
    public static Measure[] All() =>
    [
        Bound(), new Multiple("10x", 10), new Multiple("100x", 100),
        new Tolerance("atol 5e-5", 0, 5e-5), new Tolerance("rtol 1.3e-6 atol 1e-5", 1.3e-6, 1e-5),
        new Tolerance("rtol 1e-3 atol 1e-7", 1e-3, 1e-7),
        new RelativeNorm("L2 80 eps", 80 * Epsilon),
    ];

    /// <summary>The suite's own measure: any number beyond its bound.</summary>
    public static Measure Bound() => new Multiple("1x", 1);

    /// <summary>The names of all measures.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All().Select(measure => measure.Name)];

    /// <summary>How a table calls it.</summary>
    public string Name { get; } = name;

    /// <summary>Takes an element of the current case into account.</summary>
    public abstract void Sees(Element element);

    /// <summary>Ends the current case.</summary>
    /// <returns>Whether it was too far off.</returns>
    public abstract bool EndCase();

    /// <summary>A measure of each element by itself.</summary>
    private abstract class OfElements(string name) : Measure(name)
    {
        private bool _refuted;

        public override void Sees(Element element) => _refuted |= !IsNear(element);

        public override bool EndCase()
        {
            bool refuted = _refuted;
            _refuted = false;
            return refuted;
        }

        protected abstract bool IsNear(Element element);
    }

    /// <summary>The suite's own bound, so many times.</summary>
    private sealed class Multiple(string name, double factor) : OfElements(name)
    {
        protected override bool IsNear(Element element) =>
            element.Error == 0 || element.Error <= factor * element.Bound * Verdict.BoundRounding;
    }

    /// <summary>|actual − expected| ≤ atol + rtol·|expected|.</summary>
    private sealed class Tolerance(string name, double relative, double absolute) : OfElements(name)
    {
        protected override bool IsNear(Element element) => element.Error <= absolute + (relative * Math.Abs(element.Expected));
    }

    /// <summary>‖actual − expected‖ ≤ limit·‖expected‖, each tensor by itself.</summary>
    private sealed class RelativeNorm(string name, double limit) : Measure(name)
    {
        private readonly Dictionary<string, (double Error, double Expected)> _squares = [];

        public override void Sees(Element element)
        {
            (double error, double expected) = _squares.GetValueOrDefault(element.Quantity);
            _squares[element.Quantity] = (error + (element.Error * element.Error), expected + (element.Expected * element.Expected));
        }

        public override bool EndCase()
        {
            bool refuted = _squares.Values.Any(squares => !(squares.Error <= limit * limit * squares.Expected));
            _squares.Clear();
            return refuted;
        }
    }
}
