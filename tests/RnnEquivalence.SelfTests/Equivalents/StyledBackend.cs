using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.SelfTests.Mutants;

namespace RnnEquivalence.SelfTests.Equivalents;

/// <summary>The correct scalar kernel with one way of rounding, as a backend of its own.</summary>
public abstract class StyledBackend : IRecurrentBackend
{
    private readonly ScalarKernel _kernel;

    private protected StyledBackend(ElementType type, KernelStyle style) => _kernel = new ScalarKernel(type, style, Fault.None);

    public string Name => _kernel.Name;

    public BackendTraits Traits => _kernel.Traits;

    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
        _kernel.Create(architecture, parameters);
}

public sealed class Plain() : StyledBackend(ElementType.Float32, new() { Name = "left to right" });

public sealed class Reversed() : StyledBackend(ElementType.Float32, new() { Name = "right to left", Order = SummationOrder.RightToLeft });

public sealed class Pairwise() : StyledBackend(ElementType.Float32, new() { Name = "pairwise", Order = SummationOrder.Pairwise });

public sealed class FourLanes() : StyledBackend(ElementType.Float32, new() { Name = "four lanes", Order = SummationOrder.FourLanes });

public sealed class Fused() : StyledBackend(ElementType.Float32, new() { Name = "fused multiply-add", FusedMultiplyAdd = true });

public sealed class MergedBiases() : StyledBackend(ElementType.Float32, new() { Name = "biases added up beforehand", MergesBiases = true });

public sealed class FromOneEnd() : StyledBackend(ElementType.Float32, new() { Name = "interpolating from one end", InterpolatesFromOneEnd = true });

public sealed class SigmoidByTanh() : StyledBackend(ElementType.Float32, new() { Name = "sigmoid by tanh", SigmoidByTanh = true });

public sealed class TanhByExp() : StyledBackend(ElementType.Float32, new() { Name = "tanh by exp", TanhByExp = true });

public sealed class PlainFloat64() : StyledBackend(ElementType.Float64, new() { Name = "left to right" });

public sealed class FusedFloat64() : StyledBackend(ElementType.Float64, new() { Name = "fused multiply-add", FusedMultiplyAdd = true });
