using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace RnnEquivalence.Tests.Accuracy;

/// <summary>Which instructions the kernels may use: each engine looks at the processor, and some at variables of the environment.</summary>
internal static class Instructions
{
    private static readonly string[] Variables = ["ATEN_CPU_CAPABILITY", "ONEDNN_MAX_CPU_ISA", "MKL_CBWR"];

    /// <summary>What keeps the engines from using all that the processor has: the variables that say so, or nothing.</summary>
    public static string Limits { get; } = string.Join(' ', Variables
        .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
        .Where(variable => !string.IsNullOrEmpty(variable.Value))
        .Select(variable => $"{variable.Name}={variable.Value}"));

    /// <summary>The widest vectors of the processor, and the limits.</summary>
    public static string Description { get; } = Limits.Length == 0 ? Processor : Limits;

    private static string Processor => Avx512F.IsSupported ? "AVX-512"
        : Avx2.IsSupported ? "AVX2"
        : Sse41.IsSupported ? "SSE 4.1"
        : AdvSimd.IsSupported ? "NEON"
        : "unknown";
}
