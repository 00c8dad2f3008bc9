using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Backends;

/// <summary>What a network asks for is found, all of it, and what is not declared is told in words.</summary>
public sealed class DemandTests
{
    private static readonly BackendTraits All = Declared.Everything(ElementType.Float32);

    private static readonly BackendTraits Nothing = All.MapCells((_, cell) => cell with { Features = CellFeatures.None });

    private static readonly RecurrentArchitecture Lstm = new()
    {
        Cell = RecurrentCell.Lstm, ElementType = ElementType.Float32, InputSize = 1, HiddenSize = 2,
    };

    /// <summary>Every feature but for gradients, which only a call of its own asks for, has a row, and none has two.</summary>
    [Fact]
    public void EveryFeature_HasARow() =>
        Demand.All.Select(demand => demand.Feature).Should().BeEquivalentTo(
            Enum.GetValues<CellFeatures>().Except([CellFeatures.None, CellFeatures.Gradients]));

    public static TheoryData<string, CellFeatures> Asked { get; } = new()
    {
        { "several layers", CellFeatures.Layers },
        { "the reverse direction", CellFeatures.Reverse },
        { "both directions at once", CellFeatures.Bidirectional },
        { "a forget bias", CellFeatures.ForgetBias },
        { "peepholes", CellFeatures.Peepholes },
        { "coupled gates", CellFeatures.CoupledGates },
        { "clipped arguments of activations", CellFeatures.ActivationClip },
        { "a clipped cell state", CellFeatures.CellClip },
        { "a projection", CellFeatures.Projection },
        { "other activations", CellFeatures.OtherActivations },
        { "rows of different lengths", CellFeatures.Lengths },
        { "an initial h without an initial c", CellFeatures.HiddenStateAlone },
        { "a batch without rows", CellFeatures.EmptyBatch },
        { "sequences without time steps", CellFeatures.EmptySequence },
    };

    /// <summary>One thing at a time is asked for, and no other; whoever declares it, and only that, has all that is asked for.</summary>
    [Theory]
    [MemberData(nameof(Asked))]
    public void NetworkThatAsksForOneThing_MissesThatAlone(string words, CellFeatures feature)
    {
        (RecurrentArchitecture network, RecurrentInput input) = Asking(feature);
        BackendTraits having = Nothing.MapCells((_, cell) => cell with { Features = feature });

        Nothing.Missing(network, input).Should().Equal(words);
        having.Missing(network, input).Should().BeEmpty();
        FluentActions.Invoking(() => Nothing.Require(network, input)).Should().Throw<ArgumentException>()
            .WithMessage($"Of the cell Lstm this is not declared: {words}.*");
        FluentActions.Invoking(() => having.Require(network, input)).Should().NotThrow();
    }

    [Fact]
    public void RowOfLengthZero_IsAskedForBesideLengths()
    {
        var input = new RecurrentInput(new Sequence(2, 2, 1), null, [2, 0]);

        Nothing.Missing(Lstm, input).Should().Equal("rows of different lengths", "a row of length 0");
        Nothing.Missing(Lstm, input with { Values = new Sequence(0, 2, 1), Lengths = [0, 0] })
            .Should().Equal("rows of different lengths", "sequences without time steps");
    }

    [Fact]
    public void Rectifier_IsItsOwnFeatureInAnRnn_AndAnotherActivationElsewhere()
    {
        RecurrentArchitecture rnn = Lstm with { Cell = RecurrentCell.Rnn, Activations = CellActivations.Rectified };

        Nothing.Missing(rnn).Should().Equal("the rectifier");
        Nothing.MapCells((_, cell) => cell with { Features = CellFeatures.RectifiedRnn }).Missing(rnn).Should().BeEmpty();
        Nothing.Missing(Lstm with { Activations = CellActivations.Rectified }).Should().Equal("other activations");
    }

    /// <summary>A function that the cell has not is named, even where others are declared.</summary>
    [Fact]
    public void UndeclaredFunction_IsNamed()
    {
        BackendTraits few = All.MapCells((_, cell) => cell with { Activations = cell.Activations.Remove(ActivationFunction.Softplus) });
        CellActivations softplus = CellActivations.Usual with { State = new Activation(ActivationFunction.Softplus) };

        few.Missing(Lstm with { Activations = softplus }).Should().Equal("the activation Softplus");
        few.Missing(Lstm with { Direction = Direction.Bidirectional, ReverseActivations = softplus })
            .Should().Equal("the activation Softplus");
        All.Missing(Lstm with { Activations = softplus }).Should().BeEmpty();
    }

    [Fact]
    public void OtherCellOrFormat_IsAllThatIsMissing()
    {
        All.Only(RecurrentCell.Gru).Missing(Lstm with { Layers = 3 }).Should().Equal("the cell Lstm");
        All.Missing(Lstm with { ElementType = ElementType.Float64 }).Should().Equal("Float64 (it computes in Float32)");
    }

    /// <summary>What a rule forbids of an input shows only where there is one.</summary>
    [Fact]
    public void Domain_IsPartOfWhatIsMissing()
    {
        BackendTraits narrow = All.MapCells((_, cell) => cell with
        {
            Domain = new CellDomain
            {
                HiddenSize = SizeRange.MultiplesOf(16),
                BatchSize = SizeRange.UpTo(32),
                Biases = BiasForms.Both,
                States = StateForms.Given,
                Layouts = Layouts.BatchFirst,
                MostLayers = 2,
            },
        });
        var input = new RecurrentInput(new Sequence(1, 33, 1), null);

        narrow.Missing(Lstm with { Layers = 3 }, input).Should().Equal(
            "H = 2 (it takes a multiple of 16)",
            "L = 3 (it takes at most 2)",
            "no bias (it takes both biases)",
            "the time first (it takes the batch first)",
            "N = 33 (it takes at most 32)",
            "no initial state");
        RecurrentArchitecture taken = Lstm with { HiddenSize = 16, HasInputBias = true, HasRecurrentBias = true, BatchFirst = true };
        narrow.Missing(taken).Should().BeEmpty();
        var rule = new DomainRule("N at least T", (_, given) => given is null || given.Values.BatchSize >= given.Values.TimeSteps);
        narrow.MapCells((_, cell) => cell with { Domain = cell.Domain with { Rule = rule } })
            .Missing(taken, new RecurrentInput(new Sequence(3, 2, 1), RecurrentState.Zero(taken, 2)))
            .Should().Equal("what is not so: N at least T");
    }

    /// <summary>An input that does not fit its network is refused as well, with both shapes.</summary>
    [Theory]
    [InlineData(3, 2, "The input x has the shape (3, 1, 2), but (3, 1, 1) is required: (T, N, I).")]
    [InlineData(0, 1, "Row 0 has the length 4, but must have one of 0 to T = 3.")]
    public void InputThatDoesNotFit_IsRefused(int length, int features, string message)
    {
        var input = new RecurrentInput(new Sequence(3, 1, features), null, features == 1 ? [length + 4] : null);

        FluentActions.Invoking(() => All.Require(Lstm, input)).Should().Throw<ArgumentException>().WithMessage(message);
    }

    /// <summary>Everything that is drawn for a backend it has declared.</summary>
    [Fact]
    public void DrawnNetworks_AskForNothingThatIsMissing()
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            RecurrentCase trial = CaseGenerator.Draw(Recipes.Networks(All), new RandomSource(seed), size: 20);

            All.Missing(trial.Architecture, trial.Input).Should().BeEmpty(trial.ToString());
        }
    }

    private static (RecurrentArchitecture Network, RecurrentInput Input) Asking(CellFeatures feature)
    {
        var x = new Sequence(2, 1, 1);
        RecurrentArchitecture network = feature switch
        {
            CellFeatures.Layers => Lstm with { Layers = 2 },
            CellFeatures.Reverse => Lstm with { Direction = Direction.Reverse },
            CellFeatures.Bidirectional => Lstm with { Direction = Direction.Bidirectional },
            CellFeatures.ForgetBias => Lstm with { ForgetBias = 1 },
            CellFeatures.Peepholes => Lstm with { HasPeepholes = true },
            CellFeatures.CoupledGates => Lstm with { CouplesGates = true },
            CellFeatures.ActivationClip => Lstm with { ActivationClip = 3 },
            CellFeatures.CellClip => Lstm with { CellClip = 3 },
            CellFeatures.Projection => Lstm with { ProjectionSize = 1 },
            CellFeatures.OtherActivations => Lstm with
            {
                Activations = CellActivations.Usual with { State = new Activation(ActivationFunction.Softsign) },
            },
            _ => Lstm,
        };
        RecurrentInput input = feature switch
        {
            CellFeatures.Lengths => new RecurrentInput(x, null, [1]),
            CellFeatures.HiddenStateAlone => new RecurrentInput(x, new RecurrentState(new Matrix(1, 2), null)),
            CellFeatures.EmptyBatch => new RecurrentInput(new Sequence(2, 0, 1), null),
            CellFeatures.EmptySequence => new RecurrentInput(new Sequence(0, 1, 1), null),
            _ => new RecurrentInput(x, null),
        };
        return (network, input);
    }
}
