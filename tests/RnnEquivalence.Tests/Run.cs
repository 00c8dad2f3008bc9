using System.Runtime.CompilerServices;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Running;
using Xunit.v3;

[assembly: TestPipelineStartup(typeof(RunReport))]

namespace RnnEquivalence.Tests;

/// <summary>What this project adds to the header of a run.</summary>
internal static class Run
{
    [ModuleInitializer]
    internal static void Describe() => RunReport.Describe(TorchSharpFused.DescribeEngine);
}
