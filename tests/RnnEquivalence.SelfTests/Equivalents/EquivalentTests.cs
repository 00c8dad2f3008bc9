using RnnEquivalence.Specifications;

namespace RnnEquivalence.SelfTests.Equivalents;

// Correct kernels written differently. If a law refuted one of them, its bound would be wrong.

public sealed class Plain_Rnn : RnnSpecification<Plain>;

public sealed class Plain_ReluRnn : ReluRnnSpecification<Plain>;

public sealed class Plain_Gru : GruSpecification<Plain>;

public sealed class Plain_Lstm : LstmSpecification<Plain>;

public sealed class Plain_Activations : ActivationSpecification<Plain>;

public sealed class Plain_Variants : VariantSpecification<Plain>;

public sealed class Plain_Networks : NetworkSpecification<Plain>;

public sealed class Plain_Lengths : LengthsSpecification<Plain>;

public sealed class Plain_History : HistorySpecification<Plain>;

public sealed class Plain_Values : ValueSpecification<Plain>;

public sealed class Plain_Empty : EmptySpecification<Plain>;

public sealed class Reversed_Rnn : RnnSpecification<Reversed>;

public sealed class Reversed_ReluRnn : ReluRnnSpecification<Reversed>;

public sealed class Reversed_Gru : GruSpecification<Reversed>;

public sealed class Reversed_Lstm : LstmSpecification<Reversed>;

public sealed class Reversed_Activations : ActivationSpecification<Reversed>;

public sealed class Reversed_Variants : VariantSpecification<Reversed>;

public sealed class Reversed_Networks : NetworkSpecification<Reversed>;

public sealed class Pairwise_Rnn : RnnSpecification<Pairwise>;

public sealed class Pairwise_ReluRnn : ReluRnnSpecification<Pairwise>;

public sealed class Pairwise_Gru : GruSpecification<Pairwise>;

public sealed class Pairwise_Lstm : LstmSpecification<Pairwise>;

public sealed class Pairwise_Activations : ActivationSpecification<Pairwise>;

public sealed class Pairwise_Variants : VariantSpecification<Pairwise>;

public sealed class Pairwise_Networks : NetworkSpecification<Pairwise>;

public sealed class FourLanes_Rnn : RnnSpecification<FourLanes>;

public sealed class FourLanes_ReluRnn : ReluRnnSpecification<FourLanes>;

public sealed class FourLanes_Gru : GruSpecification<FourLanes>;

public sealed class FourLanes_Lstm : LstmSpecification<FourLanes>;

public sealed class FourLanes_Activations : ActivationSpecification<FourLanes>;

public sealed class FourLanes_Variants : VariantSpecification<FourLanes>;

public sealed class FourLanes_Networks : NetworkSpecification<FourLanes>;

public sealed class Fused_Rnn : RnnSpecification<Fused>;

public sealed class Fused_ReluRnn : ReluRnnSpecification<Fused>;

public sealed class Fused_Gru : GruSpecification<Fused>;

public sealed class Fused_Lstm : LstmSpecification<Fused>;

public sealed class Fused_Activations : ActivationSpecification<Fused>;

public sealed class Fused_Variants : VariantSpecification<Fused>;

public sealed class Fused_Networks : NetworkSpecification<Fused>;

public sealed class MergedBiases_Rnn : RnnSpecification<MergedBiases>;

public sealed class MergedBiases_ReluRnn : ReluRnnSpecification<MergedBiases>;

public sealed class MergedBiases_Gru : GruSpecification<MergedBiases>;

public sealed class MergedBiases_Lstm : LstmSpecification<MergedBiases>;

public sealed class MergedBiases_Activations : ActivationSpecification<MergedBiases>;

public sealed class MergedBiases_Variants : VariantSpecification<MergedBiases>;

public sealed class MergedBiases_Networks : NetworkSpecification<MergedBiases>;

public sealed class FromOneEnd_Rnn : RnnSpecification<FromOneEnd>;

public sealed class FromOneEnd_ReluRnn : ReluRnnSpecification<FromOneEnd>;

public sealed class FromOneEnd_Gru : GruSpecification<FromOneEnd>;

public sealed class FromOneEnd_Lstm : LstmSpecification<FromOneEnd>;

public sealed class FromOneEnd_Activations : ActivationSpecification<FromOneEnd>;

public sealed class FromOneEnd_Variants : VariantSpecification<FromOneEnd>;

public sealed class FromOneEnd_Networks : NetworkSpecification<FromOneEnd>;

public sealed class SigmoidByTanh_Rnn : RnnSpecification<SigmoidByTanh>;

public sealed class SigmoidByTanh_ReluRnn : ReluRnnSpecification<SigmoidByTanh>;

public sealed class SigmoidByTanh_Gru : GruSpecification<SigmoidByTanh>;

public sealed class SigmoidByTanh_Lstm : LstmSpecification<SigmoidByTanh>;

public sealed class SigmoidByTanh_Activations : ActivationSpecification<SigmoidByTanh>;

public sealed class SigmoidByTanh_Variants : VariantSpecification<SigmoidByTanh>;

public sealed class SigmoidByTanh_Networks : NetworkSpecification<SigmoidByTanh>;

public sealed class TanhByExp_Rnn : RnnSpecification<TanhByExp>;

public sealed class TanhByExp_ReluRnn : ReluRnnSpecification<TanhByExp>;

public sealed class TanhByExp_Gru : GruSpecification<TanhByExp>;

public sealed class TanhByExp_Lstm : LstmSpecification<TanhByExp>;

public sealed class TanhByExp_Activations : ActivationSpecification<TanhByExp>;

public sealed class TanhByExp_Variants : VariantSpecification<TanhByExp>;

public sealed class TanhByExp_Networks : NetworkSpecification<TanhByExp>;

public sealed class PlainFloat64_Rnn : RnnSpecification<PlainFloat64>;

public sealed class PlainFloat64_ReluRnn : ReluRnnSpecification<PlainFloat64>;

public sealed class PlainFloat64_Gru : GruSpecification<PlainFloat64>;

public sealed class PlainFloat64_Lstm : LstmSpecification<PlainFloat64>;

public sealed class PlainFloat64_Activations : ActivationSpecification<PlainFloat64>;

public sealed class PlainFloat64_Variants : VariantSpecification<PlainFloat64>;

public sealed class PlainFloat64_Networks : NetworkSpecification<PlainFloat64>;

public sealed class PlainFloat64_Lengths : LengthsSpecification<PlainFloat64>;

public sealed class PlainFloat64_History : HistorySpecification<PlainFloat64>;

public sealed class PlainFloat64_Values : ValueSpecification<PlainFloat64>;

public sealed class PlainFloat64_Empty : EmptySpecification<PlainFloat64>;

public sealed class FusedFloat64_Rnn : RnnSpecification<FusedFloat64>;

public sealed class FusedFloat64_ReluRnn : ReluRnnSpecification<FusedFloat64>;

public sealed class FusedFloat64_Gru : GruSpecification<FusedFloat64>;

public sealed class FusedFloat64_Lstm : LstmSpecification<FusedFloat64>;

public sealed class FusedFloat64_Activations : ActivationSpecification<FusedFloat64>;

public sealed class FusedFloat64_Variants : VariantSpecification<FusedFloat64>;

public sealed class FusedFloat64_Networks : NetworkSpecification<FusedFloat64>;
