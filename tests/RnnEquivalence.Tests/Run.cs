using System.Runtime.CompilerServices;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Running;
using Xunit.Sdk;
using Xunit.v3;

// Two laws at a time: each has a processor to itself, on the smallest machine that the guard is meant for.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]

namespace RnnEquivalence.Tests;

/// <summary>What this project adds to the header of a run.</summary>
internal static class Run
{
    [ModuleInitializer]
    internal static void Describe() => RunReport.Describe(TorchSharpFused.DescribeEngine);
}
