using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Specifications;

namespace RnnEquivalence.Tests.Kernels;

public sealed class TorchSharpFusedFloat32_Rnn : RnnSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_ReluRnn : ReluRnnSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Gru : GruSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Lstm : LstmSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Variant : VariantSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Network : NetworkSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Lengths : LengthsSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_History : HistorySpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Size : SizeSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Value : ValueSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Empty : EmptySpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Gradient : GradientSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Activation : ActivationSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_TensorLayout : TensorLayoutSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat64_Rnn : RnnSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_ReluRnn : ReluRnnSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Gru : GruSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Lstm : LstmSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Variant : VariantSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Network : NetworkSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Lengths : LengthsSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_History : HistorySpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Size : SizeSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Value : ValueSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Empty : EmptySpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Gradient : GradientSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Activation : ActivationSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_TensorLayout : TensorLayoutSpecification<TorchSharpFusedFloat64>;
