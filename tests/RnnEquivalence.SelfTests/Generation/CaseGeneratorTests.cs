using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Generation;

/// <summary>The generator reaches what it has to reach, measured over two thousand cases.</summary>
public sealed class CaseGeneratorTests
{
    private const int Drawn = 2000;

    public static TheoryData<ElementType> Types { get; } = [.. ElementTypes.All];

    public static TheoryData<string> Dimensions { get; } =
    [
        "T = 1", "T = 2", "T = 3", "T > 8", "N = 1", "N = 2", "N > 8", "I = 1", "I < H", "I = H", "I > H", "H = 1", "H = 2", "H = 3",
        "H power of two", "H power of two − 1", "H power of two + 1", "H > 32", "both biases", "input bias", "recurrent bias", "no bias",
        "state absent", "state given", "batch first", "time first", "all values tiny", "pre-activations over 20", "whole numbers", "zeros",
    ];

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void EveryDimension_OccursOftenEnough(string dimension)
    {
        int found = Cases(CellVariant.Lstm).Count(Has(dimension));

        found.Should().BeGreaterThan(Drawn / 100, "a dimension that hardly occurs is not tested");
    }

    public static TheoryData<string> Structures { get; } =
    [
        "L = 1", "L = 2", "L = 3", "forward", "reverse", "bidirectional", "bidirectional layers",
        "no lengths", "lengths", "all rows of length T", "no row of length T", "falling lengths", "rising lengths",
        "row of length 0", "all rows of length 0", "padding that is no number", "padding that is a number",
        "h0 without c0", "h0 and c0", "activations differ by direction",
        .. CellVariant.All.Select(variant => variant.Name), .. Enum.GetNames<ActivationFunction>(),
    ];

    [Theory]
    [MemberData(nameof(Structures))]
    public void EveryStructure_OccursOftenEnough(string structure)
    {
        int found = StructuredCases.Value.Count(HasStructure(structure));

        found.Should().BeGreaterThan(Drawn / 100, "a structure that hardly occurs is not tested");
    }

    public static TheoryData<string> Variants { get; } = [.. CellVariant.All.Select(variant => variant.Name)];

    /// <summary>A case has the options of its variant and no others.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void Variant_HasItsCellAndItsOptions(string name)
    {
        CellVariant variant = CellVariant.All.Single(candidate => candidate.Name == name);

        Cases(Structured with { Variants = [variant] }).Should().OnlyContain(trial => IsOf(variant, trial.Architecture));
    }

    [Fact]
    public void Structure_IsWithinWhatTheRecipeAllows()
    {
        CaseRecipe recipe = Structured with
        {
            MinimumLayers = 2,
            Directions = [Direction.Reverse, Direction.Bidirectional],
            Lengths = RowLengths.AlwaysRagged,
            States = StateForms.Given,
            Traits = Structured.Traits.MapCells((_, cell) => cell with { Features = cell.Features & ~CellFeatures.HiddenStateAlone }),
        };

        Cases(recipe).Should().OnlyContain(trial => trial.Architecture.Layers >= 2 && trial.Architecture.Layers <= 3
            && trial.Architecture.Direction != Direction.Forward
            && trial.Input.Lengths!.All(length => length >= 1)
            && trial.Input.InitialState!.HasCell == trial.Architecture.Cell.HasCellState());
    }

    /// <summary>What stands behind the end of a row may be anything, but what stands in it is a number.</summary>
    [Fact]
    public void Input_WithinItsLengths_IsFinite() =>
        StructuredCases.Value.Should().OnlyContain(trial => Enumerable.Range(0, trial.BatchSize).All(row =>
            Enumerable.Range(0, trial.Input.LengthOf(row)).All(time => trial.Input.Values.At(time, row).ToArray().All(double.IsFinite))));

    [Fact]
    public void Cells_AreDrawnIndependently()
    {
        var recipe = new CaseRecipe
        {
            Variants = [CellVariant.Lstm],
            Traits = Declared.Everything(ElementType.Float64),
            MinimumLayers = 2,
            MaximumLayers = 2,
            Directions = [Direction.Bidirectional],
        };
        IEnumerable<RecurrentCase> ordinary = Cases(recipe).Where(trial => !AllWeights(trial).Any(double.IsInteger));

        ordinary.Should().NotBeEmpty().And.AllSatisfy(trial => AllWeights(trial).Should().OnlyHaveUniqueItems());
    }

    [Fact]
    public void Gates_AreDrawnIndependently()
    {
        var recipe = new CaseRecipe { Variants = [CellVariant.Lstm], Traits = Declared.Everything(ElementType.Float64) };
        IEnumerable<RecurrentCase> ordinary = Cases(recipe).Where(trial => !Weights(trial).Any(double.IsInteger));

        ordinary.Should().NotBeEmpty().And.AllSatisfy(trial => Weights(trial).Should().OnlyHaveUniqueItems());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void SameSeed_GivesTheSameCase(ElementType type)
    {
        var recipe = new CaseRecipe { Variants = [CellVariant.Lstm], Traits = Declared.Everything(type) };

        string first = CaseGenerator.Draw(recipe, new RandomSource(42), 50).ToString();

        CaseGenerator.Draw(recipe, new RandomSource(42), 50).ToString().Should().Be(first);
        CaseGenerator.Draw(recipe, new RandomSource(43), 50).ToString().Should().NotBe(first);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void SubnormalNumbers_AreBelowTheSmallestNormalOne(ElementType type)
    {
        var recipe = new CaseRecipe { Variants = [CellVariant.Rnn], Traits = Declared.Everything(type), Regime = ValueRegime.Subnormal };

        double largest = Cases(recipe).SelectMany(Weights).Max(Math.Abs);

        largest.Should().BePositive().And.BeLessThan(type.SmallestNormal());
    }

    /// <summary>The first numbers for seed 1234567, as published with the reference implementation of SplitMix64.</summary>
    [Fact]
    public void RandomSource_IsSplitMix64()
    {
        var random = new RandomSource(1234567);

        random.NextBits().Should().Be(6457827717110365317);
        random.NextBits().Should().Be(3203168211198807973);
        random.NextBits().Should().Be(9817491932198370423);
    }

    [Fact]
    public void Minimum_OfTimeStepsIsKept()
    {
        var recipe = new CaseRecipe
        {
            Variants = [CellVariant.Rnn],
            Traits = Declared.Everything(ElementType.Float32),
            MinimumTimeSteps = 2,
            MaximumTimeSteps = 5,
        };

        Cases(recipe).Should().OnlyContain(trial => trial.TimeSteps >= 2 && trial.TimeSteps <= 5);
    }

    private static CaseRecipe Structured { get; } = new()
    {
        Variants = CellVariant.All,
        Traits = Declared.Everything(ElementType.Float32),
        MaximumLayers = 3,
        Directions = Enum.GetValues<Direction>(),
        Lengths = RowLengths.RaggedOrZero,
        Budget = 2000,
    };

    private static readonly Lazy<RecurrentCase[]> StructuredCases = new(() => [.. Cases(Structured)]);

    private static IEnumerable<RecurrentCase> Cases(CellVariant variant) =>
        Cases(new CaseRecipe { Variants = [variant], Traits = Declared.Everything(ElementType.Float32) });

    private static IEnumerable<RecurrentCase> Cases(CaseRecipe recipe) => Enumerable.Range(0, Drawn)
        .Select(number => CaseGenerator.Draw(recipe, new RandomSource((ulong)number), 1 + (number * 100 / Drawn)));

    private static Func<RecurrentCase, bool> Has(string dimension) => dimension switch
    {
        "T = 1" => trial => trial.TimeSteps == 1,
        "T = 2" => trial => trial.TimeSteps == 2,
        "T = 3" => trial => trial.TimeSteps == 3,
        "T > 8" => trial => trial.TimeSteps > 8,
        "N = 1" => trial => trial.BatchSize == 1,
        "N = 2" => trial => trial.BatchSize == 2,
        "N > 8" => trial => trial.BatchSize > 8,
        "I = 1" => trial => trial.InputSize == 1,
        "I < H" => trial => trial.InputSize < trial.HiddenSize,
        "I = H" => trial => trial.InputSize == trial.HiddenSize,
        "I > H" => trial => trial.InputSize > trial.HiddenSize,
        "H = 1" => trial => trial.HiddenSize == 1,
        "H = 2" => trial => trial.HiddenSize == 2,
        "H = 3" => trial => trial.HiddenSize == 3,
        "H power of two" => trial => trial.HiddenSize >= 4 && int.IsPow2(trial.HiddenSize),
        "H power of two − 1" => trial => trial.HiddenSize >= 4 && int.IsPow2(trial.HiddenSize + 1),
        "H power of two + 1" => trial => trial.HiddenSize >= 4 && int.IsPow2(trial.HiddenSize - 1),
        "H > 32" => trial => trial.HiddenSize > 32,
        "both biases" => trial => trial.Architecture is { HasInputBias: true, HasRecurrentBias: true },
        "input bias" => trial => trial.Architecture is { HasInputBias: true, HasRecurrentBias: false },
        "recurrent bias" => trial => trial.Architecture is { HasInputBias: false, HasRecurrentBias: true },
        "no bias" => trial => trial.Architecture is { HasInputBias: false, HasRecurrentBias: false },
        "state absent" => trial => trial.Input.InitialState is null,
        "state given" => trial => trial.Input.InitialState is not null,
        "batch first" => trial => trial.Architecture.BatchFirst,
        "time first" => trial => !trial.Architecture.BatchFirst,
        "all values tiny" => trial => Weights(trial).All(value => Math.Abs(value) < 1e-2) && Weights(trial).Any(value => value != 0),
        "pre-activations over 20" => trial => Weights(trial).Max(Math.Abs) * (trial.InputSize + trial.HiddenSize) > 20,
        "whole numbers" => trial => Weights(trial).All(double.IsInteger) && Weights(trial).Any(value => value != 0),
        "zeros" => trial => Weights(trial).Any(value => value == 0) && Weights(trial).Any(value => !double.IsInteger(value)),
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "Not a dimension."),
    };

    private static Func<RecurrentCase, bool> HasStructure(string structure) => structure switch
    {
        "L = 1" => trial => trial.Architecture.Layers == 1,
        "L = 2" => trial => trial.Architecture.Layers == 2,
        "L = 3" => trial => trial.Architecture.Layers == 3,
        "forward" => trial => trial.Architecture.Direction == Direction.Forward,
        "reverse" => trial => trial.Architecture.Direction == Direction.Reverse,
        "bidirectional" => trial => trial.Architecture.Direction == Direction.Bidirectional,
        "bidirectional layers" => trial => trial.Architecture is { Direction: Direction.Bidirectional, Layers: > 1 },
        "no lengths" => trial => trial.Input.Lengths is null,
        "lengths" => trial => trial.Input.Lengths is not null,
        "all rows of length T" => trial => trial.Input.Lengths?.All(length => length == trial.TimeSteps) == true,
        "no row of length T" => trial => trial.Input.Lengths?.Any(length => length == trial.TimeSteps) == false,
        "falling lengths" => trial => Neighbours(trial).Any(pair => pair.First > pair.Second)
            && Neighbours(trial).All(pair => pair.First >= pair.Second),
        "rising lengths" => trial => Neighbours(trial).Any(pair => pair.First < pair.Second),
        "row of length 0" => trial => trial.Input.Lengths?.Any(length => length == 0) == true,
        "all rows of length 0" => trial => trial.Input.Lengths?.All(length => length == 0) == true,
        "padding that is no number" => trial => trial.Input.Values.Values.ToArray().Any(double.IsNaN),
        "padding that is a number" => trial => trial.Input.Lengths?.Any(length => length < trial.TimeSteps) == true
            && trial.Input.Values.Values.ToArray().All(double.IsFinite),
        "h0 without c0" => trial => trial.Architecture.Cell == RecurrentCell.Lstm && trial.Input.InitialState?.HasCell == false,
        "h0 and c0" => trial => trial.Architecture.Cell == RecurrentCell.Lstm && trial.Input.InitialState?.HasCell == true,
        "activations differ by direction" => trial => trial.Architecture.ReverseActivations is { } reverse
            && reverse != trial.Architecture.Activations,
        _ when CellVariant.All.SingleOrDefault(variant => variant.Name == structure) is { } variant =>
            trial => IsOf(variant, trial.Architecture),
        _ when Enum.TryParse(structure, out ActivationFunction function) => trial => Functions(trial.Architecture).Contains(function),
        _ => throw new ArgumentOutOfRangeException(nameof(structure), structure, "Not a structure."),
    };

    private static IEnumerable<(int First, int Second)> Neighbours(RecurrentCase trial) =>
        trial.Input.Lengths is { } lengths ? lengths.Zip(lengths.Skip(1)) : [];

    private static bool IsOf(CellVariant variant, RecurrentArchitecture network)
    {
        bool others = variant.Has(CellFeatures.OtherActivations);
        CellActivations expected = variant.Has(CellFeatures.RectifiedRnn) ? CellActivations.Rectified : CellActivations.Usual;
        return network.Cell == variant.Cell
            && network.HasPeepholes == variant.Has(CellFeatures.Peepholes)
            && network.CouplesGates == variant.Has(CellFeatures.CoupledGates)
            && network.CellClip.HasValue == variant.Has(CellFeatures.CellClip)
            && network.ActivationClip.HasValue == variant.Has(CellFeatures.ActivationClip)
            && network.ProjectionSize.HasValue == variant.Has(CellFeatures.Projection)
            && (others || (network.Activations == expected && network.ReverseActivations is null));
    }

    private static IEnumerable<ActivationFunction> Functions(RecurrentArchitecture network) =>
        new[] { network.Activations, network.ActivationsOf(network.Directions - 1) }
            .SelectMany(functions => new[] { functions.Gates.Function, functions.Candidate.Function, functions.State.Function });

    private static IEnumerable<double> AllWeights(RecurrentCase trial) =>
        from layer in Enumerable.Range(0, trial.Architecture.Layers)
        from direction in Enumerable.Range(0, trial.Architecture.Directions)
        let cell = trial.Parameters[layer, direction]
        from gate in cell.Gates
        from value in cell[gate].InputWeights.Values.ToArray().Concat(cell[gate].RecurrentWeights.Values.ToArray())
        select value;

    private static IEnumerable<double> Weights(RecurrentCase trial) => trial.Architecture.Gates.ToArray()
        .Select(gate => trial.Parameters.Single[gate])
        .SelectMany(gate => gate.InputWeights.Values.ToArray().Concat(gate.RecurrentWeights.Values.ToArray()));
}
