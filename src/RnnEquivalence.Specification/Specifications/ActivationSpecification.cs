using FsCheck;
using FsCheck.Fluent;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using RnnEquivalence.Running;

namespace RnnEquivalence.Specifications;

/// <summary>
/// The activations are as accurate as the backend declares. All other bounds rest on that declaration, so it is held
/// against the kernel itself, where nothing else rounds, or next to nothing; through each of its cells, which may have functions of
/// their own.
/// </summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
public abstract class ActivationSpecification<TBackend> : RecurrentSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Whether the backend declares the RNN.</summary>
    public static bool DeclaresRnn => IsProbed(RecurrentCell.Rnn);

    /// <summary>Whether the backend declares the LSTM.</summary>
    public static bool DeclaresLstm => IsProbed(RecurrentCell.Lstm);

    /// <summary>Whether the backend declares a GRU of either kind.</summary>
    public static bool DeclaresGru => Grus.Length > 0;

    /// <summary>Whether the backend declares a GRU of either kind that takes an initial state.</summary>
    public static bool DeclaresGruWithState => GrusWithState.Length > 0;

    private static readonly RecurrentCell[] Grus =
        [.. new[] { RecurrentCell.Gru, RecurrentCell.GruResetBefore }.Where(IsProbed)];

    private static readonly RecurrentCell[] GrusWithState =
        [.. Grus.Where(cell => Declares(cell, own => own.Domain.States.HasFlag(StateForms.Given)))];

    /// <summary>The tanh of an RNN is within the declared accuracy of tanh.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(DeclaresRnn))]
    public Law Tanh_OfExactArgument_IsAsAccurateAsDeclared() =>
        ForAll(ActivationProbe.RnnTanh(Traits), "tanh", (a, x) => a.Tanh(x), FirstOutput);

    /// <summary>The input gate of an LSTM is within the declared accuracy of σ, seen through c' = σ(x)·tanh(64).</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(DeclaresLstm))]
    public Law Sigmoid_OfExactArgument_IsAsAccurateAsDeclared() =>
        ForAll(ActivationProbe.LstmSigmoid(Traits), "σ", (a, x) => a.Sigmoid(x) * a.Tanh(a.Exact(64)), FinalCell);

    /// <summary>The candidate of an LSTM is within the declared accuracy of tanh, seen through c' = σ(64)·tanh(x).</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(DeclaresLstm))]
    public Law LstmTanh_OfExactArgument_IsAsAccurateAsDeclared() =>
        ForAll(ActivationProbe.LstmTanh(Traits), "tanh", (a, x) => a.Sigmoid(a.Exact(64)) * a.Tanh(x), FinalCell);

    /// <summary>The candidate of a GRU is within the declared accuracy of tanh, seen through h' = (1 − σ(−64))·tanh(x).</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(DeclaresGru))]
    public Law GruTanh_OfExactArgument_IsAsAccurateAsDeclared() => ForAll(
        OneOf(Grus, cell => ActivationProbe.GruTanh(Traits, cell)),
        "tanh",
        (a, x) => a.OneMinus(Activation.Sigmoid, a.Exact(-64), a.Sigmoid(a.Exact(-64))) * a.Tanh(x),
        FirstOutput);

    /// <summary>The update gate of a GRU is within the declared accuracy of σ, seen through h' = (1 − σ(x))·tanh(0) + σ(x)·1.</summary>
    /// <remarks>
    /// A kernel may compute that as 1 + (1 − σ(x))·(tanh(0) − 1), which rounds at the scale of 1 however small σ(x) is. So x is not below
    /// −8, where σ(x) is still large beside a few roundings.
    /// </remarks>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(DeclaresGruWithState))]
    public Law GruSigmoid_OfExactArgument_IsAsAccurateAsDeclared() => ForAll(
        OneOf(GrusWithState, cell => ActivationProbe.GruSigmoid(Traits, cell)),
        "σ",
        (a, x) => a.Interpolate(Activation.Sigmoid, x, a.Tanh(a.Exact(0)), a.Exact(1)),
        FirstOutput);

    private static bool IsProbed(RecurrentCell cell) => Declares(cell, _ => ActivationProbe.IsPossible(Traits, cell));

    /// <summary>Cases of each of some cells in turn.</summary>
    private static Arbitrary<RecurrentCase> OneOf(RecurrentCell[] cells, Func<RecurrentCell, Arbitrary<RecurrentCase>> of)
    {
        Dictionary<RecurrentCell, Arbitrary<RecurrentCase>> all = cells.ToDictionary(cell => cell, of);
        return Arb.From(
            Gen.OneOf(all.Values.Select(cases => cases.Generator)), trial => all[trial.Architecture.Cell].Shrinker(trial));
    }

    /// <summary>The first output, and h_n where that is the last one too.</summary>
    private static double[] FirstOutput(RecurrentOutput output, int row, int unit) => output.Values.TimeSteps == 1
        ? [output.Values[0, row, unit], output.FinalState.Single.Hidden[row, unit]]
        : [output.Values[0, row, unit]];

    private static double[] FinalCell(RecurrentOutput output, int row, int unit) => [output.FinalState.Single.Cell![row, unit]];

    /// <summary>What a cell returns for each argument is what is expected of it, in every unit.</summary>
    private static Law ForAll(
        Arbitrary<RecurrentCase> cases,
        string function,
        Func<Arithmetic, Bounded, Bounded> expected,
        Func<RecurrentOutput, int, int, double[]> seen) => ForAll(cases, (trial, verdict) =>
        {
            Arithmetic arithmetic = ArithmeticOf(trial);
            RecurrentOutput output = Run(trial);
            for (int row = 0; row < trial.BatchSize; row++)
            {
                double x = trial.Input.Values[0, row, 0];
                Bounded formula = expected(arithmetic, arithmetic.Exact(x));
                for (int unit = 0; unit < trial.HiddenSize; unit++)
                {
                    foreach (double value in seen(output, row, unit))
                    {
                        verdict.Compare($"{function}({x:R})", row, formula, value);
                    }
                }
            }
        });
}
