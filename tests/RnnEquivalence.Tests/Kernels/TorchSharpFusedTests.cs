using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Specifications;

namespace RnnEquivalence.Tests.Kernels;

public sealed class TorchSharpFusedFloat32_Rnn : RnnSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_ReluRnn : ReluRnnSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Gru : GruSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Lstm : LstmSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Variants : VariantSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Networks : NetworkSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Lengths : LengthsSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_History : HistorySpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Values : ValueSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Empty : EmptySpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Gradients : GradientSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Activations : ActivationSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Layouts : TensorLayoutSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat64_Rnn : RnnSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_ReluRnn : ReluRnnSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Gru : GruSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Lstm : LstmSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Variants : VariantSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Networks : NetworkSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Lengths : LengthsSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_History : HistorySpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Values : ValueSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Empty : EmptySpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Gradients : GradientSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Activations : ActivationSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Layouts : TensorLayoutSpecification<TorchSharpFusedFloat64>;
