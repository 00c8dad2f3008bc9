using RnnEquivalence.Generation;
using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Kills;

/// <summary>How much there is to read of a case.</summary>
/// <param name="TimeSteps">T.</param>
/// <param name="BatchSize">N.</param>
/// <param name="InputSize">I.</param>
/// <param name="HiddenSize">H.</param>
/// <param name="Layers">L.</param>
/// <param name="Direction">The direction.</param>
/// <param name="HasLengths">Whether the rows have lengths.</param>
/// <param name="Numbers">How many numbers are not zero, of all parameters, inputs, states and upstream gradients.</param>
internal sealed record CaseSize(
    int TimeSteps, int BatchSize, int InputSize, int HiddenSize, int Layers, Direction Direction, bool HasLengths, int Numbers)
{
    /// <summary>The size of a case.</summary>
    public static CaseSize Of(RecurrentCase trial) => new(
        trial.TimeSteps,
        trial.BatchSize,
        trial.InputSize,
        trial.HiddenSize,
        trial.Architecture.Layers,
        trial.Architecture.Direction,
        trial.Input.Lengths is not null,
        CaseTensors.Read(trial).Sum(tensor => tensor.Count(value => value != 0)));

    /// <summary>Whether a size is at most as large in every respect.</summary>
    public bool Includes(CaseSize other) => Larger(this, other) == this;

    /// <summary>The size in a few words: T=2 N=1 I=1 H=1 L=2, bidirectional, lengths.</summary>
    public override string ToString() => string.Join(' ', Sizes()) + string.Concat(Features());

    /// <summary>The larger of two sizes in each respect.</summary>
    public static CaseSize Larger(CaseSize one, CaseSize other) => Combine(one, other, Math.Max);

    /// <summary>The smaller of two sizes in each respect.</summary>
    public static CaseSize Smaller(CaseSize one, CaseSize other) => Combine(one, other, Math.Min);

    private static CaseSize Combine(CaseSize one, CaseSize other, Func<int, int, int> choose) => new(
        choose(one.TimeSteps, other.TimeSteps),
        choose(one.BatchSize, other.BatchSize),
        choose(one.InputSize, other.InputSize),
        choose(one.HiddenSize, other.HiddenSize),
        choose(one.Layers, other.Layers),
        (Direction)choose((int)one.Direction, (int)other.Direction),
        choose(one.HasLengths ? 1 : 0, other.HasLengths ? 1 : 0) == 1,
        choose(one.Numbers, other.Numbers));

    private IEnumerable<string> Sizes() => new[] { ("T", TimeSteps), ("N", BatchSize), ("I", InputSize), ("H", HiddenSize), ("L", Layers) }
        .Where(size => size is (not "L", _) or (_, > 1))
        .Select(size => $"{size.Item1}={size.Item2}");

    private IEnumerable<string> Features()
    {
        if (Direction != Direction.Forward)
        {
            yield return Direction == Direction.Reverse ? ", reverse" : ", bidirectional";
        }

        if (HasLengths)
        {
            yield return ", lengths";
        }
    }
}
