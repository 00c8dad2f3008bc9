using System.Runtime.InteropServices;

namespace RnnEquivalence.Baselines;

/// <summary>What this process runs on: the same library takes other kernels on another processor.</summary>
internal static class Machine
{
    /// <summary>Processor, architecture and system in one line.</summary>
    public static string Description { get; } =
        $"{Processor()}, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.OSDescription.Trim()}";

    private static string Processor()
    {
        const string ProcessorInformation = "/proc/cpuinfo";
        string? model = File.Exists(ProcessorInformation)
            ? File.ReadLines(ProcessorInformation)
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[^1].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return string.IsNullOrEmpty(model) ? "unnamed processor" : model;
    }
}
