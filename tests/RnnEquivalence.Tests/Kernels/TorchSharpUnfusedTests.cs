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

public sealed class TorchSharpUnfusedFloat32_Variants : VariantSpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_Networks : NetworkSpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_Lengths : LengthsSpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_History : HistorySpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_Values : ValueSpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_Empty : EmptySpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_Gradients : GradientSpecification<TorchSharpUnfusedFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat32_Activations : ActivationSpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat32_Layouts : TensorLayoutSpecification<TorchSharpUnfusedFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat64_Rnn : RnnSpecification<TorchSharpUnfusedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat64_ReluRnn : ReluRnnSpecification<TorchSharpUnfusedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat64_Gru : GruSpecification<TorchSharpUnfusedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat64_Lstm : LstmSpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_Variants : VariantSpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_Networks : NetworkSpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_Lengths : LengthsSpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_History : HistorySpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_Values : ValueSpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_Empty : EmptySpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_Gradients : GradientSpecification<TorchSharpUnfusedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnfusedFloat64_Activations : ActivationSpecification<TorchSharpUnfusedFloat64>;

public sealed class TorchSharpUnfusedFloat64_Layouts : TensorLayoutSpecification<TorchSharpUnfusedFloat64>;
