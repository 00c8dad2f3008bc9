using RnnEquivalence.Backends.OnnxRuntime;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Specifications;

namespace RnnEquivalence.Tests.Kernels;

public sealed class TorchSharpFusedFloat32_To_Packed : SwapSpecification<TorchSharpFusedFloat32, TorchSharpPackedFloat32>;

public sealed class TorchSharpFusedFloat32_To_Unrolled : SwapSpecification<TorchSharpFusedFloat32, TorchSharpUnrolledFloat32>;

public sealed class TorchSharpFusedFloat32_To_Unfused : SwapSpecification<TorchSharpFusedFloat32, TorchSharpUnfusedFloat32>;

public sealed class TorchSharpFusedFloat64_To_Packed : SwapSpecification<TorchSharpFusedFloat64, TorchSharpPackedFloat64>;

public sealed class TorchSharpFusedFloat64_To_Unrolled : SwapSpecification<TorchSharpFusedFloat64, TorchSharpUnrolledFloat64>;

public sealed class TorchSharpFusedFloat64_To_Unfused : SwapSpecification<TorchSharpFusedFloat64, TorchSharpUnfusedFloat64>;

public sealed class TorchSharpFusedFloat32_To_OnnxRuntime : SwapSpecification<TorchSharpFusedFloat32, OnnxRuntimeFloat32>;

/// <summary>The swap that RNNEQ_SWAP names.</summary>
public sealed class ChosenSwap : ChosenSwapSpecification;
