using System.Reflection;
using FluentAssertions;
using FsCheck;
using FsCheck.Xunit;
using RnnEquivalence.Backends;
using RnnEquivalence.Backends.OnnxRuntime;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.SelfTests.Mutants;
using RnnEquivalence.Specifications;
using Xunit;

namespace RnnEquivalence.SelfTests.Specifications;

/// <summary>Kernels that are right where they are small, and wrong from some size on, in one number as a rule.</summary>
public sealed class SizeFaultTests
{
    private const ulong Seeds = 1;

    private const ulong ManySeeds = 20;

    /// <summary>Kernels of the fused LSTM, RNN and GRU in float32.</summary>
    private static Dictionary<string, SizeFault> Fused { get; } = new()
    {
        ["from 256 units on, the last one"] = new((net, _) => net.HiddenSize >= 256, LastUnit),
        ["from 256 rows on, the last one"] = new((_, x) => x.Values.BatchSize >= 256, LastRow),
        ["from 256 features on, all"] = new((net, _) => net.InputSize >= 256, Everywhere),
        ["16 rows and 32 units, the last unit"] = new((net, x) => x.Values.BatchSize >= 16 && net.HiddenSize >= 32, LastUnit),
        ["32 rows and units, the last row"] = new((net, x) => x.Values.BatchSize >= 32 && net.HiddenSize >= 32, LastRow),
        ["8 steps and 32 units, the last step"] = new((net, x) => x.Values.TimeSteps >= 8 && net.HiddenSize >= 32, LastStep),
        ["from step 33 on"] = new((_, x) => x.Values.TimeSteps > 33, (y, t, _, _) => t >= 33),
        ["from step 64 on"] = new((_, x) => x.Values.TimeSteps > 64, (y, t, _, _) => t >= 64),
        ["from step 500 on, the last unit"] = new((_, x) => x.Values.TimeSteps > 500, (y, t, _, f) => t >= 500 && f == y.Features - 1),
        ["five layers"] = new((net, _) => net.Layers >= 5, Everywhere),
        ["seven layers"] = new((net, _) => net.Layers >= 7, LastUnit),
        ["in reverse, before the last 16 steps"] = new(
            (net, x) => net.Direction != Direction.Forward && x.Values.TimeSteps > 16,
            (y, t, _, f) => t < y.TimeSteps - 16 && f == y.Features - 1),
        ["over 8192 numbers in a step, the last unit"] = new((net, x) => x.Values.BatchSize * net.HiddenSize > 8192, LastUnit),
        ["two layers and 100 steps"] = new((net, x) => net.Layers > 1 && x.Values.TimeSteps >= 100, LastStep),
        ["100 rows, 5 steps, 33 units: the second step of the last row"] = new(
            (net, x) => x.Values.BatchSize >= 100 && x.Values.TimeSteps >= 5 && net.HiddenSize >= 33,
            (y, t, n, _) => t == 1 && n == y.BatchSize - 1),
        ["64 units and 64 features and 16 rows"] = new(
            (net, x) => net.HiddenSize >= 64 && net.InputSize >= 64 && x.Values.BatchSize >= 16, LastUnit),
        ["a last tile of 64 that is not full, above 256 units"] = new(
            (net, _) => net.HiddenSize > 256 && net.HiddenSize % 64 != 0, LastUnit),
        ["from 512 units on, half of them"] = new((net, _) => net.HiddenSize >= 512, (y, _, _, f) => f >= y.Features / 2),
        ["from 512 features on, the first unit"] = new((net, _) => net.InputSize >= 512, FirstUnit),
        ["from 300 rows on, those behind the 256th"] = new((_, x) => x.Values.BatchSize >= 300, (_, _, n, _) => n >= 256),
        ["more than 2000 rows and steps together"] = new((_, x) => x.Values.BatchSize * x.Values.TimeSteps > 2000, LastStep),
        ["units, features and rows from 32 on, and four steps"] = new(
            (net, x) => net.HiddenSize >= 32 && net.InputSize >= 32 && x.Values.BatchSize >= 16 && x.Values.TimeSteps >= 4, LastStep),
        ["100 units that are no multiple of 8, and 20 rows"] = new(
            (net, x) => net.HiddenSize >= 100 && net.HiddenSize % 8 != 0 && x.Values.BatchSize >= 20, LastUnit),
        ["the second step of wide cells"] = new((net, _) => net.HiddenSize >= 256, (_, t, _, _) => t == 1),
        ["six layers in both directions"] = new((net, _) => net.Layers >= 6 && net.Direction == Direction.Bidirectional, LastUnit),
        ["from step 100 on in both directions"] = new(
            (net, x) => net.Direction == Direction.Bidirectional && x.Values.TimeSteps >= 100, (y, t, _, f) => t >= 100 && f == 0),
        ["the batch first, from 128 rows on"] = new((net, x) => net.BatchFirst && x.Values.BatchSize >= 128, LastRow),
        ["no initial state, from 32 rows on"] = new((_, x) => x.InitialState is null && x.Values.BatchSize >= 32, LastRow),
        ["h_n of five layers, of the third"] = new((net, _) => net.Layers >= 5) { FinalLayer = 2 },
        ["h_n of 100 steps"] = new((_, x) => x.Values.TimeSteps >= 100) { FinalLayer = 0 },
        ["h_n of 100 rows and 32 units"] = new((net, x) => x.Values.BatchSize >= 100 && net.HiddenSize >= 32) { FinalLayer = 0 },
    };

    /// <summary>Kernels with reverse cells and rows of different lengths.</summary>
    private static Dictionary<string, SizeFault> Ragged { get; } = new()
    {
        ["reverse cells, before the last 16 steps"] = new(
            (net, x) => net.Direction == Direction.Reverse && x.Values.TimeSteps > 16, (y, t, _, _) => t < y.TimeSteps - 16),
        ["rows of different lengths from 100 steps on"] = new(
            (_, x) => x.Lengths is { } lengths && x.Values.TimeSteps >= 100 && lengths.Distinct().Count() > 1,
            (_, t, _, f) => t == 0 && f == 0),
        ["rows longer than 64, where others are shorter"] = new(
            (_, x) => x.Lengths is { } lengths && lengths.Min() < x.Values.TimeSteps, (_, t, _, _) => t >= 64),
        ["rows of different lengths, from 64 rows on"] = new(
            (_, x) => x.Lengths is { } lengths && x.Values.BatchSize >= 64 && lengths.Distinct().Count() > 1, LastRow),
        ["peepholes from 64 units and 16 rows on"] = new(
            (net, x) => net.HasPeepholes && net.HiddenSize >= 64 && x.Values.BatchSize >= 16, LastUnit),
    };

    private static Dictionary<string, GradientFault> OfGradients { get; } = new()
    {
        ["dx more than 8 steps before the end"] = new(
            (_, x) => x.Values.TimeSteps > 8, g => g with { Values = Cut(g.Values, g.Values.TimeSteps - 8) }),
        ["dx more than 64 steps before the end"] = new(
            (_, x) => x.Values.TimeSteps > 64, g => g with { Values = Cut(g.Values, g.Values.TimeSteps - 64) }),
        ["dW and dR from 100 steps on"] = new((_, x) => x.Values.TimeSteps >= 100, g => g with { Parameters = Shrunk(g.Parameters, 0) }),
        ["dW and dR of the first of four layers"] = new((net, _) => net.Layers >= 4, g => g with { Parameters = Shrunk(g.Parameters, 0) }),
        ["dW and dR of the fifth layer"] = new((net, _) => net.Layers >= 5, g => g with { Parameters = Shrunk(g.Parameters, 4) }),
        ["dx of two layers and 100 steps"] = new(
            (net, x) => net.Layers >= 2 && x.Values.TimeSteps >= 100, g => g with { Values = Cut(g.Values, 1) }),
    };

    private static readonly AsyncLocal<SizeFault?> Current = new();
    private static readonly AsyncLocal<GradientFault?> CurrentOfGradients = new();

    public static TheoryData<string> FaultsOfFused => [.. Fused.Keys];

    public static TheoryData<string> FaultsOfRagged => [.. Ragged.Keys];

    public static TheoryData<string> FaultsOfGradients => [.. OfGradients.Keys];

    [Theory]
    [MemberData(nameof(FaultsOfFused))]
    public void KernelThatIsWrongFromSomeSizeOn_IsRefuted(string fault) => IsRefuted(() => Current.Value = Fused[fault], new Size());

    [Theory]
    [MemberData(nameof(FaultsOfRagged))]
    public void RaggedKernelThatIsWrongFromSomeSizeOn_IsRefuted(string fault) =>
        IsRefuted(() => Current.Value = Ragged[fault], new RaggedSize());

    [Theory]
    [MemberData(nameof(FaultsOfGradients))]
    public void GradientsThatAreWrongFromSomeSizeOn_AreRefuted(string fault) =>
        IsRefuted(() => CurrentOfGradients.Value = OfGradients[fault], new Gradient());

    /// <summary>All of them with more seeds, which takes some ten minutes.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(FaultsOfFused))]
    [MemberData(nameof(FaultsOfRagged))]
    [MemberData(nameof(FaultsOfGradients))]
    public void Faults_AreRefutedInTwentySeeds(string fault)
    {
        object specification = Fused.ContainsKey(fault) ? new Size() : Ragged.ContainsKey(fault) ? new RaggedSize() : new Gradient();
        IsRefuted(
            () =>
            {
                Current.Value = Fused.GetValueOrDefault(fault) ?? Ragged.GetValueOrDefault(fault);
                CurrentOfGradients.Value = OfGradients.GetValueOrDefault(fault);
            },
            specification,
            ManySeeds);
    }

    private static void IsRefuted(Action choose, object specification, ulong seeds = Seeds)
    {
        for (ulong seed = 1; seed <= seeds; seed++)
        {
            choose();
            Laws.DeclaredIn(specification.GetType())
                .Where(law => law.Name.Contains("Many", StringComparison.Ordinal))
                .Any(law => Hold(specification, law, seed).IsRefuted)
                .Should().BeTrue($"seed {seed}");
        }
    }

    private static LawOutcome Hold(object specification, MethodInfo method, ulong seed)
    {
        int cases = method.GetCustomAttribute<EquivalencePropertyAttribute>()!.MaxTest;
        int usual = specification.GetType().GetCustomAttribute<PropertiesAttribute>()!.MaxTest;
        var law = (Law)method.Invoke(specification, BindingFlags.DoNotWrapExceptions, null, null, null)!;
        Config config = Config.Quick.WithMaxTest(cases > 0 ? cases : usual).WithMaxRejected(0);
        var notToShrink = new Law(law.Judged, law.Traits, FsCheck.Fluent.Arb.From(law.Cases.Generator), law.Check);
        return LawRunner.Run(method.Name, notToShrink, LawRunner.WithSeed(config, seed, method.Name));
    }

    private static bool Everywhere(Sequence y, int time, int row, int feature) => true;

    private static bool FirstUnit(Sequence y, int time, int row, int feature) => feature == 0;

    private static bool LastUnit(Sequence y, int time, int row, int feature) => feature == y.Features - 1;

    private static bool LastRow(Sequence y, int time, int row, int feature) => row == y.BatchSize - 1;

    private static bool LastStep(Sequence y, int time, int row, int feature) => time == y.TimeSteps - 1;

    private static Sequence Cut(Sequence dx, int steps) => Sequence.Create(
        dx.TimeSteps, dx.BatchSize, dx.Features, (time, row, feature) => time < steps ? 0 : dx[time, row, feature]);

    private static RecurrentParameters Shrunk(RecurrentParameters parameters, int of) =>
        new(parameters.Layers, parameters.Directions, (layer, direction) => parameters[layer, direction].Map((_, gate) => layer != of ? gate
            : gate with
            {
                InputWeights = gate.InputWeights.Map(value => 0.75 * value),
                RecurrentWeights = gate.RecurrentWeights.Map(value => 0.75 * value),
            }));

    /// <summary>Where a kernel is wrong.</summary>
    /// <param name="Applies">For which networks and inputs.</param>
    /// <param name="IsWrong">In which numbers of y: (y, t, n, feature); null for none.</param>
    private sealed record SizeFault(
        Func<RecurrentArchitecture, RecurrentInput, bool> Applies, Func<Sequence, int, int, int, bool>? IsWrong = null)
    {
        /// <summary>The layer whose h_n is wrong in its last number; null for none.</summary>
        public int? FinalLayer { get; init; }
    }

    /// <summary>Where gradients are wrong, and how.</summary>
    private sealed record GradientFault(
        Func<RecurrentArchitecture, RecurrentInput, bool> Applies, Func<RecurrentGradients, RecurrentGradients> Wrong);

    private sealed class Size : SizeSpecification<Faulty<TorchSharpFusedFloat32>>;

    private sealed class RaggedSize : SizeSpecification<Faulty<OnnxRuntimeFloat32>>;

    private sealed class Gradient : GradientSpecification<Faulty<TorchSharpFusedFloat32>>;

    private sealed class Faulty<T> : IRecurrentBackend
        where T : IRecurrentBackend, new()
    {
        private static readonly T Correct = new();

        public string Name => "wrong from some size on";

        public BackendTraits Traits => Correct.Traits;

        public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
            new Module(architecture, Correct.Create(architecture, parameters), Current.Value, CurrentOfGradients.Value);
    }

    private sealed class Module(RecurrentArchitecture network, IRecurrentModule correct, SizeFault? fault, GradientFault? ofGradients)
        : IDifferentiableModule
    {
        public RecurrentOutput Forward(RecurrentInput input)
        {
            RecurrentOutput output = correct.Forward(input);
            return fault?.Applies(network, input) == true ? Wrong(input, output, fault) : output;
        }

        public RecurrentGradients Backward(RecurrentInput input, UpstreamGradients upstream)
        {
            RecurrentGradients gradients = ((IDifferentiableModule)correct).Backward(input, upstream);
            return ofGradients?.Applies(network, input) == true ? ofGradients.Wrong(gradients) : gradients;
        }

        public void Load(RecurrentParameters parameters) => correct.Load(parameters);

        public void Dispose() => correct.Dispose();

        private static RecurrentOutput Wrong(RecurrentInput input, RecurrentOutput output, SizeFault fault)
        {
            Sequence y = output.Values;
            RecurrentState final = output.FinalState;
            return new RecurrentOutput(
                fault.IsWrong is not { } isWrong ? y : Sequence.Create(y.TimeSteps, y.BatchSize, y.Features, (time, row, feature) =>
                    y[time, row, feature] + (time < input.LengthOf(row) && isWrong(y, time, row, feature) ? 0.125 : 0)),
                new RecurrentState(final.Layers, final.Directions, (layer, direction) => fault.FinalLayer != layer ? final[layer, direction]
                    : final[layer, direction] with { Hidden = WithLastChanged(final[layer, direction].Hidden) }));
        }

        private static Matrix WithLastChanged(Matrix h) => Matrix.Create(h.Rows, h.Columns, (row, unit) =>
            h[row, unit] + (row == h.Rows - 1 && unit == h.Columns - 1 ? 0.125 : 0));
    }
}
