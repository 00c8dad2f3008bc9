using FsCheck.Xunit;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Specifications;

namespace RnnEquivalence.Tests.Kernels;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat32_Rnn : RnnSpecification<TorchSharpPackedFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat32_ReluRnn : ReluRnnSpecification<TorchSharpPackedFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat32_Gru : GruSpecification<TorchSharpPackedFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat32_Lstm : LstmSpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_Variant : VariantSpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_Network : NetworkSpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_Lengths : LengthsSpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_History : HistorySpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_Size : SizeSpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_Value : ValueSpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_Empty : EmptySpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_Gradient : GradientSpecification<TorchSharpPackedFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat32_Activation : ActivationSpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_TensorLayout : TensorLayoutSpecification<TorchSharpPackedFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat64_Rnn : RnnSpecification<TorchSharpPackedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat64_ReluRnn : ReluRnnSpecification<TorchSharpPackedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat64_Gru : GruSpecification<TorchSharpPackedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat64_Lstm : LstmSpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_Variant : VariantSpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_Network : NetworkSpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_Lengths : LengthsSpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_History : HistorySpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_Size : SizeSpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_Value : ValueSpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_Empty : EmptySpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_Gradient : GradientSpecification<TorchSharpPackedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat64_Activation : ActivationSpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_TensorLayout : TensorLayoutSpecification<TorchSharpPackedFloat64>;
