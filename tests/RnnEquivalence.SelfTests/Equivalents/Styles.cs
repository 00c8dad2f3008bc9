using RnnEquivalence.Model;
using RnnEquivalence.SelfTests.Mutants;

namespace RnnEquivalence.SelfTests.Equivalents;

// Orders of summation.

/// <summary>A kernel as a textbook has it: one product after the other.</summary>
public sealed class Plain() : StyledBackend(ElementType.Float32, new() { Name = "left to right" });

/// <summary>A loop that counts down to zero.</summary>
public sealed class Reversed() : StyledBackend(ElementType.Float32, new() { Name = "right to left", Order = SummationOrder.RightToLeft });

/// <summary>NumPy's sum, or a reduction on a GPU.</summary>
public sealed class Pairwise() : StyledBackend(ElementType.Float32, new() { Name = "pairwise", Order = SummationOrder.Pairwise });

/// <summary>SSE: four lanes, and the tail padded with zeros.</summary>
public sealed class FourLanes() : StyledBackend(ElementType.Float32, new() { Name = "four lanes", Order = SummationOrder.Lanes(4) });

/// <summary>A loop unrolled by four whose four products are added up before they meet the accumulator.</summary>
public sealed class BlocksOfFour() : StyledBackend(ElementType.Float32, new()
{
    Name = "blocks of four", Order = SummationOrder.Blocks(4, SummationOrder.LeftToRight),
});

/// <summary>A product blocked for the cache, whose blocks of sixteen have accumulators of their own.</summary>
public sealed class BlocksOfSixteen() : StyledBackend(ElementType.Float32, new()
{
    Name = "blocks of sixteen", Order = SummationOrder.Blocks(16, SummationOrder.LeftToRight),
});

/// <summary>A persistent kernel that goes through W·x and R·h together, tile by tile, and carries one accumulator along.</summary>
public sealed class TilesInTurns() : StyledBackend(ElementType.Float32, new()
{
    Name = "tiles of W·x and R·h in turns", Products = ProductPlace.InTurns,
});

/// <summary>Two threads that share the terms; the second is done first.</summary>
public sealed class TwoThreads() : StyledBackend(ElementType.Float32, new()
{
    Name = "two threads, second first", Order = SummationOrder.Threads(2, SummationOrder.LeftToRight, lastFirst: true),
});

/// <summary>Three threads that share the terms, each in blocks of four, added in their order.</summary>
public sealed class ThreeThreads() : StyledBackend(ElementType.Float32, new()
{
    Name = "three threads", Order = SummationOrder.Threads(3, SummationOrder.Blocks(4, SummationOrder.LeftToRight)),
});

/// <summary>A kernel with float64 accumulators: products are exact there, and the sum is rounded once.</summary>
public sealed class Float64Accumulators() : StyledBackend(ElementType.Float32, new()
{
    Name = "accumulators in float64", AccumulatesInFloat64 = true,
});

// Fused multiply-add.

/// <summary>A compiler that contracts a·b + c; accumulators start from the biases, added up beforehand.</summary>
public sealed class Fused() : StyledBackend(ElementType.Float32, new()
{
    Name = "fused multiply-add", FusedMultiplyAdd = true, Biases = BiasPlace.First, MergesBiases = true,
});

/// <summary>AVX2: eight lanes of fused multiply-add, the tail padded with zeros, and a tree at the end.</summary>
public sealed class FusedLanes() : StyledBackend(ElementType.Float32, new()
{
    Name = "eight fused lanes", FusedMultiplyAdd = true, Order = SummationOrder.Lanes(8),
});

// Biases, and the two products.

/// <summary>A kernel with one bias: b_x and b_h are added up once, when weights are loaded.</summary>
public sealed class MergedBiases() : StyledBackend(ElementType.Float32, new() { Name = "biases added up beforehand", MergesBiases = true });

/// <summary>oneDNN: W·x of a whole layer into a buffer, then R·h, then the biases.</summary>
public sealed class ProductsApart() : StyledBackend(ElementType.Float32, new()
{
    Name = "W·x and R·h apart", Products = ProductPlace.Apart,
});

/// <summary>A matrix product with β = 1 onto a buffer filled with the biases, and R·h by itself.</summary>
public sealed class ProductsApartBiasesFirst() : StyledBackend(ElementType.Float32, new()
{
    Name = "W·x on the biases, R·h apart", Products = ProductPlace.Apart, Biases = BiasPlace.First,
});

/// <summary>libtorch's cells: (W·x + b_x) + (R·h + b_h), and n + z·(h − n).</summary>
public sealed class TwoLinears() : StyledBackend(ElementType.Float32, new()
{
    Name = "two linear maps", Interpolation = Interpolation.FromN, Products = ProductPlace.Apart, Biases = BiasPlace.BesideProducts,
});

// Interpolations.

/// <summary>libtorch's GRU: n + z·(h − n).</summary>
public sealed class FromOneEnd() : StyledBackend(ElementType.Float32, new()
{
    Name = "interpolating from n", Interpolation = Interpolation.FromN,
});

/// <summary>An exponential moving average: h + (1 − z)·(n − h).</summary>
public sealed class FromOtherEnd() : StyledBackend(ElementType.Float32, new()
{
    Name = "interpolating from h", Interpolation = Interpolation.FromH,
});

/// <summary>
/// A kernel that takes 1 − z for a sigmoid of its own, σ(−a), so that the two shares need not add up to 1. From |δ| ≤ |h − n||m| +
/// |h||o(σ(a))| + |n||o(σ(−a))|: where n and h are alike, what the two functions are off by adds up and does not cancel out.
/// </summary>
public sealed class TwoSigmoids() : StyledBackend(ElementType.Float32, new()
{
    Name = "1 − z by a sigmoid of its own", Interpolation = Interpolation.OfTwoSigmoids,
});

/// <summary>
/// A kernel whose product of W·x has the accumulator r·(R·h + b) to start from, as a matrix product with β = 1 has: I + 1 additions pass
/// over r·(R·h + b), whose rounding is γ of all of them times |r·(R·h + b)|.
/// </summary>
public sealed class CandidateFromReset() : StyledBackend(ElementType.Float32, new()
{
    Name = "candidate added up onto the reset state", StartsCandidateFromReset = true,
});

/// <summary>The same from the other end, in float64.</summary>
public sealed class CandidateFromResetFloat64() : StyledBackend(ElementType.Float64, new()
{
    Name = "candidate added up onto the reset state, two sigmoids",
    StartsCandidateFromReset = true,
    Interpolation = Interpolation.OfTwoSigmoids,
    Order = SummationOrder.RightToLeft,
});

// Forms of σ and tanh.

/// <summary>
/// A kernel that calls the C runtime's float64 functions and rounds once. It comes as near the bound as 0.99999:
/// where z is near 1 and h just beyond ±1, z·h and h' may both be half a unit off, and the bound allows no more than these two roundings.
/// </summary>
public sealed class AccurateActivations() : StyledBackend(ElementType.Float32, new()
{
    Name = "activations in float64", Tanh = TanhForm.InFloat64, Sigmoid = SigmoidForm.InFloat64,
});

/// <summary>A library with one transcendental function: σ is ½·tanh(½z) + ½.</summary>
public sealed class SigmoidByTanh() : StyledBackend(ElementType.Float32, new() { Name = "sigmoid by tanh", Sigmoid = SigmoidForm.OfTanh });

/// <summary>A kernel that is wary of overflow: e^z/(1 + e^z) below zero.</summary>
public sealed class SigmoidByCases() : StyledBackend(ElementType.Float32, new()
{
    Name = "sigmoid by cases", Sigmoid = SigmoidForm.OfNegativeExp,
});

/// <summary>A library with one transcendental function: tanh is (1 − e^−2|z|)/(1 + e^−2|z|).</summary>
public sealed class TanhByExp() : StyledBackend(ElementType.Float32, new() { Name = "tanh by exp", Tanh = TanhForm.OfExp });

/// <summary>After fdlibm, with the relative accuracy kept near zero: m/(m + 2) with m = e^2|z| − 1.</summary>
public sealed class TanhByExpMinusOne() : StyledBackend(ElementType.Float32, new()
{
    Name = "tanh by expm1", Tanh = TanhForm.OfExpMinusOne,
});

/// <summary>A GPU's fast tanh: ±(1 − 2/(e^2|z| + 1)), as Triton has it for AMD (ROCm/triton#900).</summary>
public sealed class TanhByComplement() : StyledBackend(ElementType.Float32, new()
{
    Name = "tanh by complement", Tanh = TanhForm.OfComplement,
});

/// <summary>ONNX Runtime's RNN: tanh is 2·σ(2z) − 1.</summary>
public sealed class TanhBySigmoid() : StyledBackend(ElementType.Float32, new() { Name = "tanh by sigmoid", Tanh = TanhForm.OfSigmoid });

// Several at once.

/// <summary>A vectorised kernel: eight fused lanes for each product, from the biases on, with functions of one exponential.</summary>
public sealed class Vectorised() : StyledBackend(ElementType.Float32, new()
{
    Name = "vectorised",
    FusedMultiplyAdd = true,
    Interpolation = Interpolation.FromN,
    Tanh = TanhForm.OfComplement,
    Sigmoid = SigmoidForm.OfNegativeExp,
    Order = SummationOrder.Lanes(8), Products = ProductPlace.Apart, Biases = BiasPlace.First,
});

/// <summary>
/// A kernel for many cores: three threads with blocks of sixteen, pairwise within, the last thread first; one bias;
/// one transcendental function.
/// </summary>
public sealed class Parallel() : StyledBackend(ElementType.Float32, new()
{
    Name = "parallel",
    Interpolation = Interpolation.FromH,
    Sigmoid = SigmoidForm.OfTanhBy(TanhForm.OfExpMinusOne),
    Tanh = TanhForm.OfExpMinusOne,
    Order = SummationOrder.Threads(3, SummationOrder.Blocks(16, SummationOrder.Pairwise), lastFirst: true),
    Products = ProductPlace.InTurns, MergesBiases = true,
});

// In float64.

/// <summary>The textbook's kernel.</summary>
public sealed class PlainFloat64() : StyledBackend(ElementType.Float64, new() { Name = "left to right" });

/// <summary>The contracted one.</summary>
public sealed class FusedFloat64() : StyledBackend(ElementType.Float64, new()
{
    Name = "fused multiply-add", FusedMultiplyAdd = true, Biases = BiasPlace.First, MergesBiases = true,
});

/// <summary>The vectorised one.</summary>
public sealed class VectorisedFloat64() : StyledBackend(ElementType.Float64, new()
{
    Name = "vectorised",
    FusedMultiplyAdd = true,
    Interpolation = Interpolation.FromN,
    Tanh = TanhForm.OfComplement,
    Sigmoid = SigmoidForm.OfNegativeExp,
    Order = SummationOrder.Lanes(4), Products = ProductPlace.Apart, Biases = BiasPlace.First,
});
