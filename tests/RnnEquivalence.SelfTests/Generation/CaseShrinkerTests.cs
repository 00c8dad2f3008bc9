using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Generation;

public sealed class CaseShrinkerTests
{
    public static TheoryData<ElementType> Types { get; } = [.. ElementTypes.All];

    public static TheoryData<string, bool> Recipes { get; } = new()
    {
        { nameof(CellVariant.Rnn), false },
        { nameof(CellVariant.Rnn), true },
        { nameof(CellVariant.Lstm), false },
        { nameof(CellVariant.Lstm), true },
    };

    /// <summary>Every proposal is a case whose shapes fit (its constructor checks them), and none is the case itself.</summary>
    [Theory]
    [MemberData(nameof(Recipes))]
    public void Proposals_AreWellFormedAndDifferent(string variant, bool tensorFlow)
    {
        CaseRecipe recipe = Recipe(variant, tensorFlow) with { MinimumTimeSteps = 2 };
        for (ulong seed = 0; seed < 30; seed++)
        {
            RecurrentCase trial = CaseGenerator.Draw(recipe, new RandomSource(seed), size: 5);
            foreach (RecurrentCase proposal in CaseShrinker.Shrink(recipe, trial))
            {
                proposal.TimeSteps.Should().BeGreaterThanOrEqualTo(2);
                AreSame(proposal, trial).Should().BeFalse("what is no smaller is proposed again and again");
            }
        }
    }

    private static bool AreSame(RecurrentCase one, RecurrentCase other) => one.Architecture == other.Architecture
        && one.Input.Values.Shape.SequenceEqual(other.Input.Values.Shape)
        && (one.Input.Lengths ?? []).SequenceEqual(other.Input.Lengths ?? [])
        && (one.Input.Lengths is null) == (other.Input.Lengths is null)
        && CaseTensors.Read(one) is var tensors && CaseTensors.Read(other) is var others && tensors.Count == others.Count
        && tensors.Zip(others).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    /// <summary>Whatever always fails ends at the smallest case there is, by way of ever smaller ones.</summary>
    [Theory]
    [MemberData(nameof(Recipes))]
    public void TakingTheFirstProposalEachTime_EndsAtTheSmallestCase(string variant, bool tensorFlow)
    {
        CaseRecipe recipe = Recipe(variant, tensorFlow);
        RecurrentCase trial = CaseGenerator.Draw(recipe, new RandomSource(7), size: 80);
        int steps = 0;
        while (CaseShrinker.Shrink(recipe, trial).FirstOrDefault() is { } smaller)
        {
            trial = smaller;
            (++steps).Should().BeLessThan(1000);
        }

        new[] { trial.TimeSteps, trial.BatchSize, trial.InputSize, trial.HiddenSize }.Should().AllBeEquivalentTo(1);
        trial.Input.InitialState.Should().BeNull();
        trial.Architecture.Should().Match<RecurrentArchitecture>(layer =>
            !layer.HasInputBias && !layer.HasRecurrentBias && !layer.BatchFirst && layer.ForgetBias == 0);
        CaseTensors.Read(trial).SelectMany(tensor => tensor).Should().AllBeEquivalentTo(0.0);
    }

    [Fact]
    public void KeepingOneUnit_SlicesItsWeightsOutOfEveryTensor()
    {
        var recipe = new CaseRecipe { Variants = [CellVariant.Rnn], Traits = Declared.Everything(ElementType.Float64) };
        var layer = new RecurrentArchitecture
        {
            Cell = RecurrentCell.Rnn,
            ElementType = ElementType.Float64,
            InputSize = 1,
            HiddenSize = 2,
            HasInputBias = true,
        };
        var ofTwoUnits = new GateParameters(new Matrix(2, 1, [1, 2]), new Matrix(2, 2, [3, 4, 5, 6]), [7, 8], null);
        var trial = new RecurrentCase(
            layer,
            new RecurrentParameters(new CellParameters([Gate.State], _ => ofTwoUnits)),
            new RecurrentInput(new Sequence(1, 1, 1, [9]), new RecurrentState(new Matrix(1, 2, [10, 11]), null)));

        RecurrentCase second = CaseShrinker.Shrink(recipe, trial).Where(proposal => proposal.HiddenSize == 1).ElementAt(1);

        GateParameters gate = second.Parameters.Single[Gate.State];
        gate.InputWeights.Values.ToArray().Should().Equal(2);
        gate.RecurrentWeights.Values.ToArray().Should().Equal(6);
        gate.InputBias.Should().Equal(8);
        second.Input.InitialState!.Single.Hidden.Values.ToArray().Should().Equal(11);
    }

    public static TheoryData<string> Variants { get; } = [.. CellVariant.All.Select(variant => variant.Name)];

    /// <summary>
    /// Every proposal is a case whose shapes fit, none is the case itself, none is larger, and each is one that the recipe could have
    /// drawn.
    /// </summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void Proposals_OfStructuredCases_AreWellFormedDifferentAndAllowed(string variant)
    {
        CaseRecipe any = Structured(variant);
        CaseRecipe[] recipes =
        [
            any,
            any with { Directions = [Direction.Reverse], States = StateForms.Given },
            any with { Directions = [Direction.Reverse, Direction.Bidirectional], Lengths = RowLengths.Ragged },
            any with { MinimumLayers = 2, Directions = [Direction.Bidirectional], Lengths = RowLengths.AlwaysRagged, MinimumTimeSteps = 2 },
        ];
        foreach (CaseRecipe recipe in recipes)
        {
            for (ulong seed = 0; seed < 3; seed++)
            {
                RecurrentCase trial = CaseGenerator.Draw(recipe, new RandomSource(seed), size: 2);
                string printed = trial.ToString();
                foreach (RecurrentCase proposal in CaseShrinker.Shrink(recipe, trial))
                {
                    proposal.ToString().Should().NotBe(printed);
                    IsAllowed(recipe, trial, proposal).Should().BeTrue("{0} follows from {1}", proposal, printed);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void TakingTheFirstProposalEachTime_OfStructuredCases_EndsAtTheSmallestCase(string variant)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            RecurrentCase drawn = CaseGenerator.Draw(Structured(variant), new RandomSource(seed), size: 20);

            ShouldBeSmallest(Variant(variant), Smallest(Structured(variant), drawn, proposals => proposals.FirstOrDefault()));
        }
    }

    /// <summary>
    /// There is no other way out of it: whichever proposals still fail, what is left at the end has nothing that could be taken away.
    /// </summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void TakingAnyProposalEachTime_EndsAtTheSmallestCase(string variant)
    {
        for (ulong seed = 0; seed < 2; seed++)
        {
            var random = new RandomSource(seed);
            RecurrentCase drawn = CaseGenerator.Draw(Structured(variant), random, size: 2);
            RecurrentCase? Any(IEnumerable<RecurrentCase> proposals)
            {
                RecurrentCase[] all = [.. proposals];
                return all.Length == 0 ? null : random.NextOf<RecurrentCase>(all);
            }

            ShouldBeSmallest(Variant(variant), Smallest(Structured(variant), drawn, Any));
        }
    }

    [Fact]
    public void TakingTheFirstProposalEachTime_KeepsWhatTheRecipeRequires()
    {
        CaseRecipe recipe = Structured(nameof(CellVariant.PeepholeLstm)) with
        {
            MinimumTimeSteps = 2,
            MinimumLayers = 2,
            Directions = [Direction.Bidirectional],
            Lengths = RowLengths.AlwaysRagged,
            States = StateForms.Given,
            Biases = BiasForms.Both,
            Upstream = true,
        };

        RecurrentCase drawn = CaseGenerator.Draw(recipe, new RandomSource(5), size: 20);
        RecurrentCase smallest = Smallest(recipe, drawn, proposals => proposals.FirstOrDefault());

        smallest.Architecture.Should().Match<RecurrentArchitecture>(network =>
            network.Layers == 2 && network.Direction == Direction.Bidirectional && network.HasInputBias && network.HasRecurrentBias);
        smallest.Input.Lengths.Should().Equal(1);
        smallest.TimeSteps.Should().Be(2);
        smallest.Input.InitialState.Should().NotBeNull();
        smallest.Upstream.Should().NotBeNull();
    }

    /// <summary>Half of the smallest number is no number to divide by.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void Proposals_OfSubnormalNumbers_AreNumbers(ElementType type)
    {
        var recipe = new CaseRecipe { Variants = [CellVariant.Rnn], Traits = Declared.Everything(type), Regime = ValueRegime.Subnormal };
        for (ulong seed = 0; seed < 30; seed++)
        {
            CaseShrinker.Shrink(recipe, CaseGenerator.Draw(recipe, new RandomSource(seed), size: 5))
                .Should().OnlyContain(proposal => CaseTensors.Read(proposal).All(tensor => tensor.All(double.IsFinite)));
        }
    }

    /// <summary>The inputs of the upper layer are forward 0, forward 1, reverse 0, reverse 1.</summary>
    [Fact]
    public void KeepingOneUnit_OfBidirectionalLayers_SlicesBothOfItsOutputsOutOfTheLayerAbove()
    {
        RecurrentCase second = CaseShrinker.Shrink(Structured(nameof(CellVariant.Rnn)), Numbered(layers: 2))
            .Where(proposal => proposal.HiddenSize == 1)
            .ElementAt(1);

        GateParameters gate = second.Parameters[1, 1][Gate.State];
        gate.InputWeights.Values.ToArray().Should().Equal(111.25, 111.75);
        gate.RecurrentWeights.Values.ToArray().Should().Equal(111.25);
        second.Parameters[0, 1][Gate.State].InputWeights.Values.ToArray().Should().Equal(101);
        second.Input.InitialState![1, 0].Hidden.Values.ToArray().Should().Equal(11);
    }

    [Fact]
    public void DroppingALayer_KeepsThoseBelow()
    {
        RecurrentCase lower = CaseShrinker.Shrink(Structured(nameof(CellVariant.Rnn)), Numbered(layers: 2))
            .First(proposal => proposal.Architecture.Layers == 1);

        lower.Parameters[0, 1][Gate.State].InputWeights.Values.ToArray().Should().Equal(100, 101);
        lower.Input.InitialState![0, 1].Hidden.Values.ToArray().Should().Equal(1, 1);
    }

    /// <summary>Either direction may be the one that fails, and it brings its functions along.</summary>
    [Fact]
    public void DroppingADirection_LeavesEitherOfThemAlone()
    {
        RecurrentCase[] alone = [.. CaseShrinker.Shrink(Structured(nameof(CellVariant.Rnn)), Numbered(layers: 1))
            .Where(proposal => proposal.Architecture.Directions == 1)];

        alone
            .Select(proposal => (
                proposal.Architecture.Direction,
                proposal.Architecture.Activations.State.Function,
                proposal.Parameters.Single[Gate.State].InputWeights[0, 0],
                proposal.Input.InitialState!.Single.Hidden[0, 0]))
            .Should().Equal(
                (Direction.Forward, ActivationFunction.Relu, 0, 0),
                (Direction.Forward, ActivationFunction.Softsign, 100, 1),
                (Direction.Reverse, ActivationFunction.Relu, 0, 0),
                (Direction.Reverse, ActivationFunction.Softsign, 100, 1));
    }

    [Fact]
    public void DroppingADirectionOfSeveralLayers_LeavesTheUpperLayerItsHalfOfTheInputs()
    {
        RecurrentCase[] alone = [.. CaseShrinker.Shrink(Structured(nameof(CellVariant.Rnn)), Numbered(layers: 2))
            .Where(proposal => proposal.Architecture is { Direction: Direction.Forward, Layers: 2 })];

        alone.Select(proposal => string.Join(' ', proposal.Parameters[1, 0][Gate.State].InputWeights.Values.ToArray()))
            .Should().Equal("10 10.25 11 11.25", "110.5 110.75 111.5 111.75");
        alone.Select(proposal => proposal.Input.InitialState![1, 0].Hidden[0, 1]).Should().Equal(11, 12);
    }

    /// <summary>Features that different units look at become one that both look at.</summary>
    [Fact]
    public void MergingFeatures_GivesOneTheWeightsOfTheOther()
    {
        RecurrentCase trial = Reading(new Sequence(1, 1, 2, [3, 4]), null, new Matrix(2, 2, [0, 1, 2, 0]));

        RecurrentCase[] single = [.. CaseShrinker.Shrink(Structured(nameof(CellVariant.Rnn)), trial)
            .Where(proposal => proposal is { InputSize: 1, HiddenSize: 2 })];

        single
            .Select(proposal => string.Join(
                ' ', [.. proposal.Parameters.Single[Gate.State].InputWeights.Values, proposal.Input.Values[0, 0, 0]]))
            .Should().Equal("0 2 3", "1 0 4", "1 2 3", "1 2 4");
    }

    /// <summary>A step is left out of every row that has it, padding included, and padding never becomes part of a row.</summary>
    [Fact]
    public void LeavingOutAStep_OfRaggedRows_KeepsPaddingBehindTheirEnds()
    {
        var x = new Sequence(3, 2, 1, [1, 2, 3, double.NaN, 5, 9]);
        RecurrentCase trial = Reading(x, [3, 1], new Matrix(1, 1, [1]));

        RecurrentCase[] shorter = [.. CaseShrinker.Shrink(Structured(nameof(CellVariant.Rnn)), trial)
            .Where(proposal => proposal is { TimeSteps: 2, BatchSize: 2, Input.Lengths: not null })];

        shorter.Select(proposal => proposal.Input)
            .Select(input => $"{string.Join(' ', input.Values.Values.ToArray())}, {string.Join(' ', input.Lengths!)}")
            .Should().Equal("1 2 3 NaN, 2 1", "1 2 5 9, 2 1");
    }

    [Fact]
    public void Projection_OfAsManyFeaturesAsUnits_CanBeLeftOut()
    {
        CaseRecipe recipe = Structured(nameof(CellVariant.ProjectedLstm));
        RecurrentCase trial = CaseGenerator.Draw(recipe with { MaximumLayers = 1 }, new RandomSource(3), size: 1);
        RecurrentCase square = trial;
        while (square.Architecture.ProjectionSize != square.HiddenSize)
        {
            square = CaseShrinker.Shrink(recipe, square).First(proposal => proposal.HiddenSize < square.HiddenSize);
        }

        CaseShrinker.Shrink(recipe, square)
            .Should().ContainSingle(proposal => proposal.Architecture.ProjectionSize == null)
            .Which.Parameters.Single.Projection.Should().BeNull();
    }

    [Fact]
    public void KeepingOneProjectedFeature_SlicesItOutOfTheProjectionAndTheRecurrentWeights()
    {
        RecurrentArchitecture network = new()
        {
            Cell = RecurrentCell.Lstm,
            ElementType = ElementType.Float64,
            InputSize = 1,
            HiddenSize = 1,
            ProjectionSize = 2,
        };
        var gate = new GateParameters(new Matrix(1, 1, [1]), new Matrix(1, 2, [2, 3]), null, null);
        var trial = new RecurrentCase(
            network,
            new RecurrentParameters(new CellParameters(network.Gates, _ => gate, new Matrix(2, 1, [4, 5]))),
            new RecurrentInput(new Sequence(1, 1, 1, [6]), new RecurrentState(new Matrix(1, 2, [7, 8]), new Matrix(1, 1, [9]))));

        RecurrentCase second = CaseShrinker.Shrink(Structured(nameof(CellVariant.ProjectedLstm)), trial)
            .Where(proposal => proposal.Architecture.ProjectionSize == 1)
            .ElementAt(1);

        second.Parameters.Single[Gate.Output].RecurrentWeights.Values.ToArray().Should().Equal(3);
        second.Parameters.Single.Projection!.Values.ToArray().Should().Equal(5);
        second.Input.InitialState!.Single.Hidden.Values.ToArray().Should().Equal(8);
        second.Input.InitialState.Single.Cell!.Values.ToArray().Should().Equal(9);
    }

    /// <summary>An RNN that reads x through W, without recurrence.</summary>
    private static RecurrentCase Reading(Sequence x, int[]? lengths, Matrix weights) => new(
        new RecurrentArchitecture
        {
            Cell = RecurrentCell.Rnn,
            ElementType = ElementType.Float64,
            InputSize = weights.Columns,
            HiddenSize = weights.Rows,
        },
        new RecurrentParameters(new CellParameters(
            [Gate.State], _ => new GateParameters(weights, new Matrix(weights.Rows, weights.Rows), null, null))),
        new RecurrentInput(x, null, lengths));

    /// <summary>
    /// Two units whose weights tell layer, direction, unit and what they multiply: W = 10·layer + 100·direction + unit + column/4, R
    /// likewise.
    /// </summary>
    private static RecurrentCase Numbered(int layers)
    {
        var network = new RecurrentArchitecture
        {
            Cell = RecurrentCell.Rnn,
            ElementType = ElementType.Float64,
            InputSize = 1,
            HiddenSize = 2,
            Layers = layers,
            Direction = Direction.Bidirectional,
            Activations = CellActivations.Rectified,
            ReverseActivations = CellActivations.Usual with { State = new Activation(ActivationFunction.Softsign) },
        };
        var parameters = new RecurrentParameters(layers, 2, (layer, direction) =>
        {
            Matrix Weights(int columns) =>
                Matrix.Create(2, columns, (unit, column) => (10 * layer) + (100 * direction) + unit + (column / 4.0));

            return new CellParameters(network.Gates, _ => new GateParameters(Weights(network.InputSizeOf(layer)), Weights(2), null, null));
        });
        var state = new RecurrentState(layers, 2, (layer, direction) =>
            new CellState(new Matrix(1, 2, [(10 * layer) + direction, (11 * layer) + direction]), null));
        return new RecurrentCase(network, parameters, new RecurrentInput(new Sequence(1, 1, 1, [1]), state));
    }

    private static CaseRecipe Recipe(string variant, bool tensorFlow) => new()
    {
        Variants = [Variant(variant)],
        Traits = Declared.Everything(ElementType.Float32),
        TensorFlow = tensorFlow,
    };

    private static CaseRecipe Structured(string variant) => new()
    {
        Variants = [Variant(variant)],
        Traits = Declared.Everything(ElementType.Float32),
        MaximumLayers = 3,
        Directions = [Direction.Forward, Direction.Reverse, Direction.Bidirectional],
        Lengths = RowLengths.RaggedOrZero,
    };

    private static RecurrentCase Smallest(CaseRecipe recipe, RecurrentCase trial, Func<IEnumerable<RecurrentCase>, RecurrentCase?> choose)
    {
        int steps = 0;
        while (choose(CaseShrinker.Shrink(recipe, trial)) is { } smaller)
        {
            trial = smaller;
            (++steps).Should().BeLessThan(2000);
        }

        return trial;
    }

    private static bool IsAllowed(CaseRecipe recipe, RecurrentCase trial, RecurrentCase proposal)
    {
        RecurrentArchitecture now = trial.Architecture;
        RecurrentArchitecture network = proposal.Architecture;
        int[]? lengths = proposal.Input.Lengths;
        return network.Layers >= recipe.MinimumLayers && network.Layers <= now.Layers
            && recipe.Directions.Contains(network.Direction)
            && proposal.TimeSteps >= recipe.MinimumTimeSteps && proposal.TimeSteps <= trial.TimeSteps
            && proposal.BatchSize <= trial.BatchSize && network.InputSize <= now.InputSize && network.HiddenSize <= now.HiddenSize
            && network.Cell == now.Cell && network.CouplesGates == now.CouplesGates
            && (now.ProjectionSize.HasValue || !network.ProjectionSize.HasValue)
            && (lengths is not null || recipe.Lengths != RowLengths.AlwaysRagged)
            && (lengths is null || recipe.Lengths == RowLengths.RaggedOrZero || !lengths.Contains(0))
            && (proposal.Input.InitialState is not null || recipe.States.HasFlag(StateForms.Absent));
    }

    /// <summary>An RNN keeps its function, which tells the laws about it apart.</summary>
    private static void ShouldBeSmallest(CellVariant variant, RecurrentCase trial)
    {
        RecurrentArchitecture network = trial.Architecture;
        new[] { trial.TimeSteps, trial.BatchSize, trial.InputSize, trial.HiddenSize, network.Layers, network.StateSize }
            .Should().AllBeEquivalentTo(1);
        network.Direction.Should().Be(Direction.Forward);
        trial.Input.InitialState.Should().BeNull();
        trial.Input.Lengths.Should().BeNull();
        network.Should().Match<RecurrentArchitecture>(layer =>
            !layer.HasInputBias && !layer.HasRecurrentBias && !layer.BatchFirst && !layer.HasPeepholes
            && layer.ActivationClip == null && layer.CellClip == null && layer.ReverseActivations == null);
        network.Activations.Should().Be(variant.Cell == RecurrentCell.Rnn
            ? CellActivations.Usual with { State = network.Activations.State }
            : CellActivations.Usual);
        CaseTensors.Read(trial).SelectMany(tensor => tensor).Should().AllBeEquivalentTo(0.0);
    }

    private static CellVariant Variant(string name) => CellVariant.All.Single(variant => variant.Name == name);
}
