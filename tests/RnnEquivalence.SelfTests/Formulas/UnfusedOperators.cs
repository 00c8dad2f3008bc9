using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace RnnEquivalence.SelfTests.Formulas;

/// <summary>
/// The cells a second time, derived from the textbook without looking at <c>Formulas/</c>: whole matrices at a time, with
/// libtorch's unfused operators in float64.
/// </summary>
internal static class UnfusedOperators
{
    /// <summary>
    /// TorchSharp 0.107 makes a scalar of the 1 in a + 1·b and may finalise it while libtorch still reads it, so a long-lived
    /// one is handed in.
    /// </summary>
    private static readonly Scalar One;

    static UnfusedOperators()
    {
        TorchSharpLoader.EnsureLoadable();
        One = 1.0;
    }

    /// <summary>y for all time steps, and the final state.</summary>
    public static RecurrentOutput Run(RecurrentCase trial)
    {
        using DisposeScope scope = NewDisposeScope();
        RecurrentState initial = trial.InitialStateOrZero;
        Tensor h = Of(initial.Hidden);
        Tensor c = initial.Cell is null ? zeros_like(h) : Of(initial.Cell);
        var steps = new List<Matrix>();
        for (int time = 0; time < trial.TimeSteps; time++)
        {
            Tensor x = Of(trial.Input.Values.Step(time));
            if (trial.Architecture.Cell == RecurrentCell.TanhRnn)
            {
                h = Affine(trial, Gate.State, x, h).tanh();
            }
            else if (trial.Architecture.Cell == RecurrentCell.ReluRnn)
            {
                h = Affine(trial, Gate.State, x, h).relu();
            }
            else if (trial.Architecture.Cell == RecurrentCell.Gru)
            {
                Tensor reset = Affine(trial, Gate.Reset, x, h).sigmoid();
                Tensor update = Affine(trial, Gate.Update, x, h).sigmoid();
                Tensor fresh = Plus(OfInput(trial, Gate.Candidate, x), reset.mul(OfState(trial, Gate.Candidate, h))).tanh();
                h = Plus(Plus(ones_like(update), update.neg()).mul(fresh), update.mul(h));
            }
            else
            {
                Tensor input = Affine(trial, Gate.Input, x, h).sigmoid();
                Tensor forget = Plus(Affine(trial, Gate.Forget, x, h), tensor([trial.Architecture.ForgetBias])).sigmoid();
                Tensor candidate = Affine(trial, Gate.Candidate, x, h).tanh();
                Tensor output = Affine(trial, Gate.Output, x, h).sigmoid();
                c = Plus(forget.mul(c), input.mul(candidate));
                h = output.mul(c.tanh());
            }

            steps.Add(ToMatrix(h));
        }

        var y = Sequence.Create(trial.TimeSteps, trial.BatchSize, trial.HiddenSize, (time, row, unit) => steps[time][row, unit]);
        return new RecurrentOutput(y, new RecurrentState(ToMatrix(h), initial.Cell is null ? null : ToMatrix(c)));
    }

    private static Tensor Affine(RecurrentCase trial, Gate gate, Tensor x, Tensor h) =>
        Plus(OfInput(trial, gate, x), OfState(trial, gate, h));

    private static Tensor OfInput(RecurrentCase trial, Gate gate, Tensor x)
    {
        GateParameters own = trial.Parameters[gate];
        Tensor product = x.matmul(Of(own.InputWeights).t());
        return own.InputBias is null ? product : Plus(product, tensor(own.InputBias));
    }

    private static Tensor OfState(RecurrentCase trial, Gate gate, Tensor h)
    {
        GateParameters own = trial.Parameters[gate];
        Tensor product = h.matmul(Of(own.RecurrentWeights).t());
        return own.RecurrentBias is null ? product : Plus(product, tensor(own.RecurrentBias));
    }

    private static Tensor Plus(Tensor a, Tensor b) => a.add(b, One);

    private static Tensor Of(Matrix matrix) => tensor(matrix.Values.ToArray(), matrix.Rows, matrix.Columns);

    private static Matrix ToMatrix(Tensor tensor) => new((int)tensor.shape[0], (int)tensor.shape[1], tensor.data<double>().ToArray());
}
