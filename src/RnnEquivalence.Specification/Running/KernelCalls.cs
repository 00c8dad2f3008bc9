using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Running;

/// <summary>Calls of a kernel on behalf of a law: what goes in is within its domain, and what comes out is what was promised.</summary>
public static class KernelCalls
{
    /// <summary>Runs the network of a case once, which is built for it, and checks what it returns.</summary>
    /// <remarks>In a family of cases it may be one that was built for another, and is loaded with the parameters of this one.</remarks>
    /// <exception cref="ArgumentException">What it returns is missing or has another shape.</exception>
    public static RecurrentOutput Run(this IRecurrentBackend backend, RecurrentCase trial)
    {
        ArgumentNullException.ThrowIfNull(trial);

        if (ModuleShelf.Current is { } shelf)
        {
            return shelf.Run(backend, trial);
        }

        using IRecurrentModule module = backend.Build(trial);
        return backend.Run(module, trial);
    }

    /// <summary>Builds the network of a case.</summary>
    /// <exception cref="InvalidOperationException">The backend returned none.</exception>
    public static IRecurrentModule Build(this IRecurrentBackend backend, RecurrentCase trial)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(trial);
        return backend.Create(trial.Architecture, trial.Parameters)
            ?? throw new InvalidOperationException($"{nameof(IRecurrentBackend.Create)} returned null instead of a module.");
    }

    /// <summary>Runs a network that has been built for the case, and checks what it returns.</summary>
    /// <exception cref="ArgumentException">What it returns is missing or has another shape.</exception>
    /// <exception cref="InvalidOperationException">The case is outside of the declared domain, which is a fault of the law.</exception>
    public static RecurrentOutput Run(this IRecurrentBackend backend, IRecurrentModule module, RecurrentCase trial)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(trial);

        CellTraits cell = backend.Traits.Of(trial.Architecture.Cell);
        if (cell.Domain.Outside(trial.Architecture, trial.Input) is { Count: > 0 } outside)
        {
            throw new InvalidOperationException(
                $"A law would run the kernel on what it does not declare: {string.Join("; ", outside)}. "
                + "That is a fault of the law, not of the kernel.");
        }

        RecurrentOutput output = module.Forward(trial.Input)
            ?? throw new ArgumentException($"{nameof(IRecurrentModule.Forward)} returned null instead of an output.");
        output.Validate(trial.Architecture, trial.Input);
        return cell.PaddedOutput == PaddedOutput.Zero || trial.Input.Lengths is null ? output : output with
        {
            Values = WithoutPadding(cell.PaddedOutput, trial, output.Values),
        };
    }

    /// <summary>What a network returns, just as it returns it.</summary>
    internal static RecurrentOutput RunUnchanged(this IRecurrentBackend backend, RecurrentCase trial)
    {
        using IRecurrentModule module = backend.Build(trial);
        RecurrentOutput output = module.Forward(trial.Input);
        output.Validate(trial.Architecture, trial.Input);
        return output;
    }

    /// <summary>What stands behind the end of a row according to what is declared, given what stands before.</summary>
    internal static double Padding(PaddedOutput declared, RecurrentCase trial, Sequence y, int row, int feature)
    {
        int length = trial.Input.LengthOf(row);
        bool isReversed = trial.Architecture.IsReversed(feature / trial.Architecture.StateSize);
        return declared == PaddedOutput.LastOutput && !isReversed && length > 0 ? y[length - 1, row, feature] : 0;
    }

    /// <summary>y with zeros for the padding that is as declared; other padding stays, for a comparison to find.</summary>
    private static Sequence WithoutPadding(PaddedOutput declared, RecurrentCase trial, Sequence y) => Sequence.Create(
        y.TimeSteps,
        y.BatchSize,
        y.Features,
        (time, row, feature) => time < trial.Input.LengthOf(row) ? y[time, row, feature]
            : declared == PaddedOutput.Unspecified || y[time, row, feature].Equals(Padding(declared, trial, y, row, feature)) ? 0
            : y[time, row, feature]);
}
