using System.Reflection;
using FluentAssertions;
using FsCheck;
using FsCheck.Xunit;
using RnnEquivalence.Backends;
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
    private const ulong Seeds = 2;

    private static readonly AsyncLocal<SizeFault?> Current = new();

    private static Dictionary<string, SizeFault> All { get; } = new()
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
    };

    /// <summary>From which sizes on a kernel is wrong, and where.</summary>
    public static TheoryData<string> Faults => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public void KernelThatIsWrongFromSomeSizeOn_IsRefuted(string fault)
    {
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            Refuting(fault, seed).Should().NotBeEmpty($"seed {seed}");
        }
    }

    private static string[] Refuting(string fault, ulong seed)
    {
        Current.Value = All[fault];
        return [.. Laws.DeclaredIn(typeof(Size)).Where(law => Hold(law, seed).IsRefuted).Select(law => law.Name)];
    }

    private static LawOutcome Hold(MethodInfo method, ulong seed)
    {
        int cases = method.GetCustomAttribute<EquivalencePropertyAttribute>()!.MaxTest;
        int usual = typeof(SizeSpecification<>).GetCustomAttribute<PropertiesAttribute>()!.MaxTest;
        var law = (Law)method.Invoke(new Size(), BindingFlags.DoNotWrapExceptions, null, null, null)!;
        Config config = Config.Quick.WithMaxTest(cases > 0 ? cases : usual).WithMaxRejected(0);
        var notToShrink = new Law(law.Judged, law.Traits, FsCheck.Fluent.Arb.From(law.Cases.Generator), law.Check);
        return LawRunner.Run(method.Name, notToShrink, LawRunner.WithSeed(config, seed, method.Name));
    }

    private static bool Everywhere(Sequence y, int time, int row, int feature) => true;

    private static bool LastUnit(Sequence y, int time, int row, int feature) => feature == y.Features - 1;

    private static bool LastRow(Sequence y, int time, int row, int feature) => row == y.BatchSize - 1;

    private static bool LastStep(Sequence y, int time, int row, int feature) => time == y.TimeSteps - 1;

    /// <summary>Where a kernel is wrong.</summary>
    /// <param name="Applies">For which networks and inputs.</param>
    /// <param name="IsWrong">In which numbers of y: (y, t, n, feature).</param>
    private sealed record SizeFault(Func<RecurrentArchitecture, RecurrentInput, bool> Applies, Func<Sequence, int, int, int, bool> IsWrong);

    private sealed class Size : SizeSpecification<Faulty>;

    private sealed class Faulty : IRecurrentBackend
    {
        private static readonly TorchSharpFusedFloat32 Correct = new();

        public string Name => "wrong from some size on";

        public BackendTraits Traits => Correct.Traits;

        public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
            new Module(architecture, Correct.Create(architecture, parameters), Current.Value!);
    }

    private sealed class Module(RecurrentArchitecture network, IRecurrentModule correct, SizeFault fault) : IRecurrentModule
    {
        public RecurrentOutput Forward(RecurrentInput input)
        {
            RecurrentOutput output = correct.Forward(input);
            Sequence y = output.Values;
            return !fault.Applies(network, input) ? output : output with
            {
                Values = Sequence.Create(y.TimeSteps, y.BatchSize, y.Features, (time, row, feature) => y[time, row, feature]
                    + (time < input.LengthOf(row) && fault.IsWrong(y, time, row, feature) ? 0.125 : 0)),
            };
        }

        public void Load(RecurrentParameters parameters) => correct.Load(parameters);

        public void Dispose() => correct.Dispose();
    }
}
