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

public sealed class TorchSharpUnrolledFloat32_Variants : VariantSpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_Networks : NetworkSpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_Lengths : LengthsSpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_History : HistorySpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_Values : ValueSpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_Empty : EmptySpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_Gradients : GradientSpecification<TorchSharpUnrolledFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat32_Activations : ActivationSpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat32_Layouts : TensorLayoutSpecification<TorchSharpUnrolledFloat32>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat64_Rnn : RnnSpecification<TorchSharpUnrolledFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat64_ReluRnn : ReluRnnSpecification<TorchSharpUnrolledFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat64_Gru : GruSpecification<TorchSharpUnrolledFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat64_Lstm : LstmSpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_Variants : VariantSpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_Networks : NetworkSpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_Lengths : LengthsSpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_History : HistorySpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_Values : ValueSpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_Empty : EmptySpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_Gradients : GradientSpecification<TorchSharpUnrolledFloat64>;

[Properties(MaxTest = 60)]
public sealed class TorchSharpUnrolledFloat64_Activations : ActivationSpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnrolledFloat64_Layouts : TensorLayoutSpecification<TorchSharpUnrolledFloat64>;
