using System.Globalization;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Tests.Accuracy;

/// <summary>What was measured at one place of a backend.</summary>
/// <param name="Backend">The class of the backend.</param>
/// <param name="Engine">Its name, with the versions.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Place">The function and its place.</param>
/// <param name="Shape">How many arguments each call had.</param>
/// <param name="Instructions">What the engine was allowed to use.</param>
/// <param name="Density">Which arguments there were.</param>
/// <param name="Arguments">How many.</param>
/// <param name="Relative">
/// The error relative to the result, in u; beyond what is declared to be lost to underflow, as are the others.
/// </param>
/// <param name="Absolute">The error in u.</param>
/// <param name="Declared">What was declared when it was measured, and is granted in what follows.</param>
/// <param name="NeededRelative">
/// What <see cref="ActivationAccuracy.Relative"/> has to be, the two others being as declared; likewise below.
/// </param>
/// <param name="NeededAbsolute">What <see cref="ActivationAccuracy.Absolute"/> has to be.</param>
/// <param name="NeededUnderflow">What <see cref="ActivationAccuracy.Underflow"/> has to be.</param>
/// <param name="Outside">How many results were beyond ±1 or 0 and 1, or of the wrong sign.</param>
/// <param name="ZeroAt">Of the arguments whose result is 0 the largest |x| of a tanh, the smallest of a σ, or infinity.</param>
/// <param name="OneAt">The smallest |x| whose result is ±1 or beyond.</param>
internal sealed record AccuracyRow(
    string Backend,
    string Engine,
    RecurrentCell Cell,
    string Place,
    BatchShape Shape,
    string Instructions,
    Density Density,
    long Arguments,
    Extreme Relative,
    Extreme Absolute,
    ActivationAccuracy Declared,
    Extreme NeededRelative,
    Extreme NeededAbsolute,
    Extreme NeededUnderflow,
    long Outside,
    double ZeroAt,
    double OneAt)
{
    /// <summary>The names of the fields, as the first line of the file has them.</summary>
    public const string Header =
        "backend,engine,cell,place,N,H,instructions,density,arguments,relative,at,absolute,at,"
        + "declared relative,declared absolute,declared underflow,"
        + "needed relative,at,needed absolute,at,needed underflow,at,outside,zero at,one at";

    /// <summary>Whether the function is tanh, and not σ.</summary>
    public bool IsTanh => Place.StartsWith("tanh", StringComparison.Ordinal);

    /// <summary>What tells a row from others; a later measurement takes the place of an earlier one.</summary>
    public (string Backend, RecurrentCell Cell, string Place, BatchShape Shape, string Instructions) Key =>
        (Backend, Cell, Place, Shape, Instructions);

    /// <summary>Measures one place.</summary>
    public static AccuracyRow Measured(
        IRecurrentBackend backend, Place place, BatchShape shape, Density density, int thinning, ulong seed, int workers)
    {
        var plan = new ArgumentPlan(place, backend.Traits.ElementType, density, thinning, seed);
        AccuracyMeter meter = AccuracySweep.Run(backend, place, shape, plan, workers);
        return new AccuracyRow(
            backend.GetType().Name,
            backend.Name.Replace(',', ';'),
            place.Cell,
            place.Name,
            shape,
            Accuracy.Instructions.Description,
            density,
            plan.Count,
            meter.Relative,
            meter.Absolute,
            place.DeclaredIn(backend.Traits),
            meter.NeededRelative,
            meter.NeededAbsolute,
            meter.NeededUnderflow,
            meter.Outside,
            meter.ZeroAt,
            meter.OneAt);
    }

    /// <summary>The row that is written in a line of <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static AccuracyRow Parse(string line)
    {
        string[] fields = line.Split(',');
        int expected = Header.Split(',').Length;
        if (fields.Length != expected)
        {
            throw new FormatException($"A row of an accuracy table has {expected} fields, but \"{line}\" has {fields.Length}.");
        }

        return new AccuracyRow(
            fields[0],
            fields[1],
            Enum.Parse<RecurrentCell>(fields[2]),
            fields[3],
            new BatchShape((int)Number(4), (int)Number(5)),
            fields[6],
            Enum.Parse<Density>(fields[7]),
            (long)Number(8),
            At(9),
            At(11),
            new ActivationAccuracy(Number(13), Number(14), Number(15)),
            At(16),
            At(18),
            At(20),
            (long)Number(22),
            Number(23),
            Number(24));

        double Number(int field) => double.TryParse(fields[field], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new FormatException(
                $"Field {field + 1} of a row of an accuracy table is a number, but in \"{line}\" it is \"{fields[field]}\".");

        Extreme At(int field) => new(Number(field), Number(field + 1));
    }

    /// <summary>The row as comma-separated values. Errors have four digits, rounded up; arguments are written in full.</summary>
    public override string ToString() => string.Join(',', new[]
    {
        Backend, Engine, $"{Cell}", Place, Whole(Shape.Rows), Whole(Shape.Units), Instructions, $"{Density}", Whole(Arguments),
        Error(Relative), Full(Relative.At), Error(Absolute), Full(Absolute.At),
        Full(Declared.Relative), Full(Declared.Absolute), Full(Declared.Underflow),
        Error(NeededRelative), Full(NeededRelative.At), Error(NeededAbsolute), Full(NeededAbsolute.At),
        Error(NeededUnderflow), Full(NeededUnderflow.At),
        Whole(Outside), Full(ZeroAt), Full(OneAt),
    });

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Full(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Error(Extreme extreme)
    {
        if (extreme.Error == 0 || !double.IsFinite(extreme.Error))
        {
            return Full(extreme.Error);
        }

        double unit = Math.Pow(10, Math.Floor(Math.Log10(extreme.Error)) - 3);
        return (Math.Ceiling(extreme.Error / unit) * unit).ToString("G4", CultureInfo.InvariantCulture);
    }
}
