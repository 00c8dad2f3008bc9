using FluentAssertions;
using RnnEquivalence.Formulas;
using RnnEquivalence.Generation;
using RnnEquivalence.Gradients;
using RnnEquivalence.Model;
using RnnEquivalence.SelfTests.Mutants;
using Xunit;

namespace RnnEquivalence.SelfTests.Gradients;

/// <summary>Back-propagation as derived by hand against central differences of the formulas, through three time steps and more.</summary>
public sealed class FiniteDifferenceTests
{
    private const int Seeds = 12;

    private static readonly Reference Reference = new(Declared.Everything(ElementType.Float64));

    public static TheoryData<string> Variants { get; } = [.. CellVariant.All.Select(variant => variant.Name)];

    /// <summary>One number at a time: a term that is missing anywhere shows in the number that it belongs to.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void Gradient_OfEachNumber_EqualsCentralDifference(string variant)
    {
        int compared = 0;
        int sharp = 0;
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            RecurrentCase trial = Draw(variant, seed);
            IReadOnlyList<double[]> numbers = Tensors(trial);
            IReadOnlyList<double[]> gradients = Gradients(trial);
            for (int tensor = 0; tensor < numbers.Count; tensor++)
            {
                for (int index = 0; index < numbers[tensor].Length; index += 1 + (numbers[tensor].Length / 8))
                {
                    if (!double.IsFinite(numbers[tensor][index]))
                    {
                        gradients[tensor][index].Should().Be(0, "padding has no gradient");
                        continue;
                    }

                    double[] direction = new double[numbers[tensor].Length];
                    direction[index] = 1;
                    sharp += Compare(
                        trial,
                        at => at == tensor ? direction : null,
                        gradients[tensor][index],
                        $"number {index} of tensor {tensor} of {trial}");
                    compared++;
                }
            }
        }

        sharp.Should().BeGreaterThan(compared * 9 / 10, "differences across a kink show nothing");
    }

    /// <summary>All numbers at once, along a random direction.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void Gradient_AlongARandomDirection_EqualsCentralDifference(string variant)
    {
        int sharp = 0;
        for (ulong seed = 100; seed < 100 + (2 * Seeds); seed++)
        {
            RecurrentCase trial = Draw(variant, seed);
            var random = new RandomSource(seed);
            double[][] directions =
            [
                .. Tensors(trial)
                    .Select(tensor => tensor.Select(value => double.IsFinite(value) ? random.NextUniform(-1, 1) : 0).ToArray()),
            ];
            double slope = directions.Zip(Gradients(trial), (direction, gradient) => direction.Zip(gradient, (d, g) => d * g).Sum()).Sum();

            sharp += Compare(trial, at => at < directions.Length ? directions[at] : null, slope, $"{trial}");
        }

        sharp.Should().BeGreaterThan(Seeds, "differences across a kink show nothing");
    }

    /// <summary>
    /// Two central differences and the one that extrapolates them. The difference of the two bounds its error, to which comes what the
    /// losses round: 1 if that is little beside the slopes of this case, else 0.
    /// </summary>
    private static int Compare(RecurrentCase trial, Func<int, double[]?> direction, double expected, string because)
    {
        const double Step = 1.0 / 4096;
        double wide = Difference(trial, direction, Step);
        double narrow = Difference(trial, direction, Step / 2);
        double extrapolated = ((4 * narrow) - wide) / 3;
        double uncertain = Math.Abs(wide - narrow) + (1e-9 * (1 + Math.Abs(extrapolated)));

        expected.Should().BeApproximately(extrapolated, uncertain, because);

        return uncertain < 1e-5 * (1 + Math.Abs(extrapolated)) ? 1 : 0;
    }

    private static double Difference(RecurrentCase trial, Func<int, double[]?> direction, double step) =>
        (Loss(Moved(trial, direction, step)) - Loss(Moved(trial, direction, -step))) / (2 * step);

    private static RecurrentCase Moved(RecurrentCase trial, Func<int, double[]?> direction, double step)
    {
        int next = 0;
        RecurrentCase moved = CaseTensors.Map(trial.With(upstream: null), tensor =>
            direction(next++) is { } along ? [.. tensor.Zip(along, (value, d) => value + (step * d))] : tensor);
        return moved.With(trial.Upstream);
    }

    private static double Loss(RecurrentCase trial)
    {
        Trajectory forward = Reference.WholeTrajectory(trial);
        UpstreamGradients upstream = trial.Upstream!;
        RecurrentArchitecture network = trial.Architecture;
        double loss = 0;
        for (int row = 0; row < trial.BatchSize; row++)
        {
            for (int time = 0; time < trial.TimeSteps; time++)
            {
                for (int feature = 0; feature < network.OutputSize; feature++)
                {
                    loss += upstream.Values![time, row, feature] * forward.Output(time, row, feature).Value;
                }
            }

            for (int cell = 0; cell < network.Cells; cell++)
            {
                (int layer, int direction) = (cell / network.Directions, cell % network.Directions);
                for (int feature = 0; feature < network.StateSize; feature++)
                {
                    loss += upstream.Hidden![cell][row, feature] * forward.FinalHidden(layer, direction, row, feature).Value;
                }

                for (int unit = 0; unit < network.HiddenSize && upstream.Cell is not null; unit++)
                {
                    loss += upstream.Cell[cell][row, unit] * forward.FinalCell(layer, direction, row, unit).Value;
                }
            }
        }

        return loss;
    }

    /// <summary>The gradients, as the tensors of a case of the same shapes.</summary>
    private static IReadOnlyList<double[]> Gradients(RecurrentCase trial)
    {
        var formula = new BackPropagation(Reference.ArithmeticOf(trial), trial, trial.Upstream!);
        RecurrentGradients gradients = RoundedGradients.Of(trial, formula);
        return Tensors(new RecurrentCase(
            trial.Architecture,
            gradients.Parameters,
            trial.Input with { Values = gradients.Values, InitialState = gradients.InitialState }));
    }

    /// <summary>All tensors but the forget bias, a constant that comes last.</summary>
    private static IReadOnlyList<double[]> Tensors(RecurrentCase trial)
    {
        IReadOnlyList<double[]> tensors = CaseTensors.Read(trial.With(upstream: null));
        return trial.Architecture.ForgetBias == 0 ? tensors : [.. tensors.SkipLast(1)];
    }

    private static RecurrentCase Draw(string variant, ulong seed) => CaseGenerator.Draw(
        new CaseRecipe
        {
            Variants = [CellVariant.All.Single(candidate => candidate.Name == variant)],
            Traits = Declared.Everything(ElementType.Float64),
            Contractive = true,
            NoTies = true,
            Upstream = true,
            Regime = ValueRegime.Ordinary,
            MinimumTimeSteps = 3,
            MaximumTimeSteps = 5,
            MaximumLayers = 2,
            Directions = [Direction.Forward, Direction.Reverse, Direction.Bidirectional],
            Lengths = RowLengths.RaggedOrZero,
            Budget = 400,
        },
        new RandomSource(seed),
        size: 50);
}
