using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Specifications;

namespace RnnEquivalence.Consumer;

/// <summary>The swap that the guard keeps an eye on: whoever has TorchSharp's LSTM or GRU can have these kernels in its place.</summary>
public sealed class TorchSharpFusedFloat32_To_Simd : SwapSpecification<TorchSharpFusedFloat32, SimdBackend>;

/// <summary>The swap that RNNEQ_SWAP names: RNNEQ_SWAP=TorchSharpFusedFloat32,SimdBackend.</summary>
public sealed class ChosenSwap : ChosenSwapSpecification;
