using FsCheck.Xunit;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Specifications;

namespace RnnEquivalence.Tests.Kernels;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat32_Rnn : RnnSpecification<TorchSharpUnrolledFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat32_ReluRnn : ReluRnnSpecification<TorchSharpUnrolledFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat32_Gru : GruSpecification<TorchSharpUnrolledFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat32_Lstm : LstmSpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_Variant : VariantSpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_Network : NetworkSpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_Lengths : LengthsSpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_History : HistorySpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_Size : SizeSpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_Value : ValueSpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_Empty : EmptySpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_Gradient : GradientSpecification<TorchSharpUnrolledFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat32_Activation : ActivationSpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_TensorLayout : TensorLayoutSpecification<TorchSharpUnrolledFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat64_Rnn : RnnSpecification<TorchSharpUnrolledFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat64_ReluRnn : ReluRnnSpecification<TorchSharpUnrolledFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat64_Gru : GruSpecification<TorchSharpUnrolledFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat64_Lstm : LstmSpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_Variant : VariantSpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_Network : NetworkSpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_Lengths : LengthsSpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_History : HistorySpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_Size : SizeSpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_Value : ValueSpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_Empty : EmptySpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_Gradient : GradientSpecification<TorchSharpUnrolledFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat64_Activation : ActivationSpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_TensorLayout : TensorLayoutSpecification<TorchSharpUnrolledFloat64>;
