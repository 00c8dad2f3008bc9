namespace RnnEquivalence.Backends;

/// <summary>What stands in y behind the end of a row that is shorter than the others.</summary>
public enum PaddedOutput
{
    /// <summary>Zeros, as in PyTorch and ONNX.</summary>
    Zero,

    /// <summary>
    /// The output of the step before, in the order in which the cell reads: a forward cell repeats its last output, and a reverse one,
    /// which begins with the padding, has zeros. So it is in Keras, unless it is asked for zeros.
    /// </summary>
    LastOutput,

    /// <summary>Anything: whoever reads it has a fault. It is not compared.</summary>
    Unspecified,
}
