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

public sealed class TorchSharpPackedFloat32_Variants : VariantSpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_Networks : NetworkSpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_Lengths : LengthsSpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_History : HistorySpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_Values : ValueSpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_Empty : EmptySpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_Gradients : GradientSpecification<TorchSharpPackedFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat32_Activations : ActivationSpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat32_Layouts : TensorLayoutSpecification<TorchSharpPackedFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat64_Rnn : RnnSpecification<TorchSharpPackedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat64_ReluRnn : ReluRnnSpecification<TorchSharpPackedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat64_Gru : GruSpecification<TorchSharpPackedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat64_Lstm : LstmSpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_Variants : VariantSpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_Networks : NetworkSpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_Lengths : LengthsSpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_History : HistorySpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_Values : ValueSpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_Empty : EmptySpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_Gradients : GradientSpecification<TorchSharpPackedFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpPackedFloat64_Activations : ActivationSpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpPackedFloat64_Layouts : TensorLayoutSpecification<TorchSharpPackedFloat64>;
