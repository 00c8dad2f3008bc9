using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Specifications;

public sealed class TorchSharp_To_Simd : SwapSpecification<TorchSharpFusedFloat32, SimdBackend>;

/// <summary>The swap that RNNEQ_SWAP names: RNNEQ_SWAP=TorchSharpFusedFloat32,SimdBackend.</summary>
public sealed class ChosenSwap : ChosenSwapSpecification;
