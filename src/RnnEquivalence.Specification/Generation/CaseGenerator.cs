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
    private const int MostAttempts = 1_000;

    private static readonly ConcurrentDictionary<CaseRecipe, Arbitrary<RecurrentCase>> Arbitraries = new();

    /// <summary>The generator and shrinker of the cases that a recipe asks for.</summary>
    public static Arbitrary<RecurrentCase> Arbitrary(CaseRecipe recipe) => Arbitraries.GetOrAdd(recipe, Create);

    /// <summary>Draws one case.</summary>
    /// <param name="recipe">What is wanted.</param>
    /// <param name="random">Where the numbers come from.</param>
    /// <param name="size">1 to 100; small sizes give small shapes.</param>
    /// <exception cref="InvalidOperationException">Case after case is not what the recipe or the domain's rule demands.</exception>
    public static RecurrentCase Draw(CaseRecipe recipe, RandomSource random, int size)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(random);

        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            // A rule may take no large sizes at all.
            CaseRecipe asked = recipe.Sizes is { } sizes && attempt >= 3 ? recipe with { Sizes = sizes.Reduced(attempt / 3) } : recipe;
            RecurrentCase trial = Completed(recipe, random, DrawOne(asked, random, size));
            if (recipe.Allows(trial))
            {
                return trial;
            }
        }

        CellDomain[] domains = [.. recipe.Variants.Select(variant => recipe.Traits.Of(variant.Cell).Domain).Distinct()];
        throw new InvalidOperationException(
            $"Of {MostAttempts} cases that were drawn, not one is what a law needs "
            + $"and within the declared domain ({string.Join("; ", domains.AsEnumerable())}).");
    }

    /// <summary>
    /// Families of cases of which each has the architecture and the shape of the first, which is drawn as any other case, and numbers, a
    /// state and lengths of its own.
    /// </summary>
    internal static Gen<CaseFamily> Families(CaseRecipe recipe, int members) => Drawn((bits, size) =>
    {
        RecurrentCase first = Draw(recipe, new RandomSource(bits), size);
        return new CaseFamily(
            Enumerable.Range(0, members).Select(member => member == 0 ? first : DrawAlike(recipe, first, bits, member)), members);
    });

    private static RecurrentCase DrawAlike(CaseRecipe recipe, RecurrentCase first, ulong bits, int member)
    {
        var random = new RandomSource(new RandomSource(bits + (ulong)member).NextBits());
        var shape = new CaseShape(first.TimeSteps, first.BatchSize, first.InputSize, first.HiddenSize);
        CellVariant variant = recipe.Variants.First(one => one.IsOf(first.Architecture));
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            ValueRegime regime = recipe.Regime ?? DrawRegime(recipe, random, variant);
            RecurrentCase trial = Completed(recipe, random, DrawNumbers(recipe, random, first.Architecture, shape, regime));
            if (recipe.Allows(trial))
            {
                return trial;
            }
        }

        return first;
    }

    private static RecurrentCase Completed(CaseRecipe recipe, RandomSource random, RecurrentCase drawn)
    {
        RecurrentCase trial = recipe.Made?.Invoke(drawn) ?? drawn;
        return recipe.Steps is { } steps ? trial.With(steps)
            : recipe.History > 0 ? trial.With(HistorySource.Draw(recipe, random, trial)) : trial;
    }

    private static RecurrentCase DrawOne(CaseRecipe recipe, RandomSource random, int size)
    {
        CellVariant variant = DrawVariant(recipe, random);
        CellTraits cell = recipe.Traits.Of(variant.Cell);
        int layers = DrawLayers(recipe, cell, random);
        Direction direction = random.NextOf<Direction>([.. recipe.DirectionsOf(cell)]);
        CaseShape shape = CaseShape.Draw(recipe, random, size, variant, layers * (direction == Direction.Bidirectional ? 2 : 1));
        ValueRegime regime = recipe.Regime ?? DrawRegime(recipe, random, variant);
        RecurrentArchitecture architecture = DrawArchitecture(recipe, random, variant, shape, layers, direction);
        return DrawNumbers(recipe, random, architecture, shape, regime);
    }

    private static RecurrentCase DrawNumbers(
        CaseRecipe recipe, RandomSource random, RecurrentArchitecture architecture, CaseShape shape, ValueRegime regime)
    {
        CellTraits cell = recipe.Traits.Of(architecture.Cell);
        var values = new ValueSource(random, recipe.ElementType, regime, shape.InputSize + shape.HiddenSize);
        var parameters = new RecurrentParameters(
            architecture.Layers, architecture.Directions, (layer, _) => DrawCell(recipe, values, architecture, layer));
        Sequence x = values.Input(shape.TimeSteps, shape.BatchSize, shape.InputSize);
        RecurrentState? state = DrawState(recipe, cell, random, values, architecture, shape.BatchSize);
        int[]? lengths = DrawLengths(recipe.LengthsOf(cell), random, shape);
        return new RecurrentCase(
            architecture,
            parameters,
            new RecurrentInput(lengths is null ? x : Pad(x, lengths, DrawPadding(random)), state, lengths),
            recipe.Upstream ? DrawUpstream(values, architecture, shape) : null);
    }

    private static CellVariant DrawVariant(CaseRecipe recipe, RandomSource random)
    {
        CellVariant variant = random.NextOf<CellVariant>([.. recipe.Variants]);
        CellVariant[] others = !recipe.MixesOptions ? [] : [.. recipe.Variants.Where(other =>
            other.Cell == variant.Cell && !other.Has(variant.Options) && !variant.Has(other.Options) && CanBeMixed(other, variant))];
        return others.Length == 0 || random.NextChance(0.8) ? variant : variant.With(random.NextOf<CellVariant>(others).Options);
    }

    /// <summary>The rectifier is itself another function.</summary>
    private static bool CanBeMixed(CellVariant one, CellVariant other) =>
        ((one.Options | other.Options) & (CellFeatures.RectifiedRnn | CellFeatures.OtherActivations))
        != (CellFeatures.RectifiedRnn | CellFeatures.OtherActivations);

    private static Arbitrary<RecurrentCase> Create(CaseRecipe recipe) => Arb.From(
        Drawn((bits, size) => Draw(recipe, new RandomSource(bits), size)), trial => CaseShrinker.Shrink(recipe, trial));

    private static Gen<T> Drawn<T>(Func<ulong, int, T> draw)
    {
        Gen<int> bits = Gen.Choose(int.MinValue, int.MaxValue);
        return Gen.Sized(size =>
            from high in bits
            from low in bits
            select draw(((ulong)(uint)high << 32) | (uint)low, size));
    }

    private static RecurrentArchitecture DrawArchitecture(
        CaseRecipe recipe, RandomSource random, CellVariant variant, CaseShape shape, int layers, Direction direction)
    {
        CellTraits cell = recipe.Traits.Of(variant.Cell);
        BiasForms biases = DrawBiases(recipe, cell.Domain, random);
        bool recurrentBias = biases is BiasForms.Recurrent or BiasForms.Both;

        // Libraries without a forget bias take it into b_h, where it stands alone or makes an exact sum with what is there.
        bool forgetBias = cell.Has(CellFeatures.ForgetBias) && !variant.Has(CellFeatures.CoupledGates)
            && (recipe.TensorFlow || random.NextChance(recurrentBias ? 0.25 : 0.5));
        bool isAddedUp = recurrentBias && !recipe.TensorFlow;
        bool others = variant.Has(CellFeatures.OtherActivations);
        return new RecurrentArchitecture
        {
            Cell = variant.Cell,
            ElementType = recipe.ElementType,
            InputSize = shape.InputSize,
            HiddenSize = shape.HiddenSize,
            Layers = layers,
            Direction = direction,
            HasInputBias = biases is BiasForms.Input or BiasForms.Both,
            HasRecurrentBias = recurrentBias,
            ForgetBias = !forgetBias ? 0 : isAddedUp ? random.NextInt(-24, 24) / 8.0 : DrawForgetBias(recipe.ElementType, random),
            Activations = variant.Has(CellFeatures.RectifiedRnn) ? CellActivations.Rectified
                : others ? ActivationSource.Draw(recipe.Traits, random, variant.Cell) : CellActivations.Usual,
            ReverseActivations = others && direction == Direction.Bidirectional && random.NextChance(0.7)
                ? ActivationSource.Draw(recipe.Traits, random, variant.Cell) : null,
            HasPeepholes = variant.Has(CellFeatures.Peepholes),
            CouplesGates = variant.Has(CellFeatures.CoupledGates),
            ActivationClip = variant.Has(CellFeatures.ActivationClip) ? DrawClip(recipe, random) : null,
            CellClip = variant.Has(CellFeatures.CellClip) ? DrawClip(recipe, random) : null,
            ProjectionSize = variant.Has(CellFeatures.Projection)
                ? cell.Domain.ProjectionSize.AtMost(random.NextInt(1, Math.Max(1, shape.HiddenSize - 1))) : null,
            BatchFirst = cell.Domain.Layouts == Layouts.Any ? random.NextChance(0.5) : cell.Domain.Layouts == Layouts.BatchFirst,
        };
    }

    private static CellParameters DrawCell(CaseRecipe recipe, ValueSource values, RecurrentArchitecture network, int layer)
    {
        int units = network.HiddenSize;

        double ofStates = recipe.StronglyContractive ? 0.6 : 0.9;
        double ofLayers = recipe.StronglyContractive ? 0.8 : 1.5;
        return new CellParameters(
            network.Gates,
            gate => new GateParameters(
                layer > 0 && recipe.Contractive
                    ? values.WeightsWithin(units, network.InputSizeOf(layer), 0.3, ofLayers)
                    : layer > 0 ? values.Weights(units, network.InputSizeOf(layer))
                    : values.InputWeights(units, network.InputSizeOf(layer)),
                recipe.Contractive
                    ? values.WeightsWithin(units, network.StateSize, 0.2, ofStates)
                    : values.Weights(units, network.StateSize),
                network.HasInputBias ? values.Bias(units) : null,
                !network.HasRecurrentBias ? null
                    : recipe.TensorFlow && network.HasInputBias ? new double[units]
                    : gate == Gate.Forget && network.ForgetBias != 0 ? Array.ConvertAll(values.Bias(units), ToEighths)
                    : values.Bias(units),
                network.HasPeepholes && gate.HasPeephole() ? values.Peephole(units) : null),
            network.ProjectionSize is { } features ? values.WeightsWithin(features, units, 0.3, 1) : null);
    }

    private static double ToEighths(double value) => Math.Round(value * 8) / 8;

    private static RecurrentState? DrawState(
        CaseRecipe recipe, CellTraits cell, RandomSource random, ValueSource values, RecurrentArchitecture network, int batch)
    {
        StateForms forms = recipe.States & cell.Domain.States;
        if (forms == StateForms.Absent || (forms == StateForms.Any && random.NextChance(0.25)))
        {
            return null;
        }

        if (random.NextChance(0.08))
        {
            return RecurrentState.Zero(network, batch);
        }

        bool alone = cell.Has(CellFeatures.HiddenStateAlone) && random.NextChance(0.2);
        return new RecurrentState(network.Layers, network.Directions, (_, _) => new CellState(
            values.HiddenState(batch, network.StateSize),
            network.Cell.HasCellState() && !alone ? values.CellState(batch, network.HiddenSize, recipe.CellStates) : null));
    }

    private static UpstreamGradients DrawUpstream(ValueSource values, RecurrentArchitecture network, CaseShape shape) => new(
        values.Upstream(shape.TimeSteps, shape.BatchSize, network.OutputSize),
        [.. Enumerable.Range(0, network.Cells).Select(_ => values.Upstream(1, shape.BatchSize, network.StateSize).Step(0))],
        network.Cell.HasCellState()
            ? [.. Enumerable.Range(0, network.Cells).Select(_ => values.Upstream(1, shape.BatchSize, network.HiddenSize).Step(0))]
            : null);

    private static int DrawLayers(CaseRecipe recipe, CellTraits cell, RandomSource random) =>
        recipe.Sizes is not null ? random.NextInt(recipe.MinimumLayers, Math.Max(recipe.MinimumLayers, recipe.MaximumLayersOf(cell)))
        : Math.Clamp(
            random.NextUnit() switch { < 0.45 => 1, < 0.75 => 2, < 0.95 => 3, _ => 4 },
            recipe.MinimumLayers,
            Math.Max(recipe.MinimumLayers, recipe.MaximumLayersOf(cell)));

    private static BiasForms DrawBiases(CaseRecipe recipe, CellDomain domain, RandomSource random)
    {
        BiasForms allowed = recipe.Biases & domain.Biases;
        if (allowed == 0)
        {
            throw new InvalidOperationException($"A law needs biases {recipe.Biases}, but the declared domain has {domain.Biases}.");
        }

        if (recipe.TensorFlow)
        {
            // Its one bias stands in the place of either; where there have to be both, b_h is zero.
            return new[] { BiasForms.Input, BiasForms.Recurrent, BiasForms.Both, BiasForms.None }.First(form => allowed.HasFlag(form));
        }

        BiasForms drawn;
        do
        {
            drawn = random.NextUnit() switch
            {
                < 0.55 => BiasForms.Both,
                < 0.70 => BiasForms.Input,
                < 0.85 => BiasForms.Recurrent,
                _ => BiasForms.None,
            };
        }
        while (!allowed.HasFlag(drawn));

        return drawn;
    }

    private static ValueRegime DrawRegime(CaseRecipe recipe, RandomSource random, CellVariant variant) => random.NextUnit() switch
    {
        < 0.55 => ValueRegime.Ordinary,

        // Functions that are accurate relative to 1 keep no digits of what is tiny.
        < 0.65 => recipe.Traits.PrecisionOf(variant.Cell).KeepsTinyValues ? ValueRegime.Tiny : ValueRegime.Ordinary,

        // Where everything is saturated, gradients have no digits.
        < 0.75 => (recipe.Upstream || recipe.History > 0) && random.NextChance(0.7) ? ValueRegime.Ordinary : ValueRegime.Saturating,
        _ when recipe.NoTies && variant.HasKinks => ValueRegime.Ordinary,
        < 0.87 => ValueRegime.WholeNumbers,
        _ => ValueRegime.Sparse,
    };

    private static double DrawForgetBias(ElementType type, RandomSource random) =>
        random.NextChance(0.25) ? 1 : type.Round(random.NextUniform(-3, 3));

    private static double DrawClip(CaseRecipe recipe, RandomSource random) => recipe.ElementType.Round(random.NextUniform(0.2, 3));

    private static int[]? DrawLengths(RowLengths wanted, RandomSource random, CaseShape shape)
    {
        if (wanted == RowLengths.Full || (wanted != RowLengths.AlwaysRagged && random.NextChance(0.3)))
        {
            return null;
        }

        int most = random.NextChance(0.25) ? random.NextInt(1, shape.TimeSteps) : shape.TimeSteps;
        bool zeros = wanted == RowLengths.RaggedOrZero && random.NextChance(0.4);
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
