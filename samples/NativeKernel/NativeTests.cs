using FsCheck.Xunit;
using RnnEquivalence.Memory;
using RnnEquivalence.Specifications;
using Xunit;

[LeavesOut(typeof(GradientSpecification<>), "The kernels are for inference.")]
public sealed class NativeBackend_Compliance : ComplianceSpecification<NativeBackend>;

[Properties(MaxTest = 60)]
public sealed class NativeBackend_Activation : ActivationSpecification<NativeBackend>;

[Properties(MaxTest = 60)]
public sealed class NativeBackend_Lstm : LstmSpecification<NativeBackend>;

[Properties(MaxTest = 60)]
public sealed class NativeBackend_Gru : GruSpecification<NativeBackend>;

public sealed class NativeBackend_Rnn : RnnSpecification<NativeBackend>;

public sealed class NativeBackend_ReluRnn : ReluRnnSpecification<NativeBackend>;

public sealed class NativeBackend_Variant : VariantSpecification<NativeBackend>;

public sealed class NativeBackend_Network : NetworkSpecification<NativeBackend>;

public sealed class NativeBackend_Lengths : LengthsSpecification<NativeBackend>;

public sealed class NativeBackend_History : HistorySpecification<NativeBackend>;

public sealed class NativeBackend_Size : SizeSpecification<NativeBackend>;

public sealed class NativeBackend_Value : ValueSpecification<NativeBackend>;

public sealed class NativeBackend_Empty : EmptySpecification<NativeBackend>;

/// <summary>Where the system does not say what was touched, a read past a buffer may go unseen.</summary>
public sealed class NativeBackend_Memory
{
    [Fact]
    public void System_SaysWhatWasTouched() => Assert.True(GuardedCall.SeesReads);
}
