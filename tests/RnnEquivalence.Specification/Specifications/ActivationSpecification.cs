using FsCheck;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using RnnEquivalence.Running;

namespace RnnEquivalence.Specifications;

/// <summary>
/// The activations are as accurate as the backend declares. All other bounds rest on that declaration, so it is held
/// against the kernel itself, where nothing else rounds.
/// </summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
public abstract class ActivationSpecification<TBackend> : RecurrentSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Whether the backend declares the cell through which tanh is seen.</summary>
    public static bool DeclaresRnn => Backend.Traits.Cells.Contains(RecurrentCell.Rnn);

    /// <summary>Whether the backend declares the cell through which the sigmoid is seen.</summary>
    public static bool DeclaresLstm => Backend.Traits.Cells.Contains(RecurrentCell.Lstm);

    /// <summary>The tanh of an RNN is within the declared accuracy of tanh.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(DeclaresRnn))]
    public Property Tanh_OfExactArgument_IsAsAccurateAsDeclared() => ForAll(ActivationProbe.Tanh(Backend.Traits.ElementType), (trial, verdict) =>
    {
        RecurrentOutput output = Run(trial);
        for (int row = 0; row < trial.BatchSize; row++)
        {
            double x = trial.Input.Values[0, row, 0];
            verdict.Compare($"tanh({x:R})", row, Arithmetic.Tanh(Arithmetic.Exact(x)), output.Values[0, row, 0]);
        }
    });

    /// <summary>The input gate of an LSTM is within the declared accuracy of σ, seen through c' = σ(x)·tanh(64).</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(DeclaresLstm))]
    public Property Sigmoid_OfExactArgument_IsAsAccurateAsDeclared() => ForAll(ActivationProbe.Sigmoid(Backend.Traits.ElementType), (trial, verdict) =>
    {
        RecurrentOutput output = Run(trial);
        Bounded one = Arithmetic.Tanh(Arithmetic.Exact(64));
        for (int row = 0; row < trial.BatchSize; row++)
        {
            double x = trial.Input.Values[0, row, 0];
            verdict.Compare($"σ({x:R})", row, Arithmetic.Sigmoid(Arithmetic.Exact(x)) * one, output.FinalState.Single.Cell![row, 0]);
        }
    });
}
