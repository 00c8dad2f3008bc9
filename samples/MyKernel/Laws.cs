using RnnEquivalence.Specifications;

[LeavesOut(typeof(GradientSpecification<>), "The kernel is for inference.")]
public sealed class MyKernel_Compliance : ComplianceSpecification<MyKernel>;

public sealed class MyKernel_Activation : ActivationSpecification<MyKernel>;
public sealed class MyKernel_Empty : EmptySpecification<MyKernel>;
public sealed class MyKernel_Gru : GruSpecification<MyKernel>;
public sealed class MyKernel_History : HistorySpecification<MyKernel>;
public sealed class MyKernel_Size : SizeSpecification<MyKernel>;
public sealed class MyKernel_Lengths : LengthsSpecification<MyKernel>;
public sealed class MyKernel_Lstm : LstmSpecification<MyKernel>;
public sealed class MyKernel_Network : NetworkSpecification<MyKernel>;
public sealed class MyKernel_ReluRnn : ReluRnnSpecification<MyKernel>;
public sealed class MyKernel_Rnn : RnnSpecification<MyKernel>;
public sealed class MyKernel_Value : ValueSpecification<MyKernel>;
public sealed class MyKernel_Variant : VariantSpecification<MyKernel>;
public sealed class MyKernel_Baseline : BaselineSpecification<MyKernel>;
