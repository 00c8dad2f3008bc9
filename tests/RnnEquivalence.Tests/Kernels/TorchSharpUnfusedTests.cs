using FsCheck.Xunit;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Specifications;

namespace RnnEquivalence.Tests.Kernels;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat32_Rnn : RnnSpecification<TorchSharpUnfusedFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat32_ReluRnn : ReluRnnSpecification<TorchSharpUnfusedFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat32_Gru : GruSpecification<TorchSharpUnfusedFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat32_Lstm : LstmSpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_Variant : VariantSpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_Network : NetworkSpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_Lengths : LengthsSpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_History : HistorySpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_Size : SizeSpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_Value : ValueSpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_Empty : EmptySpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_Gradient : GradientSpecification<TorchSharpUnfusedFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat32_Activation : ActivationSpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_TensorLayout : TensorLayoutSpecification<TorchSharpUnfusedFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat64_Rnn : RnnSpecification<TorchSharpUnfusedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat64_ReluRnn : ReluRnnSpecification<TorchSharpUnfusedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat64_Gru : GruSpecification<TorchSharpUnfusedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat64_Lstm : LstmSpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_Variant : VariantSpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_Network : NetworkSpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_Lengths : LengthsSpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_History : HistorySpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_Size : SizeSpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_Value : ValueSpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_Empty : EmptySpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_Gradient : GradientSpecification<TorchSharpUnfusedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat64_Activation : ActivationSpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_TensorLayout : TensorLayoutSpecification<TorchSharpUnfusedFloat64>;
