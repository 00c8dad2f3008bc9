using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Specifications;

namespace RnnEquivalence.Tests.Kernels;

public sealed class TorchSharpFusedFloat32_Rnn : RnnSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_ReluRnn : ReluRnnSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Gru : GruSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat32_Lstm : LstmSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat64_Rnn : RnnSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_ReluRnn : ReluRnnSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Gru : GruSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat64_Lstm : LstmSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpFusedFloat32_Activations : ActivationSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat64_Activations : ActivationSpecification<TorchSharpFusedFloat64>;
