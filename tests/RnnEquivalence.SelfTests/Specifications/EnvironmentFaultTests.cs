using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using RnnEquivalence.Backends;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.Specifications;
using RnnEquivalence.Verdicts;
using Xunit;

namespace RnnEquivalence.SelfTests.Specifications;

/// <summary>Kernels whose numbers are right, and which leave the thread that called them computing otherwise.</summary>
public sealed class EnvironmentFaultTests
{
    private const ulong Seeds = 20;

    private const string NotLinux = "How to meddle with the environment is known of glibc.";

    public static bool IsLinux => OperatingSystem.IsLinux();

    [Fact]
    public void CorrectKernel_LeavesTheThreadAsItWas() => Cause<Unmeddled>(seed: 1).Should().BeNull();

    /// <summary>
    /// ONNX Runtime does so where a session asks for it: in the thread that creates the first one of a process, before anything is run.
    /// </summary>
    [Fact(Skip = NotLinux, SkipUnless = nameof(IsLinux))]
    public void BuildingThatFlushesSubnormals_IsRefuted() => IsRefuted<Flushing>("subnormal results are kept", "after building");

    [Fact(Skip = NotLinux, SkipUnless = nameof(IsLinux))]
    public void CallThatReadsSubnormalsAsZeros_IsRefuted() => IsRefuted<ReadingZeros>("subnormal numbers are read", "after a run");

    [Fact(Skip = NotLinux, SkipUnless = nameof(IsLinux))]
    public void CallThatRoundsUpFromThenOn_IsRefuted() => IsRefuted<RoundingUp>("rounded to the nearest", "after a run");

    [Fact(Skip = NotLinux, SkipUnless = nameof(IsLinux))]
    public void CallThatRoundsDownFromThenOn_IsRefuted() => IsRefuted<RoundingDown>("rounded to the nearest", "after a run");

    [Fact(Skip = NotLinux, SkipUnless = nameof(IsLinux))]
    public void DisposingThatCutsOffFromThenOn_IsRefuted() => IsRefuted<CuttingOff>("rounded to the nearest", "after disposing");

    private static void IsRefuted<T>(params string[] words)
        where T : IRecurrentBackend, new()
    {
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            Cause<T>(seed).Should().BeOfType<LawRefutedException>().Which.Message.Should().ContainAll(words);
        }
    }

    private static Exception? Cause<T>(ulong seed)
        where T : IRecurrentBackend, new()
    {
        Law law = new History<T>().CallingThread_ComputesAsBefore();
        var notToShrink = new Law(law.Judged, law.Traits, Arb.From(law.Cases.Generator), law.Check);
        Config config = Config.Quick.WithMaxTest(20);
        return LawRunner
            .Run(nameof(EnvironmentFaultTests), notToShrink, LawRunner.WithSeed(config, seed, nameof(EnvironmentFaultTests)))
            .Cause;
    }

    private sealed class History<T> : HistorySpecification<T>
        where T : IRecurrentBackend, new();

    /// <summary>TorchSharp's fused kernels, and something else on the thread of the caller.</summary>
    private abstract class Meddling(Action? build = null, Action? run = null, Action? dispose = null) : IRecurrentBackend
    {
        private static readonly TorchSharpFusedFloat32 Correct = new();

        public string Name => GetType().Name;

        public BackendTraits Traits => Correct.Traits;

        public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters)
        {
            build?.Invoke();
            return new Module(Correct.Create(architecture, parameters), run, dispose);
        }
    }

    private sealed class Unmeddled : Meddling;

    private sealed class Flushing() : Meddling(build: () => Set(x64: 0x8000, arm64: 1 << 24));

    private sealed class ReadingZeros() : Meddling(run: () => Set(x64: 0x40, arm64: 1 << 24));

    private sealed class RoundingUp() : Meddling(run: () => Set(x64: 0x4000, arm64: 1 << 22));

    private sealed class RoundingDown() : Meddling(run: () => Set(x64: 0x2000, arm64: 2 << 22));

    private sealed class CuttingOff() : Meddling(dispose: () => Set(x64: 0x6000, arm64: 3 << 22));

    private sealed class Module(IRecurrentModule correct, Action? run, Action? dispose) : IRecurrentModule
    {
        public RecurrentOutput Forward(RecurrentInput input)
        {
            RecurrentOutput output = correct.Forward(input);
            run?.Invoke();
            return output;
        }

        public void Load(RecurrentParameters parameters) => correct.Load(parameters);

        public void Dispose()
        {
            correct.Dispose();
            dispose?.Invoke();
        }
    }

    /// <summary>Sets bits of the register that controls the arithmetic of the thread: MXCSR, or FPCR.</summary>
    private static void Set(int x64, int arm64)
    {
        // glibc's fenv_t: on x64 the 28 bytes of the x87 unit come first, on arm64 there is nothing else.
        bool isArm = RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64;
        byte[] environment = new byte[32];
        GetEnvironment(environment).Should().Be(0);
        Span<byte> control = environment.AsSpan(isArm ? 0 : 28, sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(control, BinaryPrimitives.ReadInt32LittleEndian(control) | (isArm ? arm64 : x64));
        SetEnvironment(environment).Should().Be(0);
    }

    [DllImport("libm.so.6", EntryPoint = "fegetenv")]
    private static extern int GetEnvironment(byte[] environment);

    [DllImport("libm.so.6", EntryPoint = "fesetenv")]
    private static extern int SetEnvironment(byte[] environment);
}
