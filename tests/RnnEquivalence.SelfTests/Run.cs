using RnnEquivalence.Running;
using Xunit.v3;

[assembly: TestPipelineStartup(typeof(RunReport))]
