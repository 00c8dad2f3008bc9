using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Gradients;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Specifications;

/// <summary>
/// Follows a history: modules that are alive at once, and what each of them has to return, which is what the formula says of its parameters
/// and of that call alone. What was returned once is looked at again after every step.
/// </summary>
/// <param name="backend">The backend to be judged.</param>
/// <param name="reference">What the formulas say of it.</param>
/// <param name="trial">The case with the history.</param>
/// <param name="verdict">Where comparisons go.</param>
internal sealed class ModuleHistory(IRecurrentBackend backend, Reference reference, RecurrentCase trial, Verdict verdict) : IDisposable
{
    private readonly (IRecurrentModule Module, int Parameters)?[] _modules = new (IRecurrentModule, int)?[HistoryStep.Modules + 1];
    private readonly List<Kept> _kept = [];

    private bool CanBeDifferentiated => backend.Traits.Of(trial.Architecture.Cell).Has(CellFeatures.Gradients);

    /// <summary>Does all steps.</summary>
    public void Follow()
    {
        for (int index = 0; index < trial.History.Count; index++)
        {
            Do(trial.History[index], $" of step {index + 1}");
            foreach (Kept kept in _kept)
            {
                kept.LookAgain(verdict, $", looked at after step {index + 1}");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int slot = 0; slot < _modules.Length; slot++)
        {
            DisposeOf(slot);
        }
    }

    private void Do(HistoryStep step, string respect)
    {
        switch (step.Action)
        {
            case HistoryAction.Threads:
                ((IThreadedBackend)backend).Threads = step.Threads;
                break;
            case HistoryAction.Dispose:
                DisposeOf(step.Module);
                break;
            case HistoryAction.Build:
                DisposeOf(step.Module);
                Module(step.Module, step.Parameters);
                break;
            case HistoryAction.Load:
                Module(step.Module, step.Parameters).Module
                    .Load(History.ParametersOf(History.NetworkOf(trial, step.Module), step.Parameters));
                _modules[step.Module] = (_modules[step.Module]!.Value.Module, step.Parameters);
                break;
            case HistoryAction.Backward when CanBeDifferentiated:
                Differentiate(step, respect);
                break;
            default:
                Run(step, respect);
                break;
        }
    }

    private void Run(HistoryStep step, string respect)
    {
        (IRecurrentModule module, int parameters) = Module(step.Module, 0);
        RecurrentCase call = Call(step, parameters);
        RecurrentOutput output = backend.Run(module, call);
        verdict.Compare(reference.Follow(call, output), output, respect);
        _kept.Add(new Kept(Numbers(output), () => Numbers(output), respect));
    }

    private void Differentiate(HistoryStep step, string respect)
    {
        (IRecurrentModule module, int parameters) = Module(step.Module, 0);
        RecurrentCase call = Call(step, parameters);
        call = call.With(History.UpstreamOf(History.NetworkOf(trial, step.Module), step));
        RecurrentGradients gradients = ((IDifferentiableModule)module).Backward(call.Input, call.Upstream!);
        verdict.CompareGradients(
            new BackPropagation(reference.ArithmeticOf(call), call, call.Upstream!), call, gradients, respect: respect);
        _kept.Add(new Kept(Numbers(gradients), () => Numbers(gradients), respect));
    }

    private RecurrentCase Call(HistoryStep step, int parameters)
    {
        RecurrentCase network = History.NetworkOf(trial, step.Module);
        return new(network.Architecture, History.ParametersOf(network, parameters), History.InputOf(network, step));
    }

    private (IRecurrentModule Module, int Parameters) Module(int slot, int parameters)
    {
        RecurrentCase network = History.NetworkOf(trial, slot);
        _modules[slot] ??= (backend.Build(network.With(History.ParametersOf(network, parameters))), parameters);
        return _modules[slot]!.Value;
    }

    private void DisposeOf(int slot)
    {
        _modules[slot]?.Module.Dispose();
        _modules[slot] = null;
    }

    private static (string Quantity, double[] Values)[] Numbers(RecurrentOutput output)
    {
        var numbers = new List<(string, double[])> { ("y", output.Values.Values.ToArray()) };
        output.FinalState.MapMatrices(matrix =>
        {
            numbers.Add(("the final state", matrix.Values.ToArray()));
            return matrix;
        });
        return [.. numbers];
    }

    private static (string Quantity, double[] Values)[] Numbers(RecurrentGradients gradients)
    {
        var numbers = new List<(string, double[])> { ("dx", gradients.Values.Values.ToArray()) };
        gradients.InitialState?.MapMatrices(matrix =>
        {
            numbers.Add(("the gradient of the initial state", matrix.Values.ToArray()));
            return matrix;
        });
        gradients.Parameters.MapGates((_, gate) =>
        {
            numbers.Add(("a gradient of W", gate.InputWeights.Values.ToArray()));
            numbers.Add(("a gradient of R", gate.RecurrentWeights.Values.ToArray()));
            numbers.AddRange(new[] { gate.InputBias, gate.RecurrentBias, gate.Peephole }
                .OfType<double[]>().Select(values => ("a gradient of a bias or a peephole", values.ToArray())));
            return gate;
        });
        return [.. numbers];
    }

    /// <summary>What was returned, and what it was then.</summary>
    private sealed class Kept(
        (string Quantity, double[] Values)[] then, Func<(string Quantity, double[] Values)[]> now, string respect)
    {
        public void LookAgain(Verdict verdict, string when)
        {
            foreach (((string quantity, double[] before), (_, double[] after)) in then.Zip(now()))
            {
                if (!before.AsSpan().SequenceEqual(after))
                {
                    verdict.CompareCopies($"{quantity}{respect}{when}", Row(before), Row(after));
                }
            }
        }

        private static Matrix Row(double[] numbers) => new(1, numbers.Length, numbers);
    }
}
