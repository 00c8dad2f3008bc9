namespace RnnEquivalence.Model;

/// <summary>What a recurrent layer is run on.</summary>
/// <param name="Values">x, shape (T, N, I).</param>
/// <param name="InitialState">(h0, c0), or null to leave the state out of the call, which stands for zeros.</param>
public sealed record RecurrentInput(Sequence Values, RecurrentState? InitialState);
