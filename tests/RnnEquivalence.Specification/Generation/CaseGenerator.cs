using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>
/// Draws whole cases. Sizes are skewed to the small and to the edges where kernels change their ways (1, 2, 3, powers
/// of two and their neighbours); every gate's weights, W and R, and both biases are drawn independently, are signed,
/// and are not zero by default: equal gates and zero states have hidden real faults for years.
/// </summary>
public static class CaseGenerator
{
    private static readonly ConcurrentDictionary<CaseRecipe, Arbitrary<RecurrentCase>> Arbitraries = new();
    private static readonly int[] Edges = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129];

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

        (int timeSteps, int batch, int inputSize, int hiddenSize) = DrawShape(recipe, random, size);
        (bool inputBias, bool recurrentBias) = recipe.TensorFlow ? (true, false) : DrawBiases(random);
        ValueRegime regime = DrawRegime(recipe, random);
        var architecture = new RecurrentArchitecture
        {
            Cell = recipe.Cell,
            ElementType = recipe.ElementType,
            InputSize = inputSize,
            HiddenSize = hiddenSize,
            HasInputBias = inputBias,
            HasRecurrentBias = recurrentBias,
            ForgetBias = recipe.TensorFlow && recipe.Cell == RecurrentCell.Lstm ? DrawForgetBias(recipe.ElementType, random) : 0,
            BatchFirst = random.NextChance(0.5),
        };

        var values = new ValueSource(random, recipe.ElementType, regime, inputSize + hiddenSize);
        var parameters = new RecurrentParameters(recipe.Cell, _ => new GateParameters(
            values.Weights(hiddenSize, inputSize),
            recipe.Contractive ? values.ContractiveWeights(hiddenSize, hiddenSize) : values.Weights(hiddenSize, hiddenSize),
            inputBias ? values.Bias(hiddenSize) : null,
            recurrentBias ? values.Bias(hiddenSize) : null));
        Sequence x = values.Input(timeSteps, batch, inputSize);
        RecurrentState? state = random.NextChance(0.25) ? null : new RecurrentState(
            values.HiddenState(batch, hiddenSize),
            recipe.Cell.HasCellState() ? values.CellState(batch, hiddenSize) : null);

        return new RecurrentCase(architecture, parameters, new RecurrentInput(x, state));
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

    private static (int TimeSteps, int Batch, int InputSize, int HiddenSize) DrawShape(CaseRecipe recipe, RandomSource random, int size)
    {
        // Most faults show in the smallest shapes, and kernels that are compiled for a shape are compiled only once for them.
        // In the other shapes one dimension may be long.
        bool small = random.NextChance(0.72);
        int favoured = random.NextInt(0, 3);
        Span<int> limits = [Math.Min(recipe.MaximumTimeSteps, 2 + size), 2 + size, 2 + (2 * size), 2 + (2 * size)];
        Span<int> shape = [0, 0, 0, 0];
        for (int dimension = 0; dimension < shape.Length; dimension++)
        {
            int drawn = small ? random.NextInt(1, 3) : dimension == favoured ? random.NextOf<int>(Edges) : DrawLength(random);
            shape[dimension] = Math.Clamp(drawn, Least(dimension), Math.Max(Least(dimension), limits[dimension]));
        }

        // The work of most cases is kept small, so that many are run; the long dimension gives way last.
        double budget = random.NextUnit() switch { < 0.35 => 5_000, < 0.9 => 35_000, _ => 300_000 };
        while (Work(recipe, shape) > budget)
        {
            int longest = favoured;
            for (int dimension = 0; dimension < shape.Length; dimension++)
            {
                bool better = longest == favoured || shape[dimension] > shape[longest];
                longest = dimension != favoured && shape[dimension] > Least(dimension) && better ? dimension : longest;
            }

            if (shape[longest] <= Least(longest))
            {
                break;
            }

            shape[longest] = Math.Max(Least(longest), shape[longest] / 2);
        }

        return (shape[0], shape[1], shape[2], shape[3]);

        int Least(int dimension) => dimension == 0 ? recipe.MinimumTimeSteps : 1;
    }

    private static double Work(CaseRecipe recipe, ReadOnlySpan<int> shape) =>
        (double)shape[0] * shape[1] * shape[3] * (shape[2] + shape[3]) * recipe.Cell.Gates().Length;

    private static int DrawLength(RandomSource random) => random.NextUnit() switch
    {
        < 0.4 => random.NextInt(1, 3),
        < 0.8 => random.NextInt(1, 9),
        _ => random.NextOf<int>(Edges),
    };

    private static (bool Input, bool Recurrent) DrawBiases(RandomSource random) => random.NextUnit() switch
    {
        < 0.55 => (true, true),
        < 0.70 => (true, false),
        < 0.85 => (false, true),
        _ => (false, false),
    };

    private static ValueRegime DrawRegime(CaseRecipe recipe, RandomSource random) => random.NextUnit() switch
    {
        < 0.55 => ValueRegime.Ordinary,
        < 0.65 => recipe.NoTinyValues ? ValueRegime.Ordinary : ValueRegime.Tiny,
        < 0.75 => ValueRegime.Saturating,
        < 0.87 => ValueRegime.WholeNumbers,
        _ => ValueRegime.Sparse,
    };

    private static double DrawForgetBias(ElementType type, RandomSource random) =>
        random.NextChance(0.25) ? 1 : type.Round(random.NextUniform(-3, 3));
}
