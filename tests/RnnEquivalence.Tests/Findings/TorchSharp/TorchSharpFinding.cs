using RnnEquivalence.Backends.TorchSharp;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>A fault of TorchSharp, or of the libtorch that it brings.</summary>
public abstract class TorchSharpFinding() : Finding($"TorchSharp {TorchSharpLoader.Version}")
{
    static TorchSharpFinding() => TorchSharpLoader.EnsureLoadable();
}
