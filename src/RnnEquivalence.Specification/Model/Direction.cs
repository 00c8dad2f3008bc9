namespace RnnEquivalence.Model;

/// <summary>In which order a network reads its sequences.</summary>
public enum Direction
{
    /// <summary>From the first time step to the last.</summary>
    Forward,

    /// <summary>From the last time step of each row to the first; y still stands at the time step that it was computed at.</summary>
    Reverse,

    /// <summary>Both ways, each with parameters of its own; the outputs stand beside each other, forward first.</summary>
    Bidirectional,
}
