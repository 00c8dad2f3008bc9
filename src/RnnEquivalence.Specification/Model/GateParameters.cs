namespace RnnEquivalence.Model;

/// <summary>The parameters of one gate: its pre-activation is W·x + R·h + b_x + b_h (+ p ⊙ c, with peepholes).</summary>
/// <param name="InputWeights">W, shape (H, I): row u holds what unit u takes from the input. I is that of the layer.</param>
/// <param name="RecurrentWeights">
/// R, shape (H, H), or (H, P) behind a projection: row u holds what unit u takes from the previous hidden state.
/// </param>
/// <param name="InputBias">b_x, shape (H,), or null where the architecture has none.</param>
/// <param name="RecurrentBias">b_h, shape (H,), or null where the architecture has none.</param>
/// <param name="Peephole">p, shape (H,): what unit u takes from its own cell state; null where there are none.</param>
public sealed record GateParameters(
    Matrix InputWeights, Matrix RecurrentWeights, double[]? InputBias, double[]? RecurrentBias, double[]? Peephole = null);
