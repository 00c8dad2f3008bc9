using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>
/// Draws whole cases. Sizes are skewed to the small and to the edges where kernels change their ways (1, 2, 3, powers
/// of two and their neighbours); every gate's weights, W and R, and both biases are drawn independently for every layer and
/// direction, are signed, and are not zero by default: equal gates and zero states have hidden real faults for years.
/// </summary>
public static class CaseGenerator
{
    private static readonly ConcurrentDictionary<CaseRecipe, Arbitrary<RecurrentCase>> Arbitraries = new();

    /// <summary>The generator and shrinker of the cases that a recipe asks for.</summary>
    public static Arbitrary<RecurrentCase> Arbitrary(CaseRecipe recipe) => Arbitraries.GetOrAdd(recipe, Create);

    /// <summary>Draws one case.</summary>
    /// <param name="recipe">What is wanted.</param>
    /// <param name="random">Where the numbers come from.</param>
    /// <param name="size">1 to 100; small sizes give small shapes.</param>
    public static RecurrentCase Draw(CaseRecipe recipe, RandomSource random, int size)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(random);

        CellVariant variant = recipe.Variants[random.NextInt(0, recipe.Variants.Count - 1)];
        int layers = DrawLayers(recipe, random);
        Direction direction = recipe.Directions[random.NextInt(0, recipe.Directions.Count - 1)];
        CaseShape shape = CaseShape.Draw(recipe, random, size, variant, layers * (direction == Direction.Bidirectional ? 2 : 1));
        ValueRegime regime = recipe.Regime ?? DrawRegime(recipe, random, noTies: recipe.NoTies && variant.HasKinks);
        RecurrentArchitecture architecture = DrawArchitecture(recipe, random, variant, shape, layers, direction);

        var values = new ValueSource(random, recipe.ElementType, regime, shape.InputSize + shape.HiddenSize);
        var parameters = new RecurrentParameters(
            layers, architecture.Directions, (layer, _) => DrawCell(recipe, values, architecture, layer));
        Sequence x = values.Input(shape.TimeSteps, shape.BatchSize, shape.InputSize);
        RecurrentState? state = DrawState(recipe, random, values, architecture, shape.BatchSize);
        int[]? lengths = DrawLengths(recipe, random, shape);
        return new RecurrentCase(
            architecture,
            parameters,
            new RecurrentInput(lengths is null ? x : Pad(x, lengths, DrawPadding(random)), state, lengths),
            recipe.Upstream ? DrawUpstream(values, architecture, shape) : null);
    }

    private static Arbitrary<RecurrentCase> Create(CaseRecipe recipe)
    {
        Gen<int> bits = Gen.Choose(int.MinValue, int.MaxValue);
        Gen<RecurrentCase> generator = Gen.Sized(size =>
            from high in bits
            from low in bits
            select Draw(recipe, new RandomSource(((ulong)(uint)high << 32) | (uint)low), size));
        return Arb.From(generator, trial => CaseShrinker.Shrink(recipe, trial));
    }

    private static RecurrentArchitecture DrawArchitecture(
        CaseRecipe recipe, RandomSource random, CellVariant variant, CaseShape shape, int layers, Direction direction)
    {
        (bool inputBias, bool recurrentBias) = recipe.TensorFlow ? (true, false) : recipe.AlwaysBothBiases ? (true, true) : DrawBiases(random);

        // Libraries without a forget bias take it into b_h, so that it stands there alone.
        bool forgetBias = variant.Cell == RecurrentCell.Lstm && !variant.Has(BackendFeatures.CoupledGates)
            && (recipe.TensorFlow || (!recurrentBias && random.NextChance(0.5)));
        bool others = variant.Has(BackendFeatures.OtherActivations);
        return new RecurrentArchitecture
        {
            Cell = variant.Cell,
            ElementType = recipe.ElementType,
            InputSize = shape.InputSize,
            HiddenSize = shape.HiddenSize,
            Layers = layers,
            Direction = direction,
            HasInputBias = inputBias,
            HasRecurrentBias = recurrentBias,
            ForgetBias = forgetBias ? DrawForgetBias(recipe.ElementType, random) : 0,
            Activations = variant.Has(BackendFeatures.RectifiedRnn) ? CellActivations.Rectified
                : others ? ActivationSource.Draw(recipe, random, variant.Cell) : CellActivations.Usual,
            ReverseActivations = others && direction == Direction.Bidirectional && random.NextChance(0.7)
                ? ActivationSource.Draw(recipe, random, variant.Cell) : null,
            HasPeepholes = variant.Has(BackendFeatures.Peepholes),
            CouplesGates = variant.Has(BackendFeatures.CoupledGates),
            ActivationClip = variant.Has(BackendFeatures.ActivationClip) ? DrawClip(recipe, random) : null,
            CellClip = variant.Has(BackendFeatures.CellClip) ? DrawClip(recipe, random) : null,
            ProjectionSize = variant.Has(BackendFeatures.Projection) ? random.NextInt(1, Math.Max(1, shape.HiddenSize - 1)) : null,
            BatchFirst = random.NextChance(0.5),
        };
    }

    private static CellParameters DrawCell(CaseRecipe recipe, ValueSource values, RecurrentArchitecture network, int layer)
    {
        int units = network.HiddenSize;
        return new CellParameters(
            network.Gates,
            gate => new GateParameters(
                layer > 0 && recipe.Contractive
                    ? values.WeightsWithin(units, network.InputSizeOf(layer), 0.3, 1.5)
                    : values.Weights(units, network.InputSizeOf(layer)),
                recipe.Contractive ? values.WeightsWithin(units, network.StateSize, 0.2, 0.9) : values.Weights(units, network.StateSize),
                network.HasInputBias ? values.Bias(units) : null,
                network.HasRecurrentBias ? values.Bias(units) : null,
                network.HasPeepholes && gate.HasPeephole() ? values.Peephole(units) : null),
            network.ProjectionSize is { } features ? values.WeightsWithin(features, units, 0.3, 1) : null);
    }

    private static RecurrentState? DrawState(
        CaseRecipe recipe, RandomSource random, ValueSource values, RecurrentArchitecture network, int batch)
    {
        if (!recipe.AlwaysInitialState && random.NextChance(0.25))
        {
            return null;
        }

        if (random.NextChance(0.08))
        {
            return RecurrentState.Zero(network, batch);
        }

        bool alone = recipe.HiddenStateAlone && random.NextChance(0.2);
        return new RecurrentState(network.Layers, network.Directions, (_, _) => new CellState(
            values.HiddenState(batch, network.StateSize),
            network.Cell.HasCellState() && !alone ? values.CellState(batch, network.HiddenSize) : null));
    }

    private static UpstreamGradients DrawUpstream(ValueSource values, RecurrentArchitecture network, CaseShape shape) => new(
        values.Upstream(shape.TimeSteps, shape.BatchSize, network.OutputSize),
        [.. Enumerable.Range(0, network.Cells).Select(_ => values.Upstream(1, shape.BatchSize, network.StateSize).Step(0))],
        network.Cell.HasCellState()
            ? [.. Enumerable.Range(0, network.Cells).Select(_ => values.Upstream(1, shape.BatchSize, network.HiddenSize).Step(0))]
            : null);

    private static int DrawLayers(CaseRecipe recipe, RandomSource random) =>
        Math.Clamp(
            random.NextUnit() switch { < 0.45 => 1, < 0.75 => 2, < 0.95 => 3, _ => 4 },
            recipe.MinimumLayers,
            recipe.MaximumLayers);

    private static (bool Input, bool Recurrent) DrawBiases(RandomSource random) => random.NextUnit() switch
    {
        < 0.55 => (true, true),
        < 0.70 => (true, false),
        < 0.85 => (false, true),
        _ => (false, false),
    };

    private static ValueRegime DrawRegime(CaseRecipe recipe, RandomSource random, bool noTies) => random.NextUnit() switch
    {
        < 0.55 => ValueRegime.Ordinary,
        < 0.65 => recipe.NoTinyValues ? ValueRegime.Ordinary : ValueRegime.Tiny,

        // Where everything is saturated, gradients have no digits.
        < 0.75 => recipe.Upstream && random.NextChance(0.7) ? ValueRegime.Ordinary : ValueRegime.Saturating,
        _ when noTies => ValueRegime.Ordinary,
        < 0.87 => ValueRegime.WholeNumbers,
        _ => ValueRegime.Sparse,
    };

    private static double DrawForgetBias(ElementType type, RandomSource random) =>
        random.NextChance(0.25) ? 1 : type.Round(random.NextUniform(-3, 3));

    private static double DrawClip(CaseRecipe recipe, RandomSource random) => recipe.ElementType.Round(random.NextUniform(0.2, 3));

    private static int[]? DrawLengths(CaseRecipe recipe, RandomSource random, CaseShape shape)
    {
        if (recipe.Lengths == RowLengths.Full || (recipe.Lengths != RowLengths.AlwaysRagged && random.NextChance(0.3)))
        {
            return null;
        }

        int most = random.NextChance(0.25) ? random.NextInt(1, shape.TimeSteps) : shape.TimeSteps;
        bool zeros = recipe.Lengths == RowLengths.RaggedOrZero && random.NextChance(0.4);
        bool allZero = zeros && random.NextChance(0.15);
        var lengths = new int[shape.BatchSize];
        for (int row = 0; row < lengths.Length; row++)
        {
            lengths[row] = allZero || (zeros && random.NextChance(0.4)) ? 0 : random.NextInt(1, most);
        }

        switch (random.NextUnit())
        {
            case < 0.08:
                Array.Fill(lengths, shape.TimeSteps);
                break;
            case < 0.3:
                Array.Sort(lengths, (a, b) => b.CompareTo(a));
                break;
        }

        return lengths;
    }

    /// <summary>What stands behind the end of a row: nothing may ever depend on it.</summary>
    private static double DrawPadding(RandomSource random) => random.NextUnit() switch
    {
        < 0.4 => double.NaN,
        < 0.6 => Math.ScaleB(1, 120),
        < 0.7 => double.NegativeInfinity,
        _ => 0.5,
    };

    private static Sequence Pad(Sequence x, int[] lengths, double padding) => Sequence.Create(
        x.TimeSteps, x.BatchSize, x.Features, (time, row, feature) => time < lengths[row] ? x[time, row, feature] : padding);
}
