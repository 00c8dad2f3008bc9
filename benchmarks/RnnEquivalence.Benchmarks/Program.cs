using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using RnnEquivalence.Benchmarks;
using RnnEquivalence.Benchmarks.Peer;

if (args is ["peer", ..])
{
    PeerComparison.Print(cases: args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 32_000);
    return;
}

// In this process: a program generated for each benchmark would take a copy of libtorch along. Few and short iterations: there are a
// hundred benchmarks, and what matters here is a factor, not a percent.
Job job = Job.Default
    .WithToolchain(InProcessEmitToolchain.Instance)
    .WithIterationTime(TimeInterval.FromMilliseconds(200))
    .WithWarmupCount(3)
    .WithIterationCount(7);
IConfig config = DefaultConfig.Instance
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumn(new CasesPerSecond())
    .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(40))
    .HideColumns(Column.Error, Column.StdDev, Column.RatioSD, Column.Gen0, Column.Gen1, Column.Gen2);
BenchmarkSwitcher.FromAssembly(typeof(Cases).Assembly).Run(args, config);
