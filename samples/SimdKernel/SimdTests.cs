using FsCheck.Xunit;
using RnnEquivalence.Specifications;

[LeavesOut(typeof(GradientSpecification<>), "The kernels are for inference.")]
public sealed class SimdBackend_Compliance : ComplianceSpecification<SimdBackend>;

[Properties(MaxTest = 60)]
public sealed class SimdBackend_Activation : ActivationSpecification<SimdBackend>;

[Properties(MaxTest = 60)]
public sealed class SimdBackend_Lstm : LstmSpecification<SimdBackend>;

[Properties(MaxTest = 60)]
public sealed class SimdBackend_Gru : GruSpecification<SimdBackend>;

public sealed class SimdBackend_Rnn : RnnSpecification<SimdBackend>;

public sealed class SimdBackend_ReluRnn : ReluRnnSpecification<SimdBackend>;

public sealed class SimdBackend_Variant : VariantSpecification<SimdBackend>;

public sealed class SimdBackend_Network : NetworkSpecification<SimdBackend>;

public sealed class SimdBackend_Lengths : LengthsSpecification<SimdBackend>;

public sealed class SimdBackend_History : HistorySpecification<SimdBackend>;

public sealed class SimdBackend_Size : SizeSpecification<SimdBackend>;

public sealed class SimdBackend_Value : ValueSpecification<SimdBackend>;

public sealed class SimdBackend_Empty : EmptySpecification<SimdBackend>;
