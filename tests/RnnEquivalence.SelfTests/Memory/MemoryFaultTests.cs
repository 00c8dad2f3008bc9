using System.Reflection;
using System.Runtime.Intrinsics;
using FluentAssertions;
using FsCheck;
using RnnEquivalence.Memory;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.Specifications;
using Xunit;

namespace RnnEquivalence.SelfTests.Memory;

/// <summary>
/// Kernels that return what they should, and go astray in memory: each is refuted by an ordinary law, with the smallest case there is and a
/// message that names the buffer.
/// </summary>
public sealed unsafe class MemoryFaultTests
{
    private const ulong Seeds = 5;

    private const int Cases = 120;

    private const string Networks = nameof(NetworkSpecification<PointerKernel>.Network_WholeTrajectory_EqualsExpandedFormulas);

    private static readonly object[] Leaves = [new Network(), new Empty()];

    private static Dictionary<string, Astray> All { get; } = new()
    {
        ["y is written past where H is odd"] = new(
            MemoryFaultKind.WrotePast, "y", (1, 1, 1, 1), call => If(call.H % 2 != 0, call.Y + Last(call), 1)),
        ["y is written a step past"] = new(
            MemoryFaultKind.WrotePast, "y", (1, 1, 1, 1), call => If(call.T > 0, call.Y + Last(call) + (call.N * call.H) - 1, 1)),
        ["y is written before"] = new(
            MemoryFaultKind.WroteBefore, "y", (1, 1, 1, 1), call => If(call.T * call.N > 0, call.Y - 1, 1)),
        ["x is read past by a vector where I is no multiple of 4"] = new(
            MemoryFaultKind.ReadPast, "x", (1, 1, 1, 1), call =>
            {
                if (call.I % 4 != 0 && call.T * call.N > 0)
                {
                    // All of it is used, or the compiler would come to load its first element alone.
                    Sink = Vector128.Sum(Vector128.Load(call.X + (((call.T * call.N) - 1) * call.I) + (call.I / 4 * 4)));
                }
            }),
        ["x is read past from I = 5 on"] = new(
            MemoryFaultKind.ReadPast, "x", (1, 1, 5, 1), call => Read(call.I >= 5, call.X + (call.T * call.N * call.I))),
        ["x is read before"] = new(
            MemoryFaultKind.ReadBefore, "x", (1, 1, 1, 1), call => Read(call.T > 0, call.X - 1)),
        ["r is read a row past where H is at least 3"] = new(
            MemoryFaultKind.ReadPast, "r", (1, 1, 1, 3), call => Read(call.H >= 3, call.R + ((call.IsLstm ? 4 : 1) * call.H * call.H) + 2)),
        ["lengths are read past from N = 2 on"] = new(
            MemoryFaultKind.ReadPast, "lengths", (1, 2, 1, 1), call => Read(call.N >= 2, (float*)(call.Lengths + call.N))),
        ["x is overwritten"] = new(
            MemoryFaultKind.Overwrote, "x", (1, 1, 1, 1), call => If(call.T > 0, call.X, *call.X + 1)),
        ["the last weight is overwritten where T = 2"] = new(
            MemoryFaultKind.Overwrote, "w", (2, 1, 1, 1), call =>
                If(call.T == 2, call.W + ((call.IsLstm ? 4 : 1) * call.H * call.I) - 1, 3)),
        ["lengths are counted down"] = new(
            MemoryFaultKind.Overwrote, "lengths", (1, 1, 1, 1), call =>
            {
                for (int row = 0; row < call.N; row++)
                {
                    call.Lengths[row] -= call.T;
                }
            }),
        ["h0 is updated in place"] = new(
            MemoryFaultKind.Overwrote, "h0", (1, 1, 1, 1), call =>
                new Span<float>(call.Hn, call.N * call.H).CopyTo(new Span<float>(call.H0, call.N * call.H))),
        ["the workspace is written past"] = new(
            MemoryFaultKind.WrotePast, "workspace", (1, 1, 1, 1), call => If(call.T > 0, call.Own + (6 * call.H), 1)),
        ["c_n is left as it was where N = 3"] = new(
            MemoryFaultKind.LeftUnwritten, "c_n", (1, 3, 1, 1), Leaves:
                (call, name, index) => name == "c_n" && call.N == 3 && index == 2 * call.H),
        ["y is left as it was at the last step from T = 2 on"] = new(
            MemoryFaultKind.LeftUnwritten, "y", (2, 1, 1, 1), Leaves:
                (call, name, index) => name == "y" && call.T >= 2 && index == Last(call) - 1),
        ["y is other where x is aligned"] = new(
            MemoryFaultKind.DependsOnPlace, "y", (1, 1, 1, 1), call => If((nint)call.X % 4096 == 0 && call.T > 0, call.Y, 0.125f)),
        ["x is read before anybody asks whether there are steps"] = new(
            MemoryFaultKind.ReadPast, "x", (1, 1, 1, 1), call => Read(call.T == 0, call.X),
            nameof(EmptySpecification<PointerKernel>.EmptySequence_GivesTheInitialState)),
    };

    public static TheoryData<string> Faults => [.. All.Keys];

    /// <summary>The same kernel without a fault holds.</summary>
    [Fact]
    public void KernelThatStaysWithin_IsNotRefuted()
    {
        PointerKernel.Fault = null;
        foreach (object leaf in Leaves)
        {
            foreach (MethodInfo method in Mutants.Laws.DeclaredIn(leaf.GetType()))
            {
                LawOutcome outcome = Hold(leaf, method, seed: 1);
                outcome.IsRefuted.Should().BeFalse($"{method.Name}: {outcome.Cause}");
                outcome.Tally.Cases.Should().Be(Cases);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void KernelThatGoesAstray_IsRefutedWithTheSmallestCase(string fault)
    {
        Assert.SkipUnless(GuardedCall.SeesReads, "This system does not say what was touched.");
        Astray astray = All[fault];
        PointerKernel.Fault = astray.Fault;
        object leaf = Leaves.Single(one => one.GetType().GetMethod(astray.Law) is not null);
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            LawOutcome outcome = Hold(leaf, leaf.GetType().GetMethod(astray.Law)!, seed);

            MemoryFault found = outcome.Cause.Should().BeOfType<MemoryFaultException>($"seed {seed}").Subject.Faults[0];
            (found.Kind, found.Buffer).Should().Be((astray.Kind, astray.Buffer), found.Description);
            outcome.Cause!.Message.Should().Contain($" {astray.Buffer}");
            outcome.Repetition!.Repeats.Should().BeTrue();
            var smallest = (RecurrentCase)outcome.Counterexample!;
            (smallest.TimeSteps, smallest.BatchSize, smallest.InputSize, smallest.Architecture.HiddenSize)
                .Should().Be(astray.Smallest, $"seed {seed}: {smallest}");
        }
    }

    private static float Sink { get; set; }

    private static void If(bool condition, float* place, float value)
    {
        if (condition)
        {
            *place = value;
        }
    }

    private static void Read(bool condition, float* place)
    {
        if (condition)
        {
            Sink = Volatile.Read(ref *place);
        }
    }

    private static int Last(PointerCall call) => call.T * call.N * call.H;

    private static LawOutcome Hold(object leaf, MethodInfo method, ulong seed)
    {
        var law = (Law)method.Invoke(leaf, BindingFlags.DoNotWrapExceptions, null, null, null)!;
        return LawRunner.Run(
            method.Name, law, LawRunner.WithSeed(Config.Quick.WithMaxTest(Cases).WithMaxRejected(0), seed, method.Name));
    }

    /// <summary>A kernel that goes astray.</summary>
    /// <param name="Kind">What it is found to do.</param>
    /// <param name="Buffer">Where.</param>
    /// <param name="Smallest">T, N, I and H of the smallest case that shows it.</param>
    /// <param name="Deed">What it does, besides what it should.</param>
    /// <param name="Law">By which law it is refuted.</param>
    /// <param name="Leaves">Which elements of an output it leaves as they were.</param>
    private sealed record Astray(
        MemoryFaultKind Kind,
        string Buffer,
        (int T, int N, int I, int H) Smallest,
        PointerDeed? Deed = null,
        string Law = Networks,
        Func<PointerCall, string, int, bool>? Leaves = null)
    {
        public PointerFault Fault { get; } = new(Deed ?? (_ => { }), Leaves ?? ((_, _, _) => false));
    }

    private sealed class Network : NetworkSpecification<PointerKernel>;

    private sealed class Empty : EmptySpecification<PointerKernel>;
}
