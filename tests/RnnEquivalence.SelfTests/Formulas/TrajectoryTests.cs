using FluentAssertions;
using RnnEquivalence.Formulas;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using Xunit;

namespace RnnEquivalence.SelfTests.Formulas;

/// <summary>How cells are put together to a network: layers, directions and lengths.</summary>
public sealed class TrajectoryTests
{
    public static TheoryData<string> Variants { get; } = [.. CellVariant.All.Select(variant => variant.Name)];

    /// <summary>
    /// Cells that add up what they read, h' = max(0, x + h). The sums of 1, 2, 4 from the front are 1, 3, 7 and from the back 7, 6, 4;
    /// the layer above reads the forward sum + 10 times the reverse one.
    /// </summary>
    [Fact]
    public void BidirectionalLayers_OfRunningSums_AreWhatTheHandSays()
    {
        Trajectory sums = Sums(Direction.Bidirectional, layers: 2, new Sequence(3, 1, 1, [1, 2, 4]), lengths: null);

        Output(sums, row: 0).Should().Equal(
            71, 71 + 63 + 47, // 1 + 10·7
            71 + 63, 63 + 47, // 3 + 10·6
            71 + 63 + 47, 47); // 7 + 10·4
        sums.FinalHidden(0, 0, 0, 0).Value.Should().Be(7);
        sums.FinalHidden(0, 1, 0, 0).Value.Should().Be(7);
        sums.FinalHidden(1, 0, 0, 0).Value.Should().Be(181);
        sums.FinalHidden(1, 1, 0, 0).Value.Should().Be(181);
    }

    /// <summary>The rows 1, 2, 4 of length 3 and 1, 2 of length 2, and one of length 0, with h0 = 100.</summary>
    [Theory]
    [InlineData(Direction.Forward, new double[] { 101, 103, 107 }, new double[] { 101, 103, 0 })]
    [InlineData(Direction.Reverse, new double[] { 107, 106, 104 }, new double[] { 103, 102, 0 })]
    public void RaggedRows_OfRunningSums_AreWhatTheHandSays(Direction direction, double[] whole, double[] shorter)
    {
        var x = new Sequence(3, 3, 1, [1, 1, double.NaN, 2, 2, double.NaN, 4, double.NaN, double.NaN]);

        Trajectory sums = Sums(direction, layers: 1, x, lengths: [3, 2, 0], initial: 100);

        Output(sums, row: 0).Should().Equal(whole);
        Output(sums, row: 1).Should().Equal(shorter);
        Output(sums, row: 2).Should().Equal(0, 0, 0);
        Enumerable.Range(0, 3).Select(row => sums.FinalHidden(0, 0, row, 0).Value).Should().Equal(107, 103, 100);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Reverse_EqualsForwardOnEachRowsPrefixFlipped(string variant) =>
        ForManyCases(variant, [Direction.Reverse], layers: 1, trial =>
        {
            RecurrentInput input = trial.Input;
            Sequence flipped = Sequence.Create(trial.TimeSteps, trial.BatchSize, trial.InputSize, (time, row, feature) =>
                time < input.LengthOf(row) ? input.Values[input.LengthOf(row) - 1 - time, row, feature] : 0);
            var forward = new RecurrentCase(
                trial.Architecture with { Direction = Direction.Forward }, trial.Parameters, input with { Values = flipped });

            Trajectory actual = Run(trial);
            Trajectory expected = Run(forward);

            ForPlaces(trial, (time, row, feature) =>
                ShouldBe(actual.Output(time, row, feature), expected.Output(input.LengthOf(row) - 1 - time, row, feature)));
            ShouldHaveFinalState(trial, actual, (0, 0), expected, 0);
        });

    [Theory]
    [MemberData(nameof(Variants))]
    public void Bidirectional_EqualsBothDirectionsBesideEachOther(string variant) =>
        ForManyCases(variant, [Direction.Bidirectional], layers: 1, trial =>
        {
            Trajectory both = Run(trial);
            for (int direction = 0; direction < 2; direction++)
            {
                Trajectory alone = Run(CellOf(trial, 0, direction, trial.Input.Values));
                int start = direction * trial.Architecture.StateSize;

                ForPlaces(trial, (time, row, feature) =>
                {
                    if (feature < trial.Architecture.StateSize)
                    {
                        ShouldBe(both.Output(time, row, start + feature), alone.Output(time, row, feature));
                    }
                });
                ShouldHaveFinalState(trial, both, (0, direction), alone, 0);
            }
        });

    /// <summary>Bounds are wider in the upper layer of two, because what it reads is not exact; the values are the same.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void UpperLayer_EqualsANetworkThatReadsTheOutputsOfTheLowerOne(string variant) =>
        ForManyCases(variant, Enum.GetValues<Direction>(), layers: 2, trial =>
        {
            Trajectory stacked = Run(trial);
            Trajectory lower = Run(LayerOf(trial, 0, trial.Input.Values));
            Sequence between = Sequence.Create(
                trial.TimeSteps,
                trial.BatchSize,
                trial.Architecture.OutputSize,
                (time, row, feature) => lower.Output(time, row, feature).Value);
            Trajectory upper = Run(LayerOf(trial, 1, between));

            ForPlaces(trial, (time, row, feature) =>
            {
                stacked.Output(time, row, feature).Value.Should().Be(upper.Output(time, row, feature).Value);
                stacked.Output(time, row, feature).Radius.Should().BeGreaterThanOrEqualTo(upper.Output(time, row, feature).Radius);
            });
            for (int direction = 0; direction < trial.Architecture.Directions; direction++)
            {
                ShouldHaveFinalState(trial, stacked, (0, direction), lower, direction);
                ShouldHaveFinalState(trial, stacked, (1, direction), upper, direction, inexactInput: true);
            }
        });

    [Theory]
    [MemberData(nameof(Variants))]
    public void RaggedRow_EqualsTheRowAlone(string variant) => ForManyCases(variant, Enum.GetValues<Direction>(), layers: 2, trial =>
    {
        Trajectory batch = Run(trial);
        for (int row = 0; row < trial.BatchSize; row++)
        {
            int length = trial.Input.LengthOf(row);
            if (length > 0)
            {
                RecurrentInput kept = trial.Input.KeepRows([row]);
                Trajectory alone = Run(trial.With(kept with { Values = kept.Values.Slice(0, length), Lengths = null }));
                for (int time = 0; time < length; time++)
                {
                    for (int feature = 0; feature < trial.Architecture.OutputSize; feature++)
                    {
                        ShouldBe(batch.Output(time, row, feature), alone.Output(time, 0, feature));
                    }
                }

                for (int layer = 0; layer < 2; layer++)
                {
                    ShouldBe(batch.FinalHidden(layer, 0, row, 0), alone.FinalHidden(layer, 0, 0, 0));
                }
            }
        }
    });

    [Theory]
    [MemberData(nameof(Variants))]
    public void Padding_IsExactlyZero(string variant) => ForManyCases(variant, Enum.GetValues<Direction>(), layers: 2, trial =>
    {
        Trajectory trajectory = Run(trial);
        for (int row = 0; row < trial.BatchSize; row++)
        {
            for (int time = trial.Input.LengthOf(row); time < trial.TimeSteps; time++)
            {
                for (int feature = 0; feature < trial.Architecture.OutputSize; feature++)
                {
                    ShouldBeExactly(trajectory.Output(time, row, feature), 0);
                }
            }
        }
    });

    [Theory]
    [MemberData(nameof(Variants))]
    public void RowOfLengthZero_KeepsItsInitialState(string variant) =>
        ForManyCases(variant, Enum.GetValues<Direction>(), layers: 2, trial =>
        {
            RecurrentCase empty = trial.With(trial.Input with { Lengths = new int[trial.BatchSize] });
            RecurrentState initial = empty.InitialStateOrZero;
            Trajectory trajectory = Run(empty);
            for (int cell = 0; cell < trial.Architecture.Cells; cell++)
            {
                (int layer, int direction) = (cell / trial.Architecture.Directions, cell % trial.Architecture.Directions);
                CellState own = initial[layer, direction];
                ShouldBeExactly(trajectory.FinalHidden(layer, direction, 0, 0), own.Hidden[0, 0]);
                if (own.Cell is not null)
                {
                    ShouldBeExactly(trajectory.FinalCell(layer, direction, 0, 0), own.Cell[0, 0]);
                }
            }
        });

    [Theory]
    [MemberData(nameof(Variants))]
    public void FollowingItsOwnOutput_HasTheSameValues(string variant) =>
        ForManyCases(variant, Enum.GetValues<Direction>(), layers: 2, trial =>
        {
            Trajectory whole = Run(trial);
            Sequence own = Sequence.Create(
                trial.TimeSteps,
                trial.BatchSize,
                trial.Architecture.OutputSize,
                (time, row, feature) => whole.Output(time, row, feature).Value);
            Trajectory followed = Trajectory.FollowingOutput(Formula, OneStep.Arithmetic, trial, own);

            ForPlaces(trial, (time, row, feature) =>
            {
                followed.Output(time, row, feature).Value.Should().Be(whole.Output(time, row, feature).Value);
                followed.Output(time, row, feature).Radius.Should().BeLessThanOrEqualTo(whole.Output(time, row, feature).Radius);
            });
        });

    /// <summary>
    /// Each direction takes up its own part of what was observed, at the step that it read before: t − 1 forward, t + 1 in reverse.
    /// </summary>
    [Fact]
    public void FollowingOutput_TakesThePreviousStateFromWhatWasObserved()
    {
        RecurrentCase trial = SumCase(Direction.Bidirectional, layers: 1, new Sequence(3, 1, 1, [1, 2, 4]), lengths: null, initial: 0);

        Trajectory followed =
            Trajectory.FollowingOutput(Formula, OneStep.Arithmetic, trial, new Sequence(3, 1, 2, [10, 20, 30, 40, 50, 60]));

        Output(followed, row: 0).Should().Equal(1, 1 + 40, 2 + 10, 2 + 60, 4 + 30, 4);
    }

    private static Trajectory Sums(Direction direction, int layers, Sequence x, int[]? lengths, double initial = 0) =>
        Run(SumCase(direction, layers, x, lengths, initial));

    private static RecurrentCase SumCase(Direction direction, int layers, Sequence x, int[]? lengths, double initial)
    {
        var network = new RecurrentArchitecture
        {
            Cell = RecurrentCell.Rnn,
            ElementType = ElementType.Float64,
            InputSize = 1,
            HiddenSize = 1,
            Layers = layers,
            Direction = direction,
            Activations = CellActivations.Rectified,
        };
        var parameters = new RecurrentParameters(layers, network.Directions, (layer, _) => new CellParameters(
            network.Gates,
            _ => new GateParameters(
                new Matrix(1, network.InputSizeOf(layer), layer == 0 ? [1] : [1, 10]), new Matrix(1, 1, [1]), null, null)));
        RecurrentState state = RecurrentState.Zero(network, x.BatchSize).MapMatrices(matrix => matrix.Map(_ => initial));
        return new RecurrentCase(network, parameters, new RecurrentInput(x, state, lengths));
    }

    private static IEnumerable<double> Output(Trajectory trajectory, int row) =>
        from time in Enumerable.Range(0, trajectory.TimeSteps)
        from feature in Enumerable.Range(0, trajectory.Features)
        select trajectory.Output(time, row, feature).Value;

    private static void ForManyCases(string variant, IReadOnlyList<Direction> directions, int layers, Action<RecurrentCase> check)
    {
        var recipe = new CaseRecipe
        {
            Variants = [CellVariant.All.Single(candidate => candidate.Name == variant)],
            Traits = Declared.Everything(ElementType.Float64),
            Contractive = true,
            MinimumLayers = layers,
            MaximumLayers = layers,
            Directions = directions,
            Lengths = RowLengths.RaggedOrZero,
        };
        for (ulong seed = 0; seed < 30; seed++)
        {
            check(CaseGenerator.Draw(recipe, new RandomSource(seed), size: 1 + ((int)seed % 8)));
        }
    }

    private static RecurrentCase CellOf(RecurrentCase trial, int layer, int direction, Sequence x) => new(
        trial.Architecture.CellAt(layer, direction),
        new RecurrentParameters(trial.Parameters[layer, direction]),
        new RecurrentInput(
            x,
            trial.Input.InitialState is { } state ? new RecurrentState(state[layer, direction]) : null,
            trial.Input.Lengths));

    private static RecurrentCase LayerOf(RecurrentCase trial, int layer, Sequence x)
    {
        int directions = trial.Architecture.Directions;
        return new RecurrentCase(
            trial.Architecture with { Layers = 1, InputSize = x.Features },
            new RecurrentParameters(1, directions, (_, direction) => trial.Parameters[layer, direction]),
            new RecurrentInput(
                x,
                trial.Input.InitialState is { } state ? new RecurrentState(1, directions, (_, direction) => state[layer, direction]) : null,
                trial.Input.Lengths));
    }

    private static Trajectory Run(RecurrentCase trial) => Trajectory.FromInitialState(Formula, OneStep.Arithmetic, trial);

    private static ICellFormula Formula(RecurrentArchitecture cell, CellParameters parameters) =>
        CellFormulas.Of(OneStep.Arithmetic, cell, parameters);

    /// <summary>Every place of y that is not padding.</summary>
    private static void ForPlaces(RecurrentCase trial, Action<int, int, int> check)
    {
        for (int row = 0; row < trial.BatchSize; row++)
        {
            for (int time = 0; time < trial.Input.LengthOf(row); time++)
            {
                for (int feature = 0; feature < trial.Architecture.OutputSize; feature++)
                {
                    check(time, row, feature);
                }
            }
        }
    }

    /// <summary>One cell's final state is that of a direction of a network of one layer.</summary>
    private static void ShouldHaveFinalState(
        RecurrentCase trial,
        Trajectory actual,
        (int Layer, int Direction) cell,
        Trajectory expected,
        int direction,
        bool inexactInput = false)
    {
        for (int row = 0; row < trial.BatchSize; row++)
        {
            for (int feature = 0; feature < trial.Architecture.StateSize; feature++)
            {
                Check(actual.FinalHidden(cell.Layer, cell.Direction, row, feature), expected.FinalHidden(0, direction, row, feature));
            }

            for (int unit = 0; actual.HasCellState && unit < trial.HiddenSize; unit++)
            {
                Check(actual.FinalCell(cell.Layer, cell.Direction, row, unit), expected.FinalCell(0, direction, row, unit));
            }
        }

        void Check(Bounded a, Bounded b)
        {
            a.Value.Should().Be(b.Value);
            (inexactInput ? a.Radius >= b.Radius : a.Radius.Equals(b.Radius)).Should().BeTrue();
        }
    }

    private static void ShouldBe(Bounded actual, Bounded expected)
    {
        actual.Value.Should().Be(expected.Value);
        actual.Radius.Should().Be(expected.Radius);
    }

    private static void ShouldBeExactly(Bounded actual, double expected)
    {
        actual.Value.Should().Be(expected);
        actual.Radius.Should().Be(0);
    }
}
