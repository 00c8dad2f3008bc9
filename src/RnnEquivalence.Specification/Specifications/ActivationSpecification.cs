using FsCheck;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using RnnEquivalence.Running;

namespace RnnEquivalence.Specifications;

/// <summary>
/// The activations are as accurate as the backend declares. All other bounds rest on that declaration, so it is held
/// against the kernel itself, where nothing else rounds, or next to nothing; through each of its cells, which may have functions of their own.
/// </summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
public abstract class ActivationSpecification<TBackend> : RecurrentSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Whether the backend declares the RNN.</summary>
    public static bool DeclaresRnn => Backend.Traits.Cells.Contains(RecurrentCell.Rnn);

    /// <summary>Whether the backend declares the LSTM.</summary>
    public static bool DeclaresLstm => Backend.Traits.Cells.Contains(RecurrentCell.Lstm);

    /// <summary>Whether the backend declares a GRU of either kind.</summary>
    public static bool DeclaresGru => Backend.Traits.Cells.Contains(RecurrentCell.Gru) || Backend.Traits.Cells.Contains(RecurrentCell.GruResetBefore);

    /// <summary>The GRU through which the functions are seen; where both are declared, that with the reset gate after the product.</summary>
    private static RecurrentCell Gru => Backend.Traits.Cells.Contains(RecurrentCell.Gru) ? RecurrentCell.Gru : RecurrentCell.GruResetBefore;

    /// <summary>The tanh of an RNN is within the declared accuracy of tanh.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(DeclaresRnn))]
    public Property Tanh_OfExactArgument_IsAsAccurateAsDeclared() =>
        ForAll(ActivationProbe.RnnTanh(Backend.Traits.ElementType), "tanh", Arithmetic.Tanh, cell => cell.Hidden);

    /// <summary>The input gate of an LSTM is within the declared accuracy of σ, seen through c' = σ(x)·tanh(64).</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(DeclaresLstm))]
    public Property Sigmoid_OfExactArgument_IsAsAccurateAsDeclared() => ForAll(
        ActivationProbe.LstmSigmoid(Backend.Traits.ElementType),
        "σ",
        x => Arithmetic.Sigmoid(x) * Arithmetic.Tanh(Arithmetic.Exact(64)),
        cell => cell.Cell!);

    /// <summary>The candidate of an LSTM is within the declared accuracy of tanh, seen through c' = σ(64)·tanh(x).</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(DeclaresLstm))]
    public Property LstmTanh_OfExactArgument_IsAsAccurateAsDeclared() => ForAll(
        ActivationProbe.LstmTanh(Backend.Traits.ElementType),
        "tanh",
        x => Arithmetic.Sigmoid(Arithmetic.Exact(64)) * Arithmetic.Tanh(x),
        cell => cell.Cell!);

    /// <summary>The candidate of a GRU is within the declared accuracy of tanh, seen through h' = (1 − σ(−64))·tanh(x).</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(DeclaresGru))]
    public Property GruTanh_OfExactArgument_IsAsAccurateAsDeclared() => ForAll(
        ActivationProbe.GruTanh(Backend.Traits.ElementType, Gru),
        "tanh",
        x => (Arithmetic.Exact(1) - Arithmetic.Sigmoid(Arithmetic.Exact(-64))) * Arithmetic.Tanh(x),
        cell => cell.Hidden);

    /// <summary>The update gate of a GRU is within the declared accuracy of σ, seen through h' = (1 − σ(x))·tanh(0) + σ(x)·1.</summary>
    /// <remarks>
    /// A kernel may compute that as 1 + (1 − σ(x))·(tanh(0) − 1), which rounds at the scale of 1 however small σ(x) is. So x is not below −8,
    /// where σ(x) is still large beside a few roundings.
    /// </remarks>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(DeclaresGru))]
    public Property GruSigmoid_OfExactArgument_IsAsAccurateAsDeclared() => ForAll(
        ActivationProbe.GruSigmoid(Backend.Traits.ElementType, Gru),
        "σ",
        x => Arithmetic.Interpolate(Arithmetic.Sigmoid(x), Arithmetic.Tanh(Arithmetic.Exact(0)), Arithmetic.Exact(1)),
        cell => cell.Hidden);

    /// <summary>What a cell of one unit returns for each argument is what is expected of it.</summary>
    private static Property ForAll(Arbitrary<RecurrentCase> cases, string function, Func<Bounded, Bounded> expected, Func<CellState, Matrix> seen) =>
        ForAll(cases, (trial, verdict) =>
        {
            Matrix results = seen(Run(trial).FinalState.Single);
            for (int row = 0; row < trial.BatchSize; row++)
            {
                double x = trial.Input.Values[0, row, 0];
                verdict.Compare($"{function}({x:R})", row, expected(Arithmetic.Exact(x)), results[row, 0]);
            }
        });
}
