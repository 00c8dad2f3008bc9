namespace RnnEquivalence.Generation;

/// <summary>What kind of numbers a tensor is filled with.</summary>
public enum ValueRegime
{
    /// <summary>Signed values of everyday size, with pre-activations mostly between −5 and 5.</summary>
    Ordinary,

    /// <summary>Magnitudes from 2^-10 down to 2^-30: activations are nearly linear, and a lost bias stands out.</summary>
    Tiny,

    /// <summary>Pre-activations up to a thousand: activations sit at their ends.</summary>
    Saturating,

    /// <summary>Small whole numbers: sums are exact in any order, so an error is a wrong formula and not rounding.</summary>
    WholeNumbers,

    /// <summary>Mostly zeros: single paths through the cell stand alone.</summary>
    Sparse,

    /// <summary>Zeros of either sign, ones and halves: comparisons meet their limits.</summary>
    Ties,

    /// <summary>Inputs up to 2^40 with weights as small as these are large, so that products are ordinary.</summary>
    LargeInputs,

    /// <summary>Numbers below the smallest normal one: what they make must not be lost before it has to be.</summary>
    Subnormal,
}
