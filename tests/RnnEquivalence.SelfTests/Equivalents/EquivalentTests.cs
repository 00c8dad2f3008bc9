using RnnEquivalence.Specifications;

namespace RnnEquivalence.SelfTests.Equivalents;

// Correct kernels written differently. If a law refuted one of them, its bound would be wrong.

public sealed class Plain_Rnn : RnnSpecification<Plain>;

public sealed class Plain_ReluRnn : ReluRnnSpecification<Plain>;

public sealed class Plain_Gru : GruSpecification<Plain>;

public sealed class Plain_Lstm : LstmSpecification<Plain>;

public sealed class Plain_Activation : ActivationSpecification<Plain>;

public sealed class Plain_Variant : VariantSpecification<Plain>;

public sealed class Plain_Network : NetworkSpecification<Plain>;

public sealed class Plain_Lengths : LengthsSpecification<Plain>;

public sealed class Plain_History : HistorySpecification<Plain>;

public sealed class Plain_Value : ValueSpecification<Plain>;

public sealed class Plain_Empty : EmptySpecification<Plain>;

public sealed class Reversed_Rnn : RnnSpecification<Reversed>;

public sealed class Reversed_ReluRnn : ReluRnnSpecification<Reversed>;

public sealed class Reversed_Gru : GruSpecification<Reversed>;

public sealed class Reversed_Lstm : LstmSpecification<Reversed>;

public sealed class Reversed_Activation : ActivationSpecification<Reversed>;

public sealed class Reversed_Variant : VariantSpecification<Reversed>;

public sealed class Reversed_Network : NetworkSpecification<Reversed>;

public sealed class Pairwise_Rnn : RnnSpecification<Pairwise>;

public sealed class Pairwise_ReluRnn : ReluRnnSpecification<Pairwise>;

public sealed class Pairwise_Gru : GruSpecification<Pairwise>;

public sealed class Pairwise_Lstm : LstmSpecification<Pairwise>;

public sealed class Pairwise_Activation : ActivationSpecification<Pairwise>;

public sealed class Pairwise_Variant : VariantSpecification<Pairwise>;

public sealed class Pairwise_Network : NetworkSpecification<Pairwise>;

public sealed class FourLanes_Rnn : RnnSpecification<FourLanes>;

public sealed class FourLanes_ReluRnn : ReluRnnSpecification<FourLanes>;

public sealed class FourLanes_Gru : GruSpecification<FourLanes>;

public sealed class FourLanes_Lstm : LstmSpecification<FourLanes>;

public sealed class FourLanes_Activation : ActivationSpecification<FourLanes>;

public sealed class FourLanes_Variant : VariantSpecification<FourLanes>;

public sealed class FourLanes_Network : NetworkSpecification<FourLanes>;

public sealed class Fused_Rnn : RnnSpecification<Fused>;

public sealed class Fused_ReluRnn : ReluRnnSpecification<Fused>;

public sealed class Fused_Gru : GruSpecification<Fused>;

public sealed class Fused_Lstm : LstmSpecification<Fused>;

public sealed class Fused_Activation : ActivationSpecification<Fused>;

public sealed class Fused_Variant : VariantSpecification<Fused>;

public sealed class Fused_Network : NetworkSpecification<Fused>;

public sealed class MergedBiases_Rnn : RnnSpecification<MergedBiases>;

public sealed class MergedBiases_ReluRnn : ReluRnnSpecification<MergedBiases>;

public sealed class MergedBiases_Gru : GruSpecification<MergedBiases>;

public sealed class MergedBiases_Lstm : LstmSpecification<MergedBiases>;

public sealed class MergedBiases_Activation : ActivationSpecification<MergedBiases>;

public sealed class MergedBiases_Variant : VariantSpecification<MergedBiases>;

public sealed class MergedBiases_Network : NetworkSpecification<MergedBiases>;

public sealed class FromOneEnd_Rnn : RnnSpecification<FromOneEnd>;

public sealed class FromOneEnd_ReluRnn : ReluRnnSpecification<FromOneEnd>;

public sealed class FromOneEnd_Gru : GruSpecification<FromOneEnd>;

public sealed class FromOneEnd_Lstm : LstmSpecification<FromOneEnd>;

public sealed class FromOneEnd_Activation : ActivationSpecification<FromOneEnd>;

public sealed class FromOneEnd_Variant : VariantSpecification<FromOneEnd>;

public sealed class FromOneEnd_Network : NetworkSpecification<FromOneEnd>;

public sealed class SigmoidByTanh_Rnn : RnnSpecification<SigmoidByTanh>;

public sealed class SigmoidByTanh_ReluRnn : ReluRnnSpecification<SigmoidByTanh>;

public sealed class SigmoidByTanh_Gru : GruSpecification<SigmoidByTanh>;

public sealed class SigmoidByTanh_Lstm : LstmSpecification<SigmoidByTanh>;

public sealed class SigmoidByTanh_Activation : ActivationSpecification<SigmoidByTanh>;

public sealed class SigmoidByTanh_Variant : VariantSpecification<SigmoidByTanh>;

public sealed class SigmoidByTanh_Network : NetworkSpecification<SigmoidByTanh>;

public sealed class TanhByExp_Rnn : RnnSpecification<TanhByExp>;

public sealed class TanhByExp_ReluRnn : ReluRnnSpecification<TanhByExp>;

public sealed class TanhByExp_Gru : GruSpecification<TanhByExp>;

public sealed class TanhByExp_Lstm : LstmSpecification<TanhByExp>;

public sealed class TanhByExp_Activation : ActivationSpecification<TanhByExp>;

public sealed class TanhByExp_Variant : VariantSpecification<TanhByExp>;

public sealed class TanhByExp_Network : NetworkSpecification<TanhByExp>;

public sealed class BlocksOfFour_Rnn : RnnSpecification<BlocksOfFour>;

public sealed class BlocksOfFour_ReluRnn : ReluRnnSpecification<BlocksOfFour>;

public sealed class BlocksOfFour_Gru : GruSpecification<BlocksOfFour>;

public sealed class BlocksOfFour_Lstm : LstmSpecification<BlocksOfFour>;

public sealed class BlocksOfFour_Variant : VariantSpecification<BlocksOfFour>;

public sealed class BlocksOfSixteen_Rnn : RnnSpecification<BlocksOfSixteen>;

public sealed class BlocksOfSixteen_ReluRnn : ReluRnnSpecification<BlocksOfSixteen>;

public sealed class BlocksOfSixteen_Gru : GruSpecification<BlocksOfSixteen>;

public sealed class BlocksOfSixteen_Lstm : LstmSpecification<BlocksOfSixteen>;

public sealed class BlocksOfSixteen_Variant : VariantSpecification<BlocksOfSixteen>;

public sealed class BlocksOfSixteen_Network : NetworkSpecification<BlocksOfSixteen>;

public sealed class TilesInTurns_Rnn : RnnSpecification<TilesInTurns>;

public sealed class TilesInTurns_ReluRnn : ReluRnnSpecification<TilesInTurns>;

public sealed class TilesInTurns_Gru : GruSpecification<TilesInTurns>;

public sealed class TilesInTurns_Lstm : LstmSpecification<TilesInTurns>;

public sealed class TilesInTurns_Variant : VariantSpecification<TilesInTurns>;

public sealed class TwoThreads_Rnn : RnnSpecification<TwoThreads>;

public sealed class TwoThreads_ReluRnn : ReluRnnSpecification<TwoThreads>;

public sealed class TwoThreads_Gru : GruSpecification<TwoThreads>;

public sealed class TwoThreads_Lstm : LstmSpecification<TwoThreads>;

public sealed class TwoThreads_Variant : VariantSpecification<TwoThreads>;

public sealed class ThreeThreads_Rnn : RnnSpecification<ThreeThreads>;

public sealed class ThreeThreads_ReluRnn : ReluRnnSpecification<ThreeThreads>;

public sealed class ThreeThreads_Gru : GruSpecification<ThreeThreads>;

public sealed class ThreeThreads_Lstm : LstmSpecification<ThreeThreads>;

public sealed class ThreeThreads_Variant : VariantSpecification<ThreeThreads>;

public sealed class ThreeThreads_Network : NetworkSpecification<ThreeThreads>;

public sealed class Float64Accumulators_Rnn : RnnSpecification<Float64Accumulators>;

public sealed class Float64Accumulators_ReluRnn : ReluRnnSpecification<Float64Accumulators>;

public sealed class Float64Accumulators_Gru : GruSpecification<Float64Accumulators>;

public sealed class Float64Accumulators_Lstm : LstmSpecification<Float64Accumulators>;

public sealed class Float64Accumulators_Variant : VariantSpecification<Float64Accumulators>;

public sealed class FusedLanes_Rnn : RnnSpecification<FusedLanes>;

public sealed class FusedLanes_ReluRnn : ReluRnnSpecification<FusedLanes>;

public sealed class FusedLanes_Gru : GruSpecification<FusedLanes>;

public sealed class FusedLanes_Lstm : LstmSpecification<FusedLanes>;

public sealed class FusedLanes_Variant : VariantSpecification<FusedLanes>;

public sealed class FusedLanes_Network : NetworkSpecification<FusedLanes>;

public sealed class ProductsApart_Rnn : RnnSpecification<ProductsApart>;

public sealed class ProductsApart_ReluRnn : ReluRnnSpecification<ProductsApart>;

public sealed class ProductsApart_Gru : GruSpecification<ProductsApart>;

public sealed class ProductsApart_Lstm : LstmSpecification<ProductsApart>;

public sealed class ProductsApart_Variant : VariantSpecification<ProductsApart>;

public sealed class ProductsApart_Network : NetworkSpecification<ProductsApart>;

public sealed class ProductsApartBiasesFirst_Rnn : RnnSpecification<ProductsApartBiasesFirst>;

public sealed class ProductsApartBiasesFirst_ReluRnn : ReluRnnSpecification<ProductsApartBiasesFirst>;

public sealed class ProductsApartBiasesFirst_Gru : GruSpecification<ProductsApartBiasesFirst>;

public sealed class ProductsApartBiasesFirst_Lstm : LstmSpecification<ProductsApartBiasesFirst>;

public sealed class ProductsApartBiasesFirst_Variant : VariantSpecification<ProductsApartBiasesFirst>;

public sealed class TwoLinears_Rnn : RnnSpecification<TwoLinears>;

public sealed class TwoLinears_ReluRnn : ReluRnnSpecification<TwoLinears>;

public sealed class TwoLinears_Gru : GruSpecification<TwoLinears>;

public sealed class TwoLinears_Lstm : LstmSpecification<TwoLinears>;

public sealed class TwoLinears_Variant : VariantSpecification<TwoLinears>;

public sealed class TwoLinears_Network : NetworkSpecification<TwoLinears>;

public sealed class FromOtherEnd_Gru : GruSpecification<FromOtherEnd>;

public sealed class FromOtherEnd_Variant : VariantSpecification<FromOtherEnd>;

public sealed class FromOtherEnd_Network : NetworkSpecification<FromOtherEnd>;

public sealed class AccurateActivations_Rnn : RnnSpecification<AccurateActivations>;

public sealed class AccurateActivations_Gru : GruSpecification<AccurateActivations>;

public sealed class AccurateActivations_Lstm : LstmSpecification<AccurateActivations>;

public sealed class AccurateActivations_Activation : ActivationSpecification<AccurateActivations>;

public sealed class AccurateActivations_Variant : VariantSpecification<AccurateActivations>;

public sealed class AccurateActivations_Value : ValueSpecification<AccurateActivations>;

public sealed class SigmoidByCases_Rnn : RnnSpecification<SigmoidByCases>;

public sealed class SigmoidByCases_Gru : GruSpecification<SigmoidByCases>;

public sealed class SigmoidByCases_Lstm : LstmSpecification<SigmoidByCases>;

public sealed class SigmoidByCases_Activation : ActivationSpecification<SigmoidByCases>;

public sealed class SigmoidByCases_Variant : VariantSpecification<SigmoidByCases>;

public sealed class SigmoidByCases_Value : ValueSpecification<SigmoidByCases>;

public sealed class TanhByExpMinusOne_Rnn : RnnSpecification<TanhByExpMinusOne>;

public sealed class TanhByExpMinusOne_Gru : GruSpecification<TanhByExpMinusOne>;

public sealed class TanhByExpMinusOne_Lstm : LstmSpecification<TanhByExpMinusOne>;

public sealed class TanhByExpMinusOne_Activation : ActivationSpecification<TanhByExpMinusOne>;

public sealed class TanhByExpMinusOne_Variant : VariantSpecification<TanhByExpMinusOne>;

public sealed class TanhByExpMinusOne_Value : ValueSpecification<TanhByExpMinusOne>;

public sealed class TanhByComplement_Rnn : RnnSpecification<TanhByComplement>;

public sealed class TanhByComplement_Gru : GruSpecification<TanhByComplement>;

public sealed class TanhByComplement_Lstm : LstmSpecification<TanhByComplement>;

public sealed class TanhByComplement_Activation : ActivationSpecification<TanhByComplement>;

public sealed class TanhByComplement_Variant : VariantSpecification<TanhByComplement>;

public sealed class TanhByComplement_Value : ValueSpecification<TanhByComplement>;

public sealed class TanhBySigmoid_Rnn : RnnSpecification<TanhBySigmoid>;

public sealed class TanhBySigmoid_Gru : GruSpecification<TanhBySigmoid>;

public sealed class TanhBySigmoid_Lstm : LstmSpecification<TanhBySigmoid>;

public sealed class TanhBySigmoid_Activation : ActivationSpecification<TanhBySigmoid>;

public sealed class TanhBySigmoid_Variant : VariantSpecification<TanhBySigmoid>;

public sealed class TanhBySigmoid_Value : ValueSpecification<TanhBySigmoid>;

public sealed class Vectorised_Rnn : RnnSpecification<Vectorised>;

public sealed class Vectorised_ReluRnn : ReluRnnSpecification<Vectorised>;

public sealed class Vectorised_Gru : GruSpecification<Vectorised>;

public sealed class Vectorised_Lstm : LstmSpecification<Vectorised>;

public sealed class Vectorised_Activation : ActivationSpecification<Vectorised>;

public sealed class Vectorised_Variant : VariantSpecification<Vectorised>;

public sealed class Vectorised_Network : NetworkSpecification<Vectorised>;

public sealed class Vectorised_Value : ValueSpecification<Vectorised>;

public sealed class Parallel_Rnn : RnnSpecification<Parallel>;

public sealed class Parallel_ReluRnn : ReluRnnSpecification<Parallel>;

public sealed class Parallel_Gru : GruSpecification<Parallel>;

public sealed class Parallel_Lstm : LstmSpecification<Parallel>;

public sealed class Parallel_Activation : ActivationSpecification<Parallel>;

public sealed class Parallel_Variant : VariantSpecification<Parallel>;

public sealed class Parallel_Network : NetworkSpecification<Parallel>;

public sealed class Parallel_Value : ValueSpecification<Parallel>;

public sealed class PlainFloat64_Rnn : RnnSpecification<PlainFloat64>;

public sealed class PlainFloat64_ReluRnn : ReluRnnSpecification<PlainFloat64>;

public sealed class PlainFloat64_Gru : GruSpecification<PlainFloat64>;

public sealed class PlainFloat64_Lstm : LstmSpecification<PlainFloat64>;

public sealed class PlainFloat64_Activation : ActivationSpecification<PlainFloat64>;

public sealed class PlainFloat64_Variant : VariantSpecification<PlainFloat64>;

public sealed class PlainFloat64_Network : NetworkSpecification<PlainFloat64>;

public sealed class PlainFloat64_Lengths : LengthsSpecification<PlainFloat64>;

public sealed class PlainFloat64_History : HistorySpecification<PlainFloat64>;

public sealed class PlainFloat64_Value : ValueSpecification<PlainFloat64>;

public sealed class PlainFloat64_Empty : EmptySpecification<PlainFloat64>;

public sealed class FusedFloat64_Rnn : RnnSpecification<FusedFloat64>;

public sealed class FusedFloat64_ReluRnn : ReluRnnSpecification<FusedFloat64>;

public sealed class FusedFloat64_Gru : GruSpecification<FusedFloat64>;

public sealed class FusedFloat64_Lstm : LstmSpecification<FusedFloat64>;

public sealed class FusedFloat64_Activation : ActivationSpecification<FusedFloat64>;

public sealed class FusedFloat64_Variant : VariantSpecification<FusedFloat64>;

public sealed class FusedFloat64_Network : NetworkSpecification<FusedFloat64>;

public sealed class VectorisedFloat64_Rnn : RnnSpecification<VectorisedFloat64>;

public sealed class VectorisedFloat64_ReluRnn : ReluRnnSpecification<VectorisedFloat64>;

public sealed class VectorisedFloat64_Gru : GruSpecification<VectorisedFloat64>;

public sealed class VectorisedFloat64_Lstm : LstmSpecification<VectorisedFloat64>;

public sealed class VectorisedFloat64_Activation : ActivationSpecification<VectorisedFloat64>;

public sealed class VectorisedFloat64_Variant : VariantSpecification<VectorisedFloat64>;

public sealed class VectorisedFloat64_Network : NetworkSpecification<VectorisedFloat64>;

public sealed class TwoSigmoids_Gru : GruSpecification<TwoSigmoids>;

public sealed class TwoSigmoids_Variant : VariantSpecification<TwoSigmoids>;

public sealed class TwoSigmoids_Network : NetworkSpecification<TwoSigmoids>;

public sealed class TwoSigmoids_Activation : ActivationSpecification<TwoSigmoids>;

public sealed class TwoSigmoids_Value : ValueSpecification<TwoSigmoids>;

public sealed class CandidateFromReset_Gru : GruSpecification<CandidateFromReset>;

public sealed class CandidateFromReset_Variant : VariantSpecification<CandidateFromReset>;

public sealed class CandidateFromReset_Network : NetworkSpecification<CandidateFromReset>;

public sealed class CandidateFromReset_Activation : ActivationSpecification<CandidateFromReset>;

public sealed class CandidateFromReset_Value : ValueSpecification<CandidateFromReset>;

public sealed class CandidateFromResetFloat64_Gru : GruSpecification<CandidateFromResetFloat64>;

public sealed class CandidateFromResetFloat64_Variant : VariantSpecification<CandidateFromResetFloat64>;

public sealed class CandidateFromResetFloat64_Network : NetworkSpecification<CandidateFromResetFloat64>;

public sealed class CandidateFromResetFloat64_Activation : ActivationSpecification<CandidateFromResetFloat64>;

public sealed class CandidateFromResetFloat64_Value : ValueSpecification<CandidateFromResetFloat64>;
