using FsCheck.Xunit;
using RnnEquivalence.Backends.OnnxRuntime;
using RnnEquivalence.Specifications;

namespace RnnEquivalence.Tests.Kernels;

[Properties(MaxTest = 60)]
public sealed class OnnxRuntimeFloat32_Rnn : RnnSpecification<OnnxRuntimeFloat32>;

[Properties(MaxTest = 60)]
public sealed class OnnxRuntimeFloat32_ReluRnn : ReluRnnSpecification<OnnxRuntimeFloat32>;

[Properties(MaxTest = 60)]
public sealed class OnnxRuntimeFloat32_Gru : GruSpecification<OnnxRuntimeFloat32>;

[Properties(MaxTest = 60)]
public sealed class OnnxRuntimeFloat32_Lstm : LstmSpecification<OnnxRuntimeFloat32>;

public sealed class OnnxRuntimeFloat32_Variant : VariantSpecification<OnnxRuntimeFloat32>;

public sealed class OnnxRuntimeFloat32_Network : NetworkSpecification<OnnxRuntimeFloat32>;

public sealed class OnnxRuntimeFloat32_Lengths : LengthsSpecification<OnnxRuntimeFloat32>;

public sealed class OnnxRuntimeFloat32_History : HistorySpecification<OnnxRuntimeFloat32>;

public sealed class OnnxRuntimeFloat32_Size : SizeSpecification<OnnxRuntimeFloat32>;

public sealed class OnnxRuntimeFloat32_Value : ValueSpecification<OnnxRuntimeFloat32>;

public sealed class OnnxRuntimeFloat32_Empty : EmptySpecification<OnnxRuntimeFloat32>;

[Properties(MaxTest = 60)]
public sealed class OnnxRuntimeFloat32_Activation : ActivationSpecification<OnnxRuntimeFloat32>;

[Properties(MaxTest = 60)]
public sealed class OnnxRuntimeConstantFloat32_Rnn : RnnSpecification<OnnxRuntimeConstantFloat32>;

[Properties(MaxTest = 60)]
public sealed class OnnxRuntimeConstantFloat32_ReluRnn : ReluRnnSpecification<OnnxRuntimeConstantFloat32>;

[Properties(MaxTest = 60)]
public sealed class OnnxRuntimeConstantFloat32_Gru : GruSpecification<OnnxRuntimeConstantFloat32>;

[Properties(MaxTest = 60)]
public sealed class OnnxRuntimeConstantFloat32_Lstm : LstmSpecification<OnnxRuntimeConstantFloat32>;

public sealed class OnnxRuntimeConstantFloat32_Variant : VariantSpecification<OnnxRuntimeConstantFloat32>;

public sealed class OnnxRuntimeConstantFloat32_Network : NetworkSpecification<OnnxRuntimeConstantFloat32>;

public sealed class OnnxRuntimeConstantFloat32_Lengths : LengthsSpecification<OnnxRuntimeConstantFloat32>;

public sealed class OnnxRuntimeConstantFloat32_History : HistorySpecification<OnnxRuntimeConstantFloat32>;

public sealed class OnnxRuntimeConstantFloat32_Size : SizeSpecification<OnnxRuntimeConstantFloat32>;

public sealed class OnnxRuntimeConstantFloat32_Value : ValueSpecification<OnnxRuntimeConstantFloat32>;

public sealed class OnnxRuntimeConstantFloat32_Empty : EmptySpecification<OnnxRuntimeConstantFloat32>;

[Properties(MaxTest = 60)]
public sealed class OnnxRuntimeConstantFloat32_Activation : ActivationSpecification<OnnxRuntimeConstantFloat32>;
