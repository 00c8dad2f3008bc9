using System.Runtime.CompilerServices;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Running;
using Xunit.Sdk;
using Xunit.v3;

// One law at a time: libtorch has threads of its own, and the cases per second are those of a kernel that has the machine to itself.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace RnnEquivalence.Tests;

/// <summary>What this project adds to the header of a run.</summary>
internal static class Run
{
    [ModuleInitializer]
    internal static void Describe() => RunReport.Describe(TorchSharpFused.DescribeEngine);
}
