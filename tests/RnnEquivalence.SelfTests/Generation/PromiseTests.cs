using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Generation;

/// <summary>
/// What a backend declares it is asked for: each thing that a declaration can promise is drawn, and each of them together with each other.
/// A promise that nothing draws would be believed.
/// </summary>
public sealed class PromiseTests
{
    private const int Cases = 40_000;

    /// <summary>In how many of all cases each pair of promises has to occur.</summary>
    private const int LeastOfAPair = 5;

    private static readonly CaseRecipe Networks = Recipes.Networks(Declared.Everything(ElementType.Float32));

    /// <summary>When a case asks for what a feature promises; those of nothing at all have laws of their own.</summary>
    private static readonly Dictionary<CellFeatures, Func<RecurrentCase, bool>> Features = new()
    {
        [CellFeatures.Layers] = trial => trial.Architecture.Layers > 1,
        [CellFeatures.Reverse] = trial => trial.Architecture.Direction == Direction.Reverse,
        [CellFeatures.Bidirectional] = trial => trial.Architecture.Direction == Direction.Bidirectional,
        [CellFeatures.Lengths] = trial => trial.Input.Lengths is not null,
        [CellFeatures.ZeroLengths] = trial => trial.Input.Lengths?.Contains(0) == true,
        [CellFeatures.HiddenStateAlone] = trial =>
            trial.Architecture.Cell.HasCellState() && trial.Input.InitialState is { HasCell: false },
        [CellFeatures.RectifiedRnn] = trial =>
            trial.Architecture.Cell == RecurrentCell.Rnn && trial.Architecture.Activations == CellActivations.Rectified,
        [CellFeatures.Peepholes] = trial => trial.Architecture.HasPeepholes,
        [CellFeatures.CoupledGates] = trial => trial.Architecture.CouplesGates,
        [CellFeatures.ActivationClip] = trial => trial.Architecture.ActivationClip is not null,
        [CellFeatures.CellClip] = trial => trial.Architecture.CellClip is not null,
        [CellFeatures.Projection] = trial => trial.Architecture.ProjectionSize is not null,
        [CellFeatures.OtherActivations] = trial => trial.Architecture.Activations != CellActivations.Usual
            && trial.Architecture.Activations != CellActivations.Rectified,
        [CellFeatures.ForgetBias] = trial => trial.Architecture.ForgetBias != 0,
    };

    private static readonly CellFeatures[] OfLawsOfTheirOwn =
        [CellFeatures.EmptyBatch, CellFeatures.EmptySequence, CellFeatures.Gradients];

    /// <summary>Every promise, by name.</summary>
    private static readonly Dictionary<string, Func<RecurrentCase, bool>> Promises = new(
    [
        .. Features.Select(feature => KeyValuePair.Create(feature.Key.ToString(), feature.Value)),
        .. new[] { BiasForms.None, BiasForms.Input, BiasForms.Recurrent, BiasForms.Both }
            .Select(form => Promise($"biases: {form}", trial => CellDomain.FormOf(trial.Architecture) == form)),
        Promise("state: absent", trial => trial.Input.InitialState is null),
        Promise("state: given", trial => trial.Input.InitialState is not null),
        Promise("layout: batch first", trial => trial.Architecture.BatchFirst),
        Promise("layout: time first", trial => !trial.Architecture.BatchFirst),
        .. RecurrentCells.All.Select(cell => Promise($"cell: {cell}", trial => trial.Architecture.Cell == cell)),
    ]);

    private static readonly Lazy<RecurrentCase[]> Drawn = new(() =>
        [.. Enumerable.Range(0, Cases).Select(number =>
            CaseGenerator.Draw(Networks with { Budget = 200 }, new RandomSource((ulong)number), 1 + (number % 100)))]);

    [Fact]
    public void EveryFeature_IsOneThatACaseCanAskFor() =>
        Features.Keys.Concat(OfLawsOfTheirOwn).Should().BeEquivalentTo(Enum.GetValues<CellFeatures>().Except([CellFeatures.None]));

    [Fact]
    public void EveryPairOfPromises_IsDrawn() => Missing(Drawn.Value).Should().BeEmpty();

    /// <summary>The forget bias beside b_h was promised for long, and never drawn.</summary>
    [Fact]
    public void PromiseThatIsNotDrawn_IsNoticed() =>
        Missing([.. Drawn.Value.Where(trial => trial.Architecture.ForgetBias == 0 || !trial.Architecture.HasRecurrentBias)])
            .Should().Contain(["ForgetBias and biases: Both", "ForgetBias and biases: Recurrent"]);

    private static IEnumerable<string> Missing(IReadOnlyList<RecurrentCase> cases)
    {
        string[] names = [.. Promises.Keys];
        bool[][] kept = [.. cases.Select(trial => names.Select(name => Promises[name](trial)).ToArray())];
        for (int one = 0; one < names.Length; one++)
        {
            for (int other = one + 1; other < names.Length; other++)
            {
                if (!Exclude(names[one], names[other]) && kept.Count(of => of[one] && of[other]) < LeastOfAPair)
                {
                    yield return $"{names[one]} and {names[other]}";
                }
            }
        }
    }

    private static bool Exclude(string one, string other)
    {
        string[] both = [one, other];
        return (one.Split(": ") is [{ } kind, _] && other.StartsWith($"{kind}: ", StringComparison.Ordinal))
            || Are("Reverse", "Bidirectional")
            || Are("HiddenStateAlone", "state: absent")
            || Are("RectifiedRnn", "OtherActivations")
            || Are("CoupledGates", "ForgetBias")
            || OfAnotherCell();

        bool Are(string first, string second) => both.Contains(first) && both.Contains(second);

        bool OfAnotherCell()
        {
            string? cell = both.FirstOrDefault(name => name.StartsWith("cell: ", StringComparison.Ordinal))?["cell: ".Length..];
            bool ofLstm = both.Any(name => Enum.TryParse(name, out CellFeatures feature) && (feature & OfTheLstm) != 0);
            bool ofRnn = both.Contains(nameof(CellFeatures.RectifiedRnn));
            return (ofLstm && ofRnn)
                || (cell is not null && ofLstm && cell != nameof(RecurrentCell.Lstm))
                || (cell is not null && ofRnn && cell != nameof(RecurrentCell.Rnn));
        }
    }

    private const CellFeatures OfTheLstm = CellFeatures.HiddenStateAlone | CellFeatures.Peepholes | CellFeatures.CoupledGates
        | CellFeatures.CellClip | CellFeatures.Projection | CellFeatures.ForgetBias;

    private static KeyValuePair<string, Func<RecurrentCase, bool>> Promise(string name, Func<RecurrentCase, bool> isAskedFor) =>
        KeyValuePair.Create(name, isAskedFor);
}
