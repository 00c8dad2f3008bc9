namespace RnnEquivalence.Tests.Accuracy;

/// <summary>How many arguments a sweep takes.</summary>
internal enum Density
{
    /// <summary>Some thousands of each order of magnitude, others each time: what every run of the tests can afford.</summary>
    Sample,

    /// <summary>
    /// As many as have something to tell: one of every run of numbers along which the exact result moves by no more than a quarter of a
    /// unit of roundoff, or else every number. Where the exact result is that near to a constant or to x itself, 2^13 numbers of each order
    /// of magnitude. What the committed table is measured with.
    /// </summary>
    Telling,

    /// <summary>Every finite number of the format.</summary>
    All,
}
