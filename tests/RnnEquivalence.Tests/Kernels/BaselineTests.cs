using RnnEquivalence.Backends.OnnxRuntime;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Specifications;

namespace RnnEquivalence.Tests.Kernels;

public sealed class TorchSharpFusedFloat32_Baseline : BaselineSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat64_Baseline : BaselineSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpPackedFloat32_Baseline : BaselineSpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat64_Baseline : BaselineSpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpUnrolledFloat32_Baseline : BaselineSpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat64_Baseline : BaselineSpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnfusedFloat32_Baseline : BaselineSpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat64_Baseline : BaselineSpecification<TorchSharpUnfusedFloat64>;

public sealed class OnnxRuntimeFloat32_Baseline : BaselineSpecification<OnnxRuntimeFloat32>;

public sealed class OnnxRuntimeConstantFloat32_Baseline : BaselineSpecification<OnnxRuntimeConstantFloat32>;
